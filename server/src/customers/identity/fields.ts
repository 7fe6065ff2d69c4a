import type { Row } from '../../kernel/record/event.ts'

/** How a field of the survivor came to its value; words key `merge.rule.<rule>`. */
export type MergeRule = 'same' | 'chosen' | 'survivor' | 'filled' | 'united' | 'earliest' | 'backup'

export interface FieldColumns {
  readonly key: string
  /** Set, chosen and taken back as one; the first tells whether there is a value. */
  readonly columns: readonly string[]
  /** Columns that move on by themselves and say nothing about an edit. */
  readonly renewed?: readonly string[]
}

const one = (key: string, column: string): FieldColumns => ({ key, columns: [column] })

/** The fields that a merge settles. `owner` comes before `backupOwner`, which takes in an owner who has to step back. */
export const MERGED_FIELDS: readonly FieldColumns[] = [
  { key: 'name', columns: ['name', 'sort_name', 'family_name', 'given_name'] },
  one('latinName', 'latin_name'),
  one('externalId', 'external_id'),
  one('organization', 'organization_id'),
  one('jobTitle', 'job_title'),
  one('owner', 'owner_id'),
  one('backupOwner', 'backup_owner_id'),
  one('team', 'team_id'),
  one('territory', 'territory_id'),
  one('gender', 'gender'),
  {
    key: 'birthday',
    columns: ['birth_month', 'birth_day', 'birth_year', 'birth_calendar', 'is_birth_month_leap', 'next_birthday'],
    renewed: ['next_birthday'],
  },
  one('language', 'language'),
  one('industry', 'industry'),
  one('employees', 'employees'),
  { key: 'annualRevenue', columns: ['annual_revenue', 'currency'] },
  one('foundedYear', 'founded_year'),
  one('website', 'website'),
  one('source', 'source'),
  one('note', 'note'),
  one('tags', 'tags'),
  one('since', 'since'),
]

const CUSTOM = 'custom.'
const TAGS_MAX = 50

/** Every column that a merge may change, as batch writes list them. */
export const MERGED_COLUMNS = [...MERGED_FIELDS.flatMap(({ columns }) => columns), 'custom']

/** A customer's row as JSON, so that stored, journalled and current values compare alike. */
export type CustomerRow = Row & {
  readonly id: string
  readonly version: number
  readonly updated_at: string
  readonly custom: Readonly<Record<string, unknown>>
}

export interface Settled {
  readonly field: string
  readonly rule: MergeRule
  /** Whose value it is; null where it is several customers' or nobody's. */
  readonly from: string | null
}

export interface FieldChange {
  readonly before: Row
  readonly after: Row
}

export interface Settlement {
  readonly settled: readonly Settled[]
  /** The survivor's row afterwards. */
  readonly row: CustomerRow
  readonly changes: Readonly<Record<string, FieldChange>>
}

const isEmpty = (value: unknown) => value == null || value === '' || (Array.isArray(value) && value.length === 0)

/** A field's columns; a field of the workspace's own lies under its key in `custom`. */
function fieldOf(key: string): FieldColumns {
  return MERGED_FIELDS.find((field) => field.key === key) ?? one(key, key)
}

const readColumn = (row: CustomerRow, column: string) =>
  (column.startsWith(CUSTOM) ? row.custom[column.slice(CUSTOM.length)] : row[column]) ?? null

const read = (row: CustomerRow, { columns }: FieldColumns): Row =>
  Object.fromEntries(columns.map((column) => [column, readColumn(row, column)]))

/** The row with other values; a custom field without one is absent. */
function write(row: CustomerRow, values: Row): CustomerRow {
  const plain: Record<string, unknown> = {}
  const custom: Record<string, unknown> = { ...row.custom }
  for (const [column, value] of Object.entries(values)) {
    const key = column.startsWith(CUSTOM) ? column.slice(CUSTOM.length) : null
    if (key === null) plain[column] = value
    else if (value === null) delete custom[key]
    else custom[key] = value
  }
  return { ...row, ...plain, custom }
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

export const customKeys = (rows: readonly CustomerRow[]): readonly string[] =>
  [...new Set(rows.flatMap(({ custom }) => Object.keys(custom)))].sort().map((key) => `${CUSTOM}${key}`)

/**
 * The survivor's fields after a merge. By rule: a value chosen by hand; else the survivor's own; else the first one
 * among the merged; tags are united; `since` is the earliest day; an owner who has to step back becomes backup owner
 * where there is none.
 */
export function settleFields(
  survivor: CustomerRow,
  merged: readonly CustomerRow[],
  choose: Readonly<Record<string, string>>,
): Settlement {
  const rows = [survivor, ...merged]
  const settled: Settled[] = []
  const changes: Record<string, FieldChange> = {}
  let row = survivor
  for (const key of [...MERGED_FIELDS.map((field) => field.key), ...customKeys(rows)]) {
    const field = fieldOf(key)
    const decided = decide(field, rows, choose[key], row)
    if (!decided) continue
    settled.push({ field: key, rule: decided.rule, from: decided.from })
    const before = read(survivor, field)
    if (isSame(before, decided.values)) continue
    changes[key] = { before, after: decided.values }
    row = write(row, decided.values)
  }
  return { settled, row, changes }
}

interface Decision {
  readonly rule: MergeRule
  readonly from: string | null
  readonly values: Row
}

/** @returns null where nobody has a value */
function decide(
  field: FieldColumns,
  rows: readonly CustomerRow[],
  chosen: string | undefined,
  settledSoFar: CustomerRow,
): Decision | null {
  const [survivor] = rows as [CustomerRow]
  const column = field.columns[0]!
  const ids = rows.map(({ id }) => id)
  const value = (row: CustomerRow) => {
    const found = readColumn(row, column)
    // Nobody is employed by himself.
    return column === 'organization_id' && ids.includes(found as string) ? null : found
  }
  const given = rows.filter((row) => !isEmpty(value(row)))
  const taken = (row: CustomerRow, rule: MergeRule): Decision => ({ rule, from: row.id, values: read(row, field) })
  const choice = chosen === undefined ? undefined : rows.find(({ id }) => id === chosen)
  if (choice) return taken(choice, 'chosen')
  if (field.key === 'backupOwner') return decideBackup(field, rows, settledSoFar)
  if (given.length === 0) {
    return isEmpty(readColumn(survivor, column)) ? null : { rule: 'survivor', from: null, values: { [column]: null } }
  }
  if (column === 'tags') {
    const tags = [...new Set(given.flatMap((row) => row.tags as string[]))].slice(0, TAGS_MAX)
    return { rule: given.length > 1 ? 'united' : 'same', from: null, values: { tags } }
  }
  if (column === 'since') {
    const first = [...given].sort((a, b) => String(a.since).localeCompare(String(b.since)))[0]!
    return taken(first, given.length > 1 ? 'earliest' : first === survivor ? 'survivor' : 'filled')
  }
  const first = given[0]!
  if (first !== survivor) return taken(first, 'filled')
  const isAgreed = rows.every((row) => isEmpty(value(row)) || isSame(read(row, field), read(survivor, field)))
  return taken(survivor, isAgreed ? 'same' : 'survivor')
}

/** The backup owner there is; else the first owner among those merged who does not own the survivor. */
function decideBackup(field: FieldColumns, rows: readonly CustomerRow[], settled: CustomerRow): Decision | null {
  const owner = settled.owner_id
  const own = rows.find((row) => !isEmpty(row.backup_owner_id) && row.backup_owner_id !== owner)
  const [survivor] = rows as [CustomerRow]
  if (own === survivor) return { rule: 'survivor', from: survivor.id, values: read(survivor, field) }
  const second = rows.find((row) => !isEmpty(row.owner_id) && row.owner_id !== owner)
  if (second) return { rule: 'backup', from: second.id, values: { backup_owner_id: second.owner_id } }
  if (own) return { rule: 'filled', from: own.id, values: read(own, field) }
  // Somebody who became the owner is no longer the backup.
  return isEmpty(survivor.backup_owner_id)
    ? null
    : { rule: 'survivor', from: survivor.id, values: read(survivor, field) }
}

/**
 * Takes a merge's changes back from the survivor's row; what was edited since stays as it is. `standsFor` answers the
 * survivor of an id, because a customer that a field refers to may have been merged meanwhile.
 */
export function takeBack(
  row: CustomerRow,
  changes: Readonly<Record<string, FieldChange>>,
  standsFor: (id: unknown) => unknown,
): CustomerRow {
  let restored = row
  for (const [key, { before, after }] of Object.entries(changes)) {
    const field = fieldOf(key)
    const told = field.columns.filter((column) => !field.renewed?.includes(column))
    const isUntouched = told.every((column) => {
      const current = readColumn(row, column)
      return isSame(current, after[column]) || isSame(standsFor(current), standsFor(after[column]))
    })
    if (isUntouched) restored = write(restored, before)
  }
  return restored
}
