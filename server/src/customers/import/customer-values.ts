import type { Ctx } from '../../kernel/context.ts'
import { Problem } from '../../kernel/problem.ts'
import { type ContactValue, readContact } from '../contact-points/contact-value.ts'
import { isRealBirthday, nextBirthday } from '../customers/birthday.ts'
import { customerSensitiveFields } from '../customers/sensitive.ts'
import { joinName, sortName } from '../names.ts'
import { readChineseDay } from './chinese-day.ts'
import { type DateFormat, parseDate } from './reading/dates.ts'
import type { ImportSettings, MappedRow, RowProblem } from './targets.ts'

/** A row of a customer file, read: what it sets, how the customer is reached, whom it names. */
export interface CustomerValues {
  readonly row: MappedRow
  readonly id: string | null
  readonly externalId: string | null
  /** Columns of `customers.customer`; a column that is absent is left as it is. */
  readonly columns: Readonly<Record<string, unknown>>
  readonly contacts: readonly ContactValue[]
  readonly tags: readonly string[]
  readonly employer: string | null
  readonly parent: string | null
  readonly ownerText: string | null
  readonly custom: Readonly<Record<string, string>>
  /** Sensitive cells by key, as typed. They are in memory only. */
  readonly sensitive: Readonly<Record<string, string>>
  readonly problems: readonly RowProblem[]
  readonly isRejected: boolean
}

const TEXT_COLUMNS: Readonly<Record<string, readonly [column: string, lengthMax: number]>> = {
  familyName: ['family_name', 200],
  givenName: ['given_name', 200],
  latinName: ['latin_name', 400],
  jobTitle: ['job_title', 200],
  language: ['language', 20],
  industry: ['industry', 200],
  website: ['website', 1000],
  source: ['source', 200],
  note: ['note', 20_000],
}

const NUMBER_COLUMNS: Readonly<Record<string, string>> = {
  employees: 'employees',
  foundedYear: 'founded_year',
}

const GENDERS: Readonly<Record<string, string>> = {
  f: 'female',
  female: 'female',
  w: 'female',
  女: 'female',
  女士: 'female',
  mrs: 'female',
  ms: 'female',
  m: 'male',
  male: 'male',
  男: 'male',
  先生: 'male',
  mr: 'male',
  other: 'other',
  其他: 'other',
  x: 'other',
}

const KINDS: Readonly<Record<string, string>> = {
  person: 'person',
  individual: 'person',
  contact: 'person',
  个人: 'person',
  联系人: 'person',
  人: 'person',
  organization: 'organization',
  organisation: 'organization',
  company: 'organization',
  account: 'organization',
  单位: 'organization',
  公司: 'organization',
  企业: 'organization',
  组织: 'organization',
}

/** Collects what is wrong with a row while it is read. */
class RowReader {
  readonly row: MappedRow
  readonly problems: RowProblem[] = []

  constructor(row: MappedRow) {
    this.row = row
  }

  first(key: string): string | null {
    const text = this.row.values[key]?.find((cell) => cell.trim() !== '')?.trim()
    return text ? text : null
  }

  all(key: string): readonly string[] {
    return (this.row.values[key] ?? []).map((cell) => cell.trim()).filter((cell) => cell !== '')
  }

  problem(column: string | null, value: string, message: string, severity: 'error' | 'warning' = 'warning'): void {
    const { number, line } = this.row
    this.problems.push({ row: number, line, column, value: value.slice(0, 200), message, severity })
  }
}

const SENSITIVE_KEYS = customerSensitiveFields.map(({ key }) => key)

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Reads one mapped row. What cannot be read is a problem in its place; only a row without any name or key is rejected. */
export function readCustomerRow(ctx: Ctx, row: MappedRow, settings: ImportSettings): CustomerValues {
  const reader = new RowReader(row)
  const columns: Record<string, unknown> = {}
  for (const [key, [column, lengthMax]] of Object.entries(TEXT_COLUMNS)) {
    const text = reader.first(key)
    if (text === null) continue
    if (text.length > lengthMax) reader.problem(key, text, 'import.problem.shortened')
    columns[column] = text.slice(0, lengthMax)
  }
  readNumbers(reader, columns, ctx)
  readChoices(reader, columns)
  readDates(ctx, reader, columns, settings)
  const contacts = readContacts(reader, settings)
  const employer = reader.first('organization')
  const externalId = reader.first('externalId')?.slice(0, 200) ?? null
  const id = reader.first('rapportId')
  const name = readName(reader, columns, employer, settings)
  if (name !== null) Object.assign(columns, { name: name.slice(0, 400), sort_name: sortName(name.slice(0, 400)) })
  const isRejected = name === null && externalId === null && id === null && contacts.length === 0
  if (isRejected) reader.problem('name', '', 'import.problem.no-name', 'error')
  return {
    row,
    id: id && UUID.test(id) ? id.toLowerCase() : null,
    externalId,
    columns,
    contacts,
    tags: reader
      .all('tags')
      .flatMap((cell) => cell.split(/[,;，；、]/))
      .map((tag) => tag.trim().slice(0, 60))
      .filter(Boolean),
    employer: employer !== null && employer !== name ? employer : null,
    parent: reader.first('parent'),
    ownerText: reader.first('owner'),
    custom: readCustom(reader),
    sensitive: Object.fromEntries(
      SENSITIVE_KEYS.flatMap((key) => {
        const text = reader.first(key)
        return text === null ? [] : [[key, text]]
      }),
    ),
    problems: reader.problems,
    isRejected,
  }
}

/** A person's name, from its parts or whole; a row with nothing but an organization is that organization. */
function readName(
  reader: RowReader,
  columns: Record<string, unknown>,
  employer: string | null,
  settings: ImportSettings,
): string | null {
  const parts = { familyName: columns.family_name as string | null, givenName: columns.given_name as string | null }
  const name = reader.first('name') ?? (joinName(parts) || null)
  const isPerson = parts.familyName || parts.givenName
  columns.kind ??= isPerson ? 'person' : name === null && employer !== null ? 'organization' : settings.defaultKind
  return name ?? employer
}

function readNumbers(reader: RowReader, columns: Record<string, unknown>, ctx: Ctx): void {
  for (const [key, column] of Object.entries(NUMBER_COLUMNS)) {
    const text = reader.first(key)
    if (text === null) continue
    const value = Number(text.replace(/[,\s]/g, ''))
    if (Number.isSafeInteger(Math.round(value)) && value >= 0) columns[column] = Math.round(value)
    else reader.problem(key, text, 'import.problem.number')
  }
  const revenue = reader.first('annualRevenue')
  if (revenue === null) return
  const value = Number(revenue.replace(/[^\d.-]/g, ''))
  if (!Number.isFinite(value)) {
    reader.problem('annualRevenue', revenue, 'import.problem.number')
    return
  }
  columns.annual_revenue = Math.round(value * 100)
  columns.currency = ctx.actor.currency
}

function readChoices(reader: RowReader, columns: Record<string, unknown>): void {
  for (const [key, choices] of [
    ['kind', KINDS],
    ['gender', GENDERS],
  ] as const) {
    const text = reader.first(key)
    if (text === null) continue
    const value = choices[text.toLowerCase().replace(/\.$/, '')]
    if (value) columns[key] = value
    else reader.problem(key, text, 'import.problem.choice')
  }
}

const LUNAR = /^农历/

function readDates(ctx: Ctx, reader: RowReader, columns: Record<string, unknown>, settings: ImportSettings): void {
  const since = reader.first('since')
  if (since !== null) {
    const day = parseDate(since, { order: settings.dateFormats.since ?? 'ymd' })
    if (day) columns.since = day.date
    else reader.problem('since', since, 'import.problem.date')
  }
  const lunar = reader.first('lunarBirthday')
  const text = lunar ?? reader.first('birthday')
  if (text === null) return
  const key = lunar === null ? 'birthday' : 'lunarBirthday'
  const order = settings.dateFormats[key] ?? 'ymd'
  const format = { order, latestYear: ctx.now.getUTCFullYear() }
  const birthday = readBirthday(text, lunar !== null || LUNAR.test(text), format)
  if (!birthday || !isRealBirthday(birthday)) {
    reader.problem(key, text, 'import.problem.date')
    return
  }
  Object.assign(columns, {
    birth_calendar: birthday.calendar,
    birth_year: birthday.year,
    birth_month: birthday.month,
    birth_day: birthday.day,
    is_birth_month_leap: false,
    next_birthday: nextBirthday(birthday, ctx.now.toISOString().slice(0, 10)),
  })
}

const MONTH_DAY = /^(?:--)?(\d{1,2})[-/.月]?(\d{1,2})日?$/

function readBirthday(text: string, isLunar: boolean, format: DateFormat) {
  const calendar = isLunar ? ('lunar' as const) : ('solar' as const)
  const bare = text.replace(LUNAR, '').trim()
  const day = parseDate(bare, format)
  if (day) {
    const [year, month, dayOfMonth] = day.date.split('-').map(Number)
    return { calendar, year: year!, month: month!, day: dayOfMonth! }
  }
  const spelt = readChineseDay(bare)
  if (spelt) return { calendar, year: null, ...spelt }
  const short = MONTH_DAY.exec(bare)
  if (!short) return null
  const [month, dayOfMonth] = [Number(short[1]), Number(short[2])]
  return month >= 1 && month <= 12 && dayOfMonth >= 1 ? { calendar, year: null, month, day: dayOfMonth } : null
}

const CONTACT_KEYS: readonly (readonly [key: string, kind: string])[] = [
  ['email', 'email'],
  ['phone', 'phone'],
  ['wechat', 'wechat'],
  ['cardNumber', 'card'],
]

function readContacts(reader: RowReader, settings: ImportSettings): ContactValue[] {
  const contacts: ContactValue[] = []
  const add = (key: string, typed: Parameters<typeof readContact>[0], text: string) => {
    try {
      for (const point of readContact(typed, settings.region, '')) {
        if (point.kind === 'phone' && !point.is_valid) reader.problem(key, text, 'import.problem.phone-doubtful')
        if (!contacts.some((known) => known.kind === point.kind && known.value === point.value)) contacts.push(point)
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      reader.problem(key, text, `import.problem.${typed.kind}`)
    }
  }
  for (const [key, kind] of CONTACT_KEYS) {
    for (const text of reader.all(key)) {
      for (const part of kind === 'email' ? text.split(/[;,，；\s]+/) : [text])
        if (part) add(key, { kind, value: part }, text)
    }
  }
  const parts = ['city', 'region', 'postcode', 'country'].map((key) => [key, reader.first(key) ?? undefined] as const)
  const street = reader.all('address').join(' ').slice(0, 400) || undefined
  if (street || parts.some(([, text]) => text)) {
    add('address', { kind: 'address', address: { street, ...Object.fromEntries(parts) } }, street ?? '')
  }
  return contacts
}

function readCustom(reader: RowReader): Record<string, string> {
  const keys = Object.keys(reader.row.values).filter((key) => key.startsWith('custom.'))
  return Object.fromEntries(
    keys.flatMap((key) => {
      const text = reader.first(key)
      return text === null ? [] : [[key.slice('custom.'.length), text]]
    }),
  )
}
