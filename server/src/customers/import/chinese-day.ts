const DIGITS = '一二三四五六七八九十'
const MONTHS: Readonly<Record<string, number>> = { 正: 1, 冬: 11, 腊: 12, 十一: 11, 十二: 12 }
const DAY =
  /^(正|冬|腊|十[一二]?|[一二三四五六七八九])月(初[一二三四五六七八九十]|十[一二三四五六七八九]?|廿[一二三四五六七八九]?|二十[一二三四五六七八九]?|三十|[一二三四五六七八九])日?$/

/**
 * Reads a month and a day in Chinese numerals, as people write lunar birthdays.
 * @example readChineseDay('八月十六') // { month: 8, day: 16 }
 * @example readChineseDay('腊月廿三') // { month: 12, day: 23 }
 */
export function readChineseDay(text: string): { month: number; day: number } | null {
  const found = DAY.exec(text)
  if (!found) return null
  const [, month = '', day = ''] = found
  return { month: MONTHS[month] ?? digit(month), day: readDay(day) }
}

const digit = (character: string) => (character === '' ? 0 : DIGITS.indexOf(character) + 1)

function readDay(day: string): number {
  if (day === '三十') return 30
  const tens = day.startsWith('廿') || day.startsWith('二十') ? 20 : day.startsWith('十') ? 10 : 0
  const rest = day.replace(/^(初|廿|二十|十)/, '')
  return tens + digit(rest)
}
