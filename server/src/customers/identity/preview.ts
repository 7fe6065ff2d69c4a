import { sql } from 'kysely'
import { fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import type { ListItem } from '../../kernel/query/list.ts'
import { readRecord } from '../../kernel/query/record-routes.ts'
import { withCustomFields } from '../../platform/index.ts'
import { customerRecord } from '../customers/customers.fields.ts'
import type { MergeInput } from './contract.ts'
import { MERGED_FIELDS, type Settled } from './fields.ts'
import { countByLabel, mergeGroups, openGroup } from './merge.ts'

/**
 * Merges and rolls back, so that a preview is what will be. Values are those that the actor may see.
 * Keys of `fields` are the API's; `values` has one for each record, the survivor's first.
 */
export async function previewMerge(ctx: Ctx, input: MergeInput) {
  const record = await withCustomFields(customerRecord)(ctx)
  const quiet: Ctx = { ...ctx, announce: () => {} }
  await sql`savepoint preview`.execute(ctx.db)
  const group = await openGroup(quiet, input)
  const ids = [group.survivor.id, ...group.merged.map(({ id }) => id)]
  const records: ListItem[] = []
  for (const id of ids) records.push(await readRecord(ctx, record, id))
  const [merged] = await mergeGroups(quiet, [group])
  const everywhere = { ...ctx, actor: { ...ctx.actor, scopes: { ...ctx.actor.scopes, customer: 'all' as const } } }
  const result = await readRecord(everywhere, record, group.survivor.id)
  const moves = await countByLabel(ctx, [merged!.id])
  await sql`rollback to savepoint preview`.execute(ctx.db)
  const labels = new Map(record.fields.map(({ key, label }) => [key, label]))
  const fields = merged!.settlement.settled
    .filter(({ field }) => fieldRule(ctx.actor, 'customer', field) !== 'hidden')
    .map((settled) => presentField(ctx, settled, labels.get(settled.field), { records, result }))
  return {
    survivorId: group.survivor.id,
    records,
    result,
    fields,
    conflicts: fields.filter(({ rule }) => rule !== 'same' && rule !== 'filled').map(({ key }) => key),
    moves,
  }
}

function presentField(
  ctx: Ctx,
  { field, rule, from }: Settled,
  label: string | undefined,
  { records, result }: { readonly records: readonly ListItem[]; readonly result: ListItem },
) {
  const isCustom = field.startsWith('custom.')
  const value = (item: ListItem) => {
    const found = isCustom ? (item[field] ?? (item.custom as ListItem | undefined)?.[field.slice(7)]) : item[field]
    return found ?? null
  }
  const isChoosable =
    fieldRule(ctx.actor, 'customer', field) === undefined &&
    (isCustom || MERGED_FIELDS.some(({ key }) => key === field))
  return {
    key: field,
    label: label ?? (isCustom ? field.slice(7) : ctx.t(`customer.field.${field}`)),
    rule,
    ruleLabel: ctx.t(`merge.rule.${rule}`),
    from,
    value: value(result),
    values: records.map((item) => ({ customerId: item.id, value: value(item) })),
    isChoosable,
  }
}
