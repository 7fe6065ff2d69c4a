import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'

/** Proof goes through the ledger's own narrow door, since the product may not delete from it. @returns rows taken */
export async function eraseEvidence(ctx: Ctx, customerIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ erased: number }>`
    select sum(customers.erase_consent_evidence(id))::integer as erased
    from unnest(${customerIds}::uuid[]) id`.execute(ctx.db)
  return rows[0]?.erased ?? 0
}
