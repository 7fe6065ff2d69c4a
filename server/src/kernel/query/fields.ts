import { type RawBuilder, sql } from 'kysely'
import { type Actor, fieldRule, scopeOf } from '../actor.ts'

export type FieldType =
  | 'text'
  | 'integer'
  | 'number'
  | 'money'
  | 'date'
  | 'datetime'
  | 'boolean'
  | 'choice'
  | 'tags'
  | 'reference'
  | 'email'
  | 'phone'
  | 'url'
  | 'sensitive'

export type Sql = RawBuilder<unknown>

/** How a field's value is shortened for a role that may only see part of it. */
export type Mask = 'phone' | 'email' | 'tail' | 'year' | 'all'

/** One fact about a record type's field. Behaviour stays in use cases. */
export interface Field {
  readonly key: string
  readonly type: FieldType
  /** Column of the record type's view, or an expression over it (alias `r`). */
  readonly column: string | Sql
  /** Column that orders this field, where it differs (names are ordered by pinyin). */
  readonly sortColumn?: string
  /** What a list or record answers; defaults to the column. */
  readonly output?: Sql
  readonly options?: readonly string[]
  /** Label of a choice that is data, not words (custom fields). */
  readonly optionLabels?: Readonly<Record<string, string>>
  readonly tones?: Readonly<Record<string, string>>
  /** Record type that a reference points to. */
  readonly reference?: string
  readonly isSortable?: boolean
  readonly isFilterable?: boolean
  readonly isGroupable?: boolean
  /** May be set through the API; false for derived fields. */
  readonly isEditable?: boolean
  readonly isDefault?: boolean
  readonly mask?: Mask
  /** Predicate for `eq` and `in` that an index answers, where a comparison with the column would not be. */
  readonly equals?: (value: unknown) => Sql
  /** `tsvector` column that answers `contains` on CJK text by index. */
  readonly searchColumn?: string
  /** A label that is data (custom fields); others have the words key `<record>.field.<key>`. */
  readonly label?: string
  readonly isCustom?: boolean
  readonly width?: number
}

export interface RecordType {
  readonly type: string
  /** Path under `/api/v1`, such as `customers`. */
  readonly path: string
  /** Tenant view that lists read. */
  readonly view: string
  /** Columns that record scope is decided by; null where the record type has no owner and everyone with the word sees all. */
  readonly scope: {
    readonly owner: string
    readonly backupOwner?: string
    readonly team?: string
    readonly territory?: string
  } | null
  /** `key` or `-key`. */
  readonly defaultSort: string
  readonly fields: readonly Field[]
  /** Permission words are `<type>.read`, `.create`, `.update`, `.delete`, `.export`, `.import`. */
  readonly actions: readonly ('create' | 'update' | 'delete' | 'export' | 'import')[]
  /** `tsvector` column behind `q=`. */
  readonly searchColumn?: string
  /** False where rows carry no `deleted_at`. */
  readonly hasBin?: boolean
}

/** Reference to `{id, name}` in another view; read only for the rows of the page. */
export const referenceOutput = (column: string, view: string, name = 'name'): Sql =>
  sql`(select jsonb_build_object('id', x.id, 'name', x.${sql.ref(name)}) from ${sql.table(view)} x where x.id = r.${sql.ref(column)})`

/** `{amount, currency}` in minor units. */
export const moneyOutput = (amount: string, currency: string): Sql =>
  sql`case when r.${sql.ref(amount)} is null then null else jsonb_build_object('amount', r.${sql.ref(amount)}, 'currency', r.${sql.ref(currency)}) end`

export function columnSql(field: Field): Sql {
  return typeof field.column === 'string' ? sql`r.${sql.ref(field.column)}` : field.column
}

/** The fields that exist for this actor. */
export const visibleFields = (record: RecordType, actor: Actor): readonly Field[] =>
  record.fields.filter((field) => fieldRule(actor, record.type, field.key) !== 'hidden')

/** The value as the actor may see it: whole, or shortened by the database. */
export function outputSql(record: RecordType, field: Field, actor: Actor): Sql {
  const value = field.output ?? columnSql(field)
  if (fieldRule(actor, record.type, field.key) !== 'masked') return value
  return maskSql(columnSql(field), field.mask ?? 'all')
}

/** Shortens a value in SQL, so that the whole of it never leaves the database. */
export function maskSql(value: Sql, mask: Mask): Sql {
  switch (mask) {
    case 'phone':
      return sql`case when ${value} is null then null else left(${value}::text, greatest(length(${value}::text) - 8, 3)) || '****' || right(${value}::text, 4) end`
    case 'email':
      return sql`case when ${value} is null then null else left(${value}::text, 1) || '***' || coalesce(substring(${value}::text from '@.*$'), '') end`
    case 'tail':
      return sql`case when ${value} is null then null else '****' || right(${value}::text, 4) end`
    case 'year':
      return sql`case when ${value} is null then null else left(${value}::text, 4) || '-**-**' end`
    default:
      return sql`case when ${value} is null then null else '***' end`
  }
}

/**
 * Which rows an actor sees, as predicates that exclude one another, so that a list can be read from
 * an index branch by branch and merged. One branch `true` means all.
 */
export function scopeBranches(record: RecordType, actor: Actor): readonly Sql[] {
  const scope = record.scope && scopeOf(actor, record.type)
  if (!record.scope || !scope || scope === 'all') return [sql`true`]
  const column = (name: string) => sql`r.${sql.ref(name)}`
  const { owner, backupOwner, team, territory } = record.scope
  const branches: Sql[] = [sql`${column(owner)} = ${actor.userId}`]
  const add = (predicate: Sql) => {
    const others = branches.map((branch) => sql`(${branch}) is not true`)
    branches.push(sql`${predicate} and ${sql.join(others, sql` and `)}`)
  }
  if (backupOwner) add(sql`${column(backupOwner)} = ${actor.userId}`)
  if (scope === 'team' && team && actor.teamIds.length > 0) add(sql`${column(team)} = any(${actor.teamIds}::uuid[])`)
  if (scope === 'territory' && territory && actor.territoryIds.length > 0) {
    add(sql`${column(territory)} = any(${actor.territoryIds}::uuid[])`)
  }
  return branches
}

/** The same as one predicate, for counts, single rows and exports. */
export function scopePredicate(record: RecordType, actor: Actor): Sql {
  const branches = scopeBranches(record, actor)
  return sql`(${sql.join(
    branches.map((branch) => sql`(${branch})`),
    sql` or `,
  )})`
}
