import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../../kernel/context.ts'
import { insertBatch } from '../../../kernel/record/batch.ts'
import { productTable } from '../../products/products.fields.ts'
import { namedColumns } from '../../products/products.ts'
import type { OrderValues } from './order-values.ts'

type Named = Pick<OrderValues, 'productCode' | 'productName'>

const keyOf = ({ productCode, productName }: Named) =>
  productCode !== null ? `code:${productCode}` : productName !== null ? `name:${productName.toLowerCase()}` : null

/** Finds the products that rows name, by code or else by exact name; unknown ones are created. @returns how to look one up */
export async function bringProducts(ctx: Ctx, rows: readonly Named[]): Promise<(row: Named) => string | null> {
  const wanted = new Map<string, Named>()
  for (const row of rows) {
    const key = keyOf(row)
    const known = key === null ? undefined : wanted.get(key)
    if (key !== null && (!known || (known.productName === null && row.productName !== null))) wanted.set(key, row)
  }
  const ids = await findProducts(ctx, [...wanted.values()])
  const missing = [...wanted].filter(([key]) => !ids.has(key))
  const created = missing.map(([key, { productCode, productName }]) => {
    const row = { id: uuidv7(), code: productCode, name: productName ?? productCode ?? '' }
    ids.set(key, row.id)
    return { ...row, ...namedColumns(row) }
  })
  await insertBatch(ctx, productTable, created)
  return (row) => ids.get(keyOf(row) ?? '') ?? null
}

/** Product ids by key, of those that exist. */
export async function findProducts(ctx: Ctx, rows: readonly Named[]): Promise<Map<string, string>> {
  const codes = rows.flatMap(({ productCode }) => productCode ?? [])
  const names = rows.flatMap((row) => (row.productCode === null && row.productName !== null ? [row.productName] : []))
  const parts = [
    ...(codes.length === 0
      ? []
      : [
          sql`select id, 'code:' || code as key from sales.v_product
            where deleted_at is null and code = any(${codes}::text[])`,
        ]),
    ...(names.length === 0
      ? []
      : [
          sql`(select distinct on (lower(name)) id, 'name:' || lower(name) as key from sales.v_product
            where deleted_at is null
              and sort_name = any(${names.map((name) => namedColumns({ name }).sort_name)}::text[])
              and lower(name) = any(${names.map((name) => name.toLowerCase())}::text[])
            order by lower(name), created_at)`,
        ]),
  ]
  if (parts.length === 0) return new Map()
  const { rows: found } = await sql<{ id: string; key: string }>`${sql.join(parts, sql` union all `)}`.execute(ctx.db)
  return new Map(found.map(({ id, key }) => [key, id]))
}
