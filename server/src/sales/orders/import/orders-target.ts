import {
  type Applied,
  bringCustomers,
  buyerFields,
  type ImportTarget,
  type RowProblem,
  type TargetField,
} from '../../../customers/index.ts'
import { importOrders, planOrders } from './import-orders.ts'
import { type OrderValues, readOrderRow } from './order-values.ts'

const fields: readonly TargetField[] = [
  { key: 'orderNumber', type: 'text' },
  { key: 'placedOn', type: 'datetime', isRequired: true },
  ...buyerFields,
  { key: 'productCode', type: 'text' },
  { key: 'productName', type: 'text' },
  { key: 'quantity', type: 'number' },
  { key: 'unitPrice', type: 'amount' },
  { key: 'amount', type: 'amount' },
  { key: 'discount', type: 'amount' },
  { key: 'currency', type: 'text' },
  { key: 'status', type: 'choice' },
  { key: 'note', type: 'text' },
]

/** Imports orders line by line, finding or creating their customers and products. */
export const ordersTarget: ImportTarget = {
  type: 'orders',
  permission: 'order.import',
  fields,
  plan: async (ctx, rows, settings, seen) => {
    const values = rows.map((row) => readOrderRow(row, settings))
    const good = values.filter(({ isRejected }) => !isRejected)
    const buyers = await bringCustomers(
      ctx,
      good.map(({ row }) => row),
      settings,
      { isDryRun: true },
    )
    const fresh = buyers.createdKeys.filter((key) => !seen.has(`buyer:${key}`))
    for (const key of fresh) seen.add(`buyer:${key}`)
    const counts = await planOrders(
      ctx,
      good,
      (number) => seen.has(`order:${number}`),
      (number) => seen.add(`order:${number}`),
    )
    return applied(
      values,
      counts,
      good.filter(({ row }) => buyers.idOf(row) === null).length,
      fresh.length,
      buyers.problems,
    )
  },
  apply: async (ctx, rows, settings) => {
    const values = rows.map((row) => readOrderRow(row, settings))
    const good = values.filter(({ isRejected }) => !isRejected)
    const buyers = await bringCustomers(
      ctx,
      good.map(({ row }) => row),
      settings,
      { isDryRun: false },
    )
    const counts = await importOrders(ctx, good, ({ row }) => buyers.idOf(row))
    const anonymous = good.filter(({ row }) => buyers.idOf(row) === null).length
    return applied(values, counts, anonymous, buyers.created.length, buyers.problems)
  },
}

/** Orders are counted as orders; rejected and anonymous rows as rows. */
function applied(
  values: readonly OrderValues[],
  counts: Pick<Applied, 'created' | 'updated' | 'unchanged'>,
  anonymous: number,
  customersCreated: number,
  problems: readonly RowProblem[],
): Applied {
  return {
    ...counts,
    rejected: values.filter(({ isRejected }) => isRejected).length,
    anonymous,
    customersCreated,
    problems: [...values.flatMap((value) => value.problems), ...problems],
  }
}
