import type { Row } from '../../kernel/record/event.ts'

export interface ContactFacts {
  readonly hasPhone: boolean
  readonly hasEmail: boolean
  readonly hasAddress: boolean
}

interface Criterion {
  /** Field key, for "what is missing". */
  readonly key: string
  readonly weight: number
  readonly holds: (row: Row, contacts: ContactFacts) => boolean
}

const has =
  (...columns: readonly string[]) =>
  (row: Row) =>
    columns.some((column) => row[column] !== null && row[column] !== undefined && row[column] !== '')

const reachable: readonly Criterion[] = [
  { key: 'primaryPhone', weight: 20, holds: (_row, { hasPhone }) => hasPhone },
  { key: 'primaryEmail', weight: 15, holds: (_row, { hasEmail }) => hasEmail },
  { key: 'address', weight: 10, holds: (row, { hasAddress }) => hasAddress || has('city')(row) },
  { key: 'owner', weight: 15, holds: has('owner_id') },
  { key: 'source', weight: 5, holds: has('source') },
]

const criteria: Readonly<Record<string, readonly Criterion[]>> = {
  person: [
    ...reachable,
    { key: 'organization', weight: 10, holds: has('organization_id', 'job_title') },
    { key: 'birthday', weight: 10, holds: has('birth_month') },
    { key: 'language', weight: 5, holds: has('language') },
    { key: 'gender', weight: 5, holds: has('gender') },
    { key: 'note', weight: 5, holds: has('note') },
  ],
  organization: [
    ...reachable,
    { key: 'industry', weight: 15, holds: has('industry') },
    { key: 'website', weight: 5, holds: has('website') },
    { key: 'employees', weight: 10, holds: has('employees', 'annual_revenue') },
    { key: 'since', weight: 5, holds: has('since', 'founded_year') },
  ],
}

/** How much of what staff need to know is filled in. @returns 0 to 100 */
export function completenessOf(row: Row, contacts: ContactFacts): number {
  const all = criteria[row.kind as string] ?? []
  const sum = (list: readonly Criterion[]) => list.reduce((total, { weight }) => total + weight, 0)
  return Math.round((100 * sum(all.filter((criterion) => criterion.holds(row, contacts)))) / sum(all))
}

/** Keys of what is missing, the weightiest first. */
export function missingFrom(row: Row, contacts: ContactFacts): readonly string[] {
  return (criteria[row.kind as string] ?? [])
    .filter((criterion) => !criterion.holds(row, contacts))
    .sort((a, b) => b.weight - a.weight)
    .map(({ key }) => key)
}
