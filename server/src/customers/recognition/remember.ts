import type { Ctx } from '../../kernel/context.ts'
import type { Row } from '../../kernel/record/event.ts'
import { addDays, daysBetween, lunarDayName } from '../calendar.ts'

export interface BirthdayFact {
  readonly calendar: 'solar' | 'lunar'
  readonly month: number
  readonly day: number
  readonly leap: boolean
  readonly next: string
}

export interface RememberFacts {
  readonly birthday: BirthdayFact | null
  readonly preferences: readonly Row[]
  readonly expectations: readonly Row[]
}

const LINES_MAX = 10
const SOON_DAYS = 14

/** What to bear in mind while speaking, the most urgent first. `today` is `YYYY-MM-DD`. */
export function remember(ctx: Pick<Ctx, 't' | 'actor'>, facts: RememberFacts, today: string): string[] {
  const { birthday, preferences, expectations } = facts
  const liked = preferences.filter(({ kind }) => kind !== 'anniversary').map((item) => preferenceWords(ctx, item))
  const weighty = expectations.toSorted((a, b) => Number(b.level ?? 0) - Number(a.level ?? 0)).slice(0, 2)
  return [
    ...(birthday ? [birthdayWords(ctx, birthday, today)] : []),
    ...preferences.filter(({ kind }) => kind === 'anniversary').flatMap((item) => anniversaryWords(ctx, item, today)),
    ...liked,
    ...weighty.map(({ text }) => ctx.t('recognition.remember.expectation', { value: String(text) })),
  ].slice(0, LINES_MAX)
}

/** 农历生日八月十六, and how soon it comes where that is near. */
function birthdayWords({ t, actor }: Pick<Ctx, 't' | 'actor'>, birthday: BirthdayFact, today: string): string {
  const words =
    birthday.calendar === 'lunar'
      ? t('recognition.remember.lunar-birthday', { day: lunarDayName(birthday) })
      : t('recognition.remember.birthday', { day: dayOfYear(actor.language, birthday.month, birthday.day) })
  return withSoon(t, words, birthday.next, today)
}

function anniversaryWords({ t, actor }: Pick<Ctx, 't' | 'actor'>, item: Row, today: string): string[] {
  const value = String(item.value)
  if (typeof item.date !== 'string') return [value]
  const next = nextYearly(item.date, today)
  const day = dayOfYear(actor.language, Number(next.slice(5, 7)), Number(next.slice(8)))
  return [withSoon(t, `${value} ${day}`, next, today)]
}

/** The next time that a day of the year comes, today included; 29 February is kept on 1 March in common years. */
function nextYearly(day: string, today: string): string {
  const inYear = (year: number) => addDays(`${year}-${day.slice(5, 7)}-01`, Number(day.slice(8)) - 1)
  const thisYear = inYear(Number(today.slice(0, 4)))
  return thisYear >= today ? thisYear : inYear(Number(today.slice(0, 4)) + 1)
}

function withSoon(t: Ctx['t'], words: string, next: string, today: string): string {
  const days = daysBetween(today, next)
  if (days < 0 || days > SOON_DAYS) return words
  const soon = days === 0 ? 'today' : days === 1 ? 'tomorrow' : 'days'
  return t(`recognition.remember.soon.${soon}`, { words, days })
}

/** A value that already says what the words around it say stays as it was written. */
function preferenceWords({ t }: Pick<Ctx, 't'>, { kind, value }: Row): string {
  const key = `recognition.remember.${String(kind)}`
  const around = t(key, { value: '' }).trim()
  const text = String(value)
  return around !== '' && text.toLowerCase().includes(around.toLowerCase()) ? text : t(key, { value: text })
}

const dayOfYear = (language: string, month: number, day: number) =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(Date.UTC(2024, month - 1, day))
