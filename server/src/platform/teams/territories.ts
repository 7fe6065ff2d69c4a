import { sql } from 'kysely'
import type { Static } from 'typebox'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { notFound } from '../../kernel/problem.ts'
import { binRow, findRowForUpdate, insertRow, updateRow } from '../../kernel/record/write.ts'
import type { changeTerritoryRoute, createTerritoryRoute } from './contract.ts'
import { membersOutput, setMembers, territoryGroup } from './groups.ts'

const { table } = territoryGroup

export async function listTerritories(ctx: Ctx, id: string | null = null) {
  const { rows } = await sql<{ id: string; version: number; name: string }>`
    select r.id, r.version, r.name, ${membersOutput(territoryGroup)} as members
    from platform.v_territory r
    where r.deleted_at is null and (${id}::uuid is null or r.id = ${id}::uuid)
    order by r.name, r.id`.execute(ctx.db)
  return { items: rows }
}

async function readTerritory(ctx: Ctx, id: string) {
  const { items } = await listTerritories(ctx, id)
  if (!items[0]) throw notFound({ id })
  return items[0]
}

export async function createTerritory(ctx: Ctx, input: Static<typeof createTerritoryRoute.body>) {
  const row = await insertRow(ctx, table, { id: uuidv7(), name: input.name.trim() })
  await setMembers(ctx, territoryGroup, row, input.memberIds)
  return readTerritory(ctx, row.id)
}

export async function changeTerritory(ctx: Ctx, id: string, input: Static<typeof changeTerritoryRoute.body>) {
  const row = await findRowForUpdate(ctx, table, id)
  const changed = await updateRow(ctx, table, row, {
    changes: input.name === undefined ? {} : { name: input.name.trim() },
    version: input.version,
  })
  await setMembers(ctx, territoryGroup, changed, input.memberIds)
  return readTerritory(ctx, id)
}

export async function deleteTerritory(ctx: Ctx, id: string): Promise<void> {
  const row = await findRowForUpdate(ctx, table, id)
  await setMembers(ctx, territoryGroup, row, [])
  await binRow(ctx, table, row)
}
