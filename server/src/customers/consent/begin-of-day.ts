/** The first moment of a day in a time zone. @example beginOfDay('2026-03-01', 'Asia/Shanghai') is 28 Feb, 16:00 UTC */
export function beginOfDay(day: string, timeZone: string): Date {
  const guess = new Date(`${day}T00:00:00Z`)
  const shown = new Date(`${guess.toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')}Z`)
  return new Date(guess.getTime() - (shown.getTime() - guess.getTime()))
}
