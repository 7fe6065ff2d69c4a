import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { badInput } from '../../kernel/problem.ts'
import type { RecordTable, StoredRow } from '../../kernel/record/write.ts'

/** Teams and territories: named groups of members. */
export interface Group {
  readonly table: RecordTable
  readonly kind: 'team' | 'territory'
}

const group = (kind: Group['kind']): Group => ({
  kind,
  table: { table: `platform.${kind}`, type: kind, events: `platform.${kind}`, customerColumn: null },
})

export const teamGroup = group('team')
export const territoryGroup = group('territory')

/** The members of a group as its list shows them, over alias `r`. */
export const membersOutput = ({ kind }: Group) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name) order by m.name)
  from ${sql.table(`platform.v_${kind}_member`)} g join platform.v_member m on m.id = g.member_id
  where g.${sql.ref(`${kind}_id`)} = r.id and not m.is_disabled and m.deleted_at is null), '[]')`

/** Makes these the members of the group. @throws bad-input when one is not a member of the workspace */
export async function setMembers(
  ctx: Ctx,
  { kind, table }: Group,
  row: StoredRow,
  wanted: readonly string[] | undefined,
): Promise<void> {
  if (!wanted) return
  const { workspaceId } = ctx.actor
  const [link, column] = [sql.table(`platform.${kind}_member`), sql.ref(`${kind}_id`)]
  const known = await sql`
    select 1 from platform.v_member where id = any(${wanted}::uuid[]) and deleted_at is null`.execute(ctx.db)
  if (known.rows.length < wanted.length) {
    throw badInput([{ path: '/memberIds', message: 'problem.field.value', params: { field: 'memberIds' } }])
  }
  const { rows } = await sql<{ id: string }>`
    delete from ${link} where workspace_id = ${workspaceId} and ${column} = ${row.id} returning member_id as id`.execute(
    ctx.db,
  )
  await sql`
    insert into ${link} (workspace_id, ${column}, member_id)
    select ${workspaceId}, ${row.id}, wanted from unnest(${wanted}::uuid[]) wanted`.execute(ctx.db)
  const before = rows.map(({ id }) => id).sort()
  const after = [...wanted].sort()
  if (before.join() === after.join()) return
  await ctx.record({
    type: `${table.events}.manned`,
    subjectType: table.type,
    subjectId: row.id,
    version: row.version,
    before: { member_ids: before },
    after: { member_ids: after },
  })
}
