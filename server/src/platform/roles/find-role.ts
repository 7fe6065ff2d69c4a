import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { notFound } from '../../kernel/problem.ts'
import { DEFAULT_ROLES } from './default-roles.ts'

/**
 * The id of a role by id or name; the administrator's when none is named. A default role answers to its name in
 * either language. @throws not-found
 */
export async function findRoleNamed(ctx: Ctx, named: string | undefined): Promise<string> {
  const wanted = named?.toLowerCase()
  const namesOf = DEFAULT_ROLES.map(({ names }) => Object.values(names).map((name) => name.toLowerCase()))
  const names = namesOf.find((candidates) => wanted !== undefined && candidates.includes(wanted)) ?? [wanted ?? '']
  const { rows } = await sql<{ id: string }>`
    select id from platform.v_role
    where deleted_at is null
      and case when ${wanted ?? null}::text is null then is_system
               else id::text = ${wanted ?? ''} or lower(name) = any(${names}::text[]) end
    order by is_system desc limit 1`.execute(ctx.db)
  if (!rows[0]) throw notFound({ role: named })
  return rows[0].id
}
