import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { notFound } from '../../kernel/problem.ts'

/** The id of a role by id or name; the administrator's when none is named. @throws not-found */
export async function findRoleNamed(ctx: Ctx, named: string | undefined): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from platform.v_role where deleted_at is null
      and case when ${named ?? null}::text is null then is_system
               else id::text = lower(${named ?? ''}) or lower(name) = lower(${named ?? ''}) end
    limit 1`.execute(ctx.db)
  if (!rows[0]) throw notFound({ role: named })
  return rows[0].id
}
