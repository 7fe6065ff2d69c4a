import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { badInput } from '../../kernel/problem.ts'
import { mustSee } from '../../kernel/query/record-routes.ts'
import { insertBatch } from '../../kernel/record/batch.ts'
import type { RecordTable } from '../../kernel/record/write.ts'
import { customerRecord } from '../customers/customers.fields.ts'

export const duplicateDecisionTable: RecordTable = {
  table: 'customers.duplicate_decision',
  type: 'duplicate-decision',
  events: 'customers.duplicate-decision',
  customerColumn: 'customer_id',
}

/** Two ids in one text, whichever comes first. */
export const pairKey = (a: string, b: string) => (a < b ? `${a} ${b}` : `${b} ${a}`)

/**
 * Remembers that customers are different, each from each, so that no search, scan or import says otherwise again.
 * The groups they stood in together are dissolved.
 */
export async function decideDifferent(ctx: Ctx, ids: readonly string[]): Promise<{ decided: number }> {
  const distinct = [...new Set(ids)].sort()
  if (distinct.length < 2) throw badInput([{ path: '/ids', message: 'problem.field.value', params: { field: 'ids' } }])
  for (const id of distinct) await mustSee(ctx, customerRecord, id)
  const known = await readDecisions(ctx, distinct)
  const pairs = distinct.flatMap((a, i) => distinct.slice(i + 1).map((b) => [a, b] as const))
  const rows = pairs
    .filter(([a, b]) => !known.has(pairKey(a, b)))
    .map(([a, b]) => ({ id: uuidv7(), customer_id: a, other_customer_id: b }))
  await insertBatch(ctx, duplicateDecisionTable, rows)
  await sql`
    delete from customers.duplicate_group
    where workspace_id = ${ctx.actor.workspaceId} and members <@ ${distinct}::uuid[]`.execute(ctx.db)
  return { decided: rows.length }
}

/** Pairs known to be different, of which both are among these customers; keys as `pairKey` makes them. */
export async function readDecisions(ctx: Ctx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ a: string; b: string }>`
    select customer_id as a, other_customer_id as b from customers.v_duplicate_decision
    where customer_id = any(${ids}::uuid[]) and other_customer_id = any(${ids}::uuid[]) and deleted_at is null`.execute(
    ctx.db,
  )
  return new Set(rows.map(({ a, b }) => pairKey(a, b)))
}

/** All pairs known to be different, for a scan. */
export async function readAllDecisions(ctx: Ctx): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ a: string; b: string }>`
    select customer_id as a, other_customer_id as b from customers.v_duplicate_decision
    where deleted_at is null`.execute(ctx.db)
  return new Set(rows.map(({ a, b }) => pairKey(a, b)))
}

/** A cluster without those that somebody knows to be different from one before them; less than two are no group. */
export function partsOf(members: readonly string[], decisions: ReadonlySet<string>): string[][] {
  const parts: string[][] = []
  for (const id of members) {
    const part = parts.find((other) => other.every((known) => !decisions.has(pairKey(known, id))))
    if (part) part.push(id)
    else parts.push([id])
  }
  return parts.filter((part) => part.length > 1)
}
