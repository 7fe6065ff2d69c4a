import { sql } from 'kysely'
import { type Actor, fieldRule } from '../actor.ts'
import { badInput } from '../problem.ts'
import { columnSql, type Field, type FieldType, type RecordType, type Sql } from './fields.ts'
import { searchQuery } from './search-tokens.ts'

export type FilterTree =
  | { readonly and: readonly FilterTree[] }
  | { readonly or: readonly FilterTree[] }
  | { readonly not: FilterTree }
  | { readonly field: string; readonly op: string; readonly value?: unknown }

const EQUALITY = ['eq', 'ne', 'in', 'not-in', 'is-empty', 'is-not-empty'] as const
const ORDER = ['gt', 'gte', 'lt', 'lte', 'between'] as const
const DAYS = ['within-last', 'within-next'] as const
const TEXT = ['contains', 'starts-with'] as const

/** Operators by field type: what filters, segments and reports may ask. */
export const OPERATORS: Readonly<Record<FieldType, readonly string[]>> = {
  text: [...TEXT, ...EQUALITY],
  email: [...TEXT, ...EQUALITY],
  phone: [...TEXT, ...EQUALITY],
  url: [...TEXT, ...EQUALITY],
  integer: [...EQUALITY, ...ORDER],
  number: [...EQUALITY, ...ORDER],
  money: [...EQUALITY, ...ORDER],
  date: [...EQUALITY, ...ORDER, ...DAYS],
  datetime: [...ORDER, ...DAYS, 'is-empty', 'is-not-empty'],
  boolean: ['eq', 'ne'],
  choice: EQUALITY,
  tags: ['in', 'not-in', 'is-empty', 'is-not-empty'],
  reference: EQUALITY,
  sensitive: ['eq', 'in', 'is-empty', 'is-not-empty'],
}

const DEPTH_MAX = 8
const TERMS_MAX = 200
const VALUES_MAX = 1000

interface Place {
  readonly record: RecordType
  readonly actor: Actor
  readonly now: Date
  terms: number
}

/** Compiles a filter tree to a predicate over the view (alias `r`). @throws bad-input naming the node that is wrong */
export function compileFilter(record: RecordType, actor: Actor, tree: unknown, now: Date): Sql {
  return compile({ record, actor, now, terms: 0 }, tree, '/filter', 0)
}

function compile(place: Place, node: unknown, path: string, depth: number): Sql {
  if (depth > DEPTH_MAX || ++place.terms > TERMS_MAX) {
    throw badInput([{ path, message: 'problem.field.depth' }])
  }
  if (typeof node !== 'object' || node === null) throw wrongValue(path, 'filter')
  if ('and' in node) return compileAll(place, node.and, `${path}/and`, depth, sql` and `, sql`true`)
  if ('or' in node) return compileAll(place, node.or, `${path}/or`, depth, sql` or `, sql`false`)
  if ('not' in node) return sql`not coalesce(${compile(place, node.not, `${path}/not`, depth + 1)}, false)`
  const { field: key, op, value } = node as { field?: unknown; op?: unknown; value?: unknown }
  const field = findField(place, key, path)
  if (typeof op !== 'string' || !OPERATORS[field.type].includes(op)) {
    throw badInput([
      { path: `${path}/op`, message: 'problem.field.operator', params: { field: field.key, operator: String(op) } },
    ])
  }
  return compileTerm(field, op, value, `${path}/value`, place)
}

function compileAll(place: Place, nodes: unknown, path: string, depth: number, joint: Sql, none: Sql): Sql {
  if (!Array.isArray(nodes)) throw wrongValue(path, 'filter')
  if (nodes.length === 0) return none
  return sql`(${sql.join(
    nodes.map((node, index) => compile(place, node, `${path}/${index}`, depth + 1)),
    joint,
  )})`
}

/** Every record can be named by its id, as a selection in a list is. */
const ID: Field = { key: 'id', type: 'reference', column: 'id', isFilterable: true }

/** A field that is hidden does not exist; one that is masked cannot be asked about, since answers would reveal it. */
function findField({ record, actor }: Place, key: unknown, path: string): Field {
  const field = key === 'id' ? ID : record.fields.find((candidate) => candidate.key === key)
  const rule = field && fieldRule(actor, record.type, field.key)
  if (!field || rule === 'hidden') {
    throw badInput([{ path: `${path}/field`, message: 'problem.field.unknown', params: { field: String(key) } }])
  }
  if (!field.isFilterable || rule === 'masked') {
    throw badInput([{ path: `${path}/field`, message: 'problem.field.not-filterable', params: { field: field.key } }])
  }
  return field
}

const COMPARISONS: Readonly<Record<string, Sql>> = {
  eq: sql`=`,
  gt: sql`>`,
  gte: sql`>=`,
  lt: sql`<`,
  lte: sql`<=`,
}

function compileTerm(field: Field, op: string, value: unknown, path: string, place: Place): Sql {
  const column = columnSql(field)
  const one = (item: unknown, at = path) => literal(field, item, at)
  const many = () => {
    if (!Array.isArray(value) || value.length === 0 || value.length > VALUES_MAX) throw wrongValue(path, field.key)
    return sql.join(value.map((item, index) => one(item, `${path}/${index}`)))
  }
  if (field.equals && (op === 'eq' || op === 'in')) {
    if (op === 'in') many()
    else one(value)
    const values = op === 'eq' ? [value] : (value as readonly unknown[])
    return sql`(${sql.join(values.map(field.equals), sql` or `)})`
  }
  switch (op) {
    case 'is-empty':
      return field.type === 'tags' ? sql`${column} = '{}'` : sql`${column} is null`
    case 'is-not-empty':
      return field.type === 'tags' ? sql`${column} <> '{}'` : sql`${column} is not null`
    case 'in':
      return field.type === 'tags' ? sql`${column} && array[${many()}]` : sql`${column} in (${many()})`
    case 'not-in':
      return field.type === 'tags'
        ? sql`not (${column} && array[${many()}])`
        : sql`(${column} is null or ${column} not in (${many()}))`
    case 'ne':
      return sql`${column} is distinct from ${one(value)}`
    case 'between': {
      if (!Array.isArray(value) || value.length !== 2) throw wrongValue(path, field.key)
      return sql`${column} between ${one(value[0], `${path}/0`)} and ${one(value[1], `${path}/1`)}`
    }
    case 'contains':
    case 'starts-with':
      return compileText(field, column, op, value, path)
    case 'within-last':
    case 'within-next':
      return compileDays(field, column, op, value, path, place.now)
    default:
      return sql`${column} ${COMPARISONS[op]!} ${one(value)}`
  }
}

const CJK = /\p{Script=Han}/u

function compileText(field: Field, column: Sql, op: string, value: unknown, path: string): Sql {
  if (typeof value !== 'string' || value.length === 0 || value.length > 200) throw wrongValue(path, field.key)
  const text = value.toLowerCase()
  const matches = matchText(column, op, text)
  if (!field.searchColumn || !CJK.test(value)) return matches
  const tokens = searchQuery(value, { weights: 'A' })
  return tokens === '' ? matches : sql`(r.${sql.ref(field.searchColumn)} @@ ${tokens}::tsquery and ${matches})`
}

/** Under three characters there is no trigram to look up, so the index must not be tempted to try. */
function matchText(column: Sql, op: string, text: string): Sql {
  if (op === 'starts-with') return sql`starts_with(lower(${column}), ${text})`
  if (text.length < 3) return sql`strpos(lower(${column}), ${text}) > 0`
  return sql`lower(${column}) like ${`%${text.replace(/[\\%_]/g, '\\$&')}%`}`
}

const UNITS: Readonly<Record<string, string>> = { day: 'days', week: 'weeks', month: 'months' }

function compileDays(field: Field, column: Sql, op: string, value: unknown, path: string, now: Date): Sql {
  const { amount, unit } = (value ?? {}) as { amount?: unknown; unit?: unknown }
  const word = typeof unit === 'string' ? UNITS[unit] : undefined
  if (!Number.isInteger(amount) || (amount as number) < 0 || (amount as number) > 10_000 || !word) {
    throw wrongValue(path, field.key)
  }
  const at = field.type === 'date' ? sql`${now}::timestamptz::date` : sql`${now}::timestamptz`
  const span = sql`${`${amount} ${word}`}::interval`
  return op === 'within-last'
    ? sql`(${column} >= ${at} - ${span} and ${column} <= ${at})`
    : sql`(${column} >= ${at} and ${column} <= ${at} + ${span})`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A value that fits the field's type, as a parameter with its cast. */
export function literal(field: Field, value: unknown, path: string): Sql {
  switch (field.type) {
    case 'integer':
    case 'money':
      if (Number.isSafeInteger(value)) return sql`${value}::bigint`
      break
    case 'number':
      if (typeof value === 'number' && Number.isFinite(value)) return sql`${value}::numeric`
      break
    case 'boolean':
      if (typeof value === 'boolean') return sql`${value}`
      break
    case 'date':
      if (typeof value === 'string' && DAY.test(value) && isRealDay(value)) return sql`${value}::date`
      break
    case 'datetime':
      if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) {
        return sql`${new Date(value).toISOString()}::timestamptz`
      }
      break
    case 'reference':
      if (typeof value === 'string' && UUID.test(value)) return sql`${value}::uuid`
      break
    default:
      if (typeof value === 'string' && value.length <= 1000) return sql`${value}::text`
  }
  throw wrongValue(path, field.key)
}

function isRealDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}

const wrongValue = (path: string, field: string) =>
  badInput([{ path, message: 'problem.field.value', params: { field } }])
