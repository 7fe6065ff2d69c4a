import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import type { RegistryEntry } from '../../kernel/registry.ts'
import { destroySensitive, moveSensitive, recordParts, sensitiveFields, sensitivePart } from '../../platform/index.ts'
import { journalAgain, journalInto, stepsAsRows } from '../identity/movers/repoint.ts'
import { type MergeHandler, mergeIdsOf } from '../identity/movers/step.ts'
import { sensitiveUndo } from '../import/sensitive-cells.ts'
import { importUndos } from '../import/targets.ts'
import { mergeFollowers, personalTables } from '../registries.ts'
import { customerSensitiveFields } from './sensitive.ts'

const TABLE = 'platform.sensitive_value'

interface Held {
  readonly id: string
  readonly merge_id: string
  readonly merged_id: string
  readonly survivor_id: string
  readonly place: number
}

/** Sealed values follow a merge one by one, because each is sealed to its record; the survivor's own stay. */
const sensitiveMover: MergeHandler = {
  merge: async (ctx, steps) => {
    const { rows } = await sql<Held>`
      select v.id, s.merge_id, s.merged_id, s.survivor_id, case
        when exists (select from platform.v_sensitive_value o where o.record_type = 'customer'
          and o.record_id = s.survivor_id and o.field = v.field and o.replaced_by_batch is null) then 2
        else row_number() over (partition by s.survivor_id, v.field order by s.rank, v.id) end::integer as place
      from ${stepsAsRows(steps)} join platform.v_sensitive_value v
        on v.record_type = 'customer' and v.record_id = s.merged_id and v.replaced_by_batch is null`.execute(ctx.db)
    if (rows.length === 0) return
    const moved = rows.filter(({ place }) => place === 1)
    await moveSensitive(
      ctx,
      moved.map(({ id, survivor_id }) => ({ id, toRecordId: survivor_id })),
    )
    await sql`
      ${journalInto}
      select ${ctx.actor.workspaceId}::uuid, held.merge_id, ${TABLE}, 'record_id', held.id,
        case when held.place = 1 then 'moved' else 'twin' end, held.merged_id
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ merge_id }) => merge_id)}::uuid[],
        ${rows.map(({ merged_id }) => merged_id)}::uuid[], ${rows.map(({ place }) => place)}::integer[])
        as held(id, merge_id, merged_id, place) ${journalAgain}`.execute(ctx.db)
  },
  unmerge: async (ctx, steps) => moveSensitive(ctx, await findMoved(ctx, mergeIdsOf(steps))),
}

/** Values that a merge moved and that still stand with its survivor. */
async function findMoved(ctx: Ctx, mergeIds: readonly string[]) {
  const { rows } = await sql<{ id: string; toRecordId: string }>`
    select v.id, m.previous_id as "toRecordId" from customers.v_merge_move m
    join customers.v_merge g on g.id = m.merge_id
    join platform.v_sensitive_value v on v.id = m.row_id and v.record_id = g.survivor_id
    where m.merge_id = any(${mergeIds}::uuid[]) and m.table_name = ${TABLE} and m.how = 'moved'`.execute(ctx.db)
  return rows
}

const isOfCustomer = (ids: readonly string[]) => sql`(r.record_type = 'customer' and r.record_id = any(${ids}::uuid[]))`

/** What sealed values add to the lists of other features. */
export const sensitiveFills: readonly RegistryEntry[] = [
  ...customerSensitiveFields.map(sensitiveFields.entry),
  recordParts.entry(sensitivePart),
  importUndos.entry(sensitiveUndo),
  mergeFollowers.entry({ column: `${TABLE}.record_id`, label: 'sensitive.labels', merge: sensitiveMover }),
  personalTables.entry({
    table: TABLE,
    label: 'sensitive.labels',
    isAbout: isOfCustomer,
    erase: (ctx, ids) => destroySensitive(ctx, 'customer', ids),
    // The package tells the values themselves, opened; their sealed form says nothing to anybody.
    isHandedOver: false,
  }),
]
