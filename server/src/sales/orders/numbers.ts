import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'

/** The next free order number of a year, such as `2026-00042`. Numbers that an import brought along are passed over. */
export async function nextNumber(ctx: Ctx, placedOn: string): Promise<string> {
  const year = Number(placedOn.slice(0, 4))
  for (;;) {
    const { rows } = await sql<{ last: number }>`
      insert into sales.order_counter (workspace_id, year, last) values (${ctx.actor.workspaceId}, ${year}, 1)
      on conflict (workspace_id, year) do update set last = order_counter.last + 1 returning last`.execute(ctx.db)
    const number = `${year}-${String(rows[0]!.last).padStart(5, '0')}`
    const { rows: taken } = await sql`select 1 from sales.v_order where number = ${number} limit 1`.execute(ctx.db)
    if (taken.length === 0) return number
  }
}
