import { fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { badInput } from '../../kernel/problem.ts'
import type { Row } from '../../kernel/record/event.ts'
import { joinName, sortName } from '../names.ts'
import { isRealBirthday, nextBirthday } from './birthday.ts'
import type { CustomerChanges, NewCustomer } from './contract.ts'

/** API key → column, for values that are stored as they come. */
const PLAIN_COLUMNS: Readonly<Record<string, string>> = {
  kind: 'kind',
  name: 'name',
  familyName: 'family_name',
  givenName: 'given_name',
  latinName: 'latin_name',
  externalId: 'external_id',
  jobTitle: 'job_title',
  owner: 'owner_id',
  backupOwner: 'backup_owner_id',
  team: 'team_id',
  territory: 'territory_id',
  gender: 'gender',
  language: 'language',
  industry: 'industry',
  employees: 'employees',
  annualRevenue: 'annual_revenue',
  foundedYear: 'founded_year',
  website: 'website',
  source: 'source',
  note: 'note',
  tags: 'tags',
  since: 'since',
}

type Profile = Partial<NewCustomer> | Partial<CustomerChanges>

/** Refuses fields that the actor's role may not change, each by its path. */
export function checkEditable(ctx: Ctx, input: object): void {
  const errors = Object.keys(input)
    .filter((key) => fieldRule(ctx.actor, 'customer', key) !== undefined)
    .map((key) => ({ path: `/${key}`, message: 'problem.field.read-only', params: { field: key } }))
  if (errors.length > 0) throw badInput(errors)
}

/** The columns that an input sets: texts trimmed, empty ones null, the birthday in its parts. */
export function toColumns(ctx: Ctx, input: Profile): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(input)) {
    const column = PLAIN_COLUMNS[key]
    if (column && value !== undefined) row[column] = typeof value === 'string' ? value.trim() || null : value
  }
  if (input.birthday !== undefined) Object.assign(row, birthdayColumns(ctx, input.birthday))
  if (row.annual_revenue !== undefined) row.currency = ctx.actor.currency
  return row
}

function birthdayColumns(ctx: Ctx, birthday: Profile['birthday']): Row {
  if (!birthday) {
    return {
      birth_calendar: null,
      birth_year: null,
      birth_month: null,
      birth_day: null,
      is_birth_month_leap: false,
      next_birthday: null,
    }
  }
  if (!isRealBirthday(birthday)) {
    throw badInput([{ path: '/birthday', message: 'problem.field.value', params: { field: 'birthday' } }])
  }
  return {
    birth_calendar: birthday.calendar,
    birth_year: birthday.year ?? null,
    birth_month: birthday.month,
    birth_day: birthday.day,
    is_birth_month_leap: birthday.leap ?? false,
    next_birthday: nextBirthday(birthday, ctx.now.toISOString().slice(0, 10)),
  }
}

/** Name and ordering name: given whole, or made from its parts. @throws bad-input when there is neither */
export function nameColumns(row: Row): { name: string; sort_name: string } {
  const parts = { familyName: row.family_name as string | null, givenName: row.given_name as string | null }
  const name = ((row.name as string | null) ?? joinName(parts)).trim()
  if (name === '') throw badInput([{ path: '/name', message: 'problem.customer.no-name' }])
  return { name, sort_name: sortName(name) }
}
