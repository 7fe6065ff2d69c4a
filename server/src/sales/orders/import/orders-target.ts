import {
  type Applied,
  type Buyers,
  bringCustomers,
  buyerFields,
  type ImportSettings,
  type ImportTarget,
  type MappedRow,
  type TargetField,
} from '../../../customers/index.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { changeExported, type ExportedOrder, findExported, isEdited } from './exported-orders.ts'
import { importOrders, type OrderCounts, planOrders } from './import-orders.ts'
import { type OrderValues, readOrderRow } from './order-values.ts'

const fields: readonly TargetField[] = [
  { key: 'rapportId', type: 'text' },
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
    const { file, buyers } = await readBought(ctx, rows, settings, true)
    const created = buyers.createdKeys.filter((key) => !seen.has(`buyer:${key}`))
    for (const key of created) seen.add(`buyer:${key}`)
    const counts = await planOrders(
      ctx,
      file.fresh,
      (number) => seen.has(`order:${number}`),
      (number) => seen.add(`order:${number}`),
    )
    const edited = file.exported.filter((values) => isEdited(file.known.get(values.id!)!, values)).length
    return applied(file, counts, edited, buyers, created.length)
  },
  apply: async (ctx, rows, settings) => {
    const { file, buyers } = await readBought(ctx, rows, settings, false)
    const counts = await importOrders(ctx, file.fresh, ({ row }) => buyers.idOf(row))
    const edited = await changeExported(ctx, file.exported, file.known)
    return applied(file, counts, edited, buyers, buyers.created.length)
  },
}

interface FileRows {
  readonly values: readonly OrderValues[]
  /** Rows of orders that were exported from here. */
  readonly exported: readonly OrderValues[]
  readonly known: ReadonlyMap<string, ExportedOrder>
  /** All other good rows. */
  readonly fresh: readonly OrderValues[]
}

const rowOf = ({ row }: OrderValues) => row

/** The rows with their customers; those about a customer outside the importer's scope are refused. */
async function readBought(ctx: Ctx, rows: readonly MappedRow[], settings: ImportSettings, isDryRun: boolean) {
  const file = await readFile(ctx, rows, settings)
  const buyers = await bringCustomers(ctx, file.fresh.map(rowOf), settings, { isDryRun })
  const fresh = file.fresh.filter(({ row }) => !buyers.isRefused(row))
  return { file: { ...file, fresh, refused: file.fresh.length - fresh.length }, buyers }
}

async function readFile(ctx: Ctx, rows: readonly MappedRow[], settings: ImportSettings): Promise<FileRows> {
  const values = rows.map((row) => readOrderRow(row, settings))
  const good = values.filter(({ isRejected }) => !isRejected)
  const known = await findExported(ctx, good)
  const isExported = ({ id }: OrderValues) => known.has(id ?? '')
  return {
    values,
    known,
    exported: good.filter(isExported),
    fresh: good.filter((value) => !isExported(value)),
  }
}

/** Orders are counted as orders; rejected and anonymous rows as rows. */
function applied(
  { values, fresh, exported, refused }: FileRows & { readonly refused: number },
  counts: OrderCounts,
  edited: number,
  buyers: Buyers,
  customersCreated: number,
): Applied {
  return {
    created: counts.created,
    updated: counts.updated + edited,
    unchanged: counts.unchanged + exported.length - edited,
    rejected: values.filter(({ isRejected }) => isRejected).length + refused,
    anonymous: fresh.filter(({ row }) => buyers.idOf(row) === null).length,
    customersCreated,
    problems: [...values.flatMap((value) => value.problems), ...buyers.problems],
  }
}
