import { sql } from 'kysely'
import type { Static } from 'typebox'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, conflict, notFound } from '../../kernel/problem.ts'
import { binRow, findRowForUpdate, insertRow, type StoredRow, updateRow } from '../../kernel/record/write.ts'
import type { changeTeamRoute, createTeamRoute } from './contract.ts'
import { membersOutput, setMembers, teamGroup } from './groups.ts'

const { table } = teamGroup

export async function listTeams(ctx: Ctx, id: string | null = null) {
  const { rows } = await sql<{ id: string; version: number; name: string; parentId: string | null }>`
    select r.id, r.version, r.name, r.parent_id as "parentId", ${membersOutput(teamGroup)} as members
    from platform.v_team r
    where r.deleted_at is null and (${id}::uuid is null or r.id = ${id}::uuid)
    order by r.name, r.id`.execute(ctx.db)
  return { items: rows }
}

async function readTeam(ctx: Ctx, id: string) {
  const { items } = await listTeams(ctx, id)
  if (!items[0]) throw notFound({ id })
  return items[0]
}

export async function createTeam(ctx: Ctx, input: Static<typeof createTeamRoute.body>) {
  await lockTree(ctx)
  if (input.parentId) await mustBeTeam(ctx, input.parentId)
  const row = await insertRow(ctx, table, {
    id: uuidv7(),
    name: input.name.trim(),
    parent_id: input.parentId ?? null,
  })
  await setMembers(ctx, teamGroup, row, input.memberIds)
  return readTeam(ctx, row.id)
}

/** @throws team-circle when the new parent lies below the team itself */
export async function changeTeam(ctx: Ctx, id: string, input: Static<typeof changeTeamRoute.body>) {
  await lockTree(ctx)
  const row = await findRowForUpdate(ctx, table, id)
  if (input.parentId) {
    await mustBeTeam(ctx, input.parentId)
    if (await isWithin(ctx, input.parentId, id)) throw conflict('team-circle')
  }
  const changed = await updateRow(ctx, table, row, {
    changes: {
      ...(input.name !== undefined && { name: input.name.trim() }),
      ...(input.parentId !== undefined && { parent_id: input.parentId }),
    },
    version: input.version,
  })
  await setMembers(ctx, teamGroup, changed, input.memberIds)
  return readTeam(ctx, id)
}

/** Deletes a team; the teams below it move up to its parent. */
export async function deleteTeam(ctx: Ctx, id: string): Promise<void> {
  await lockTree(ctx)
  const row = await findRowForUpdate(ctx, table, id)
  const { rows } = await sql<StoredRow>`
    select * from platform.team
    where workspace_id = ${ctx.actor.workspaceId} and parent_id = ${id} and deleted_at is null for update`.execute(
    ctx.db,
  )
  for (const child of rows) await updateRow(ctx, table, child, { changes: { parent_id: row.parent_id } })
  await setMembers(ctx, teamGroup, row, [])
  await binRow(ctx, table, row)
}

/** Two moves at once could make a circle that neither makes alone. */
const lockTree = (ctx: Ctx) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`teams ${ctx.actor.workspaceId}`}, 0))`.execute(ctx.db)

async function mustBeTeam(ctx: Ctx, id: string): Promise<void> {
  const { rows } = await sql`select 1 from platform.v_team where id = ${id} and deleted_at is null`.execute(ctx.db)
  if (rows.length > 0) return
  throw badInput([{ path: '/parentId', message: 'problem.field.value', params: { field: 'parentId' } }])
}

/** Whether a team is another one or lies below it. */
async function isWithin(ctx: Ctx, id: string, ancestorId: string): Promise<boolean> {
  const { rows } = await sql`
    with recursive above (id, parent_id) as (
      select id, parent_id from platform.v_team where id = ${id}
      union
      select t.id, t.parent_id from platform.v_team t join above a on t.id = a.parent_id)
    select 1 from above where id = ${ancestorId}`.execute(ctx.db)
  return rows.length > 0
}
