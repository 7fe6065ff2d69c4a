import type { LockedRow } from './merge.sql.ts'

type Candidate = Pick<LockedRow, 'id'> & Readonly<Record<string, unknown>>

/**
 * Whose record the others are merged into where nobody said: the most complete one; of equally complete ones the one
 * with the most orders; of those the oldest.
 */
export function chooseSurvivor<R extends Candidate>(rows: readonly R[]): R {
  return [...rows].sort(
    (a, b) =>
      Number(b.completeness) - Number(a.completeness) ||
      Number(b.order_count) - Number(a.order_count) ||
      String(a.created_at).localeCompare(String(b.created_at)) ||
      a.id.localeCompare(b.id),
  )[0]!
}
