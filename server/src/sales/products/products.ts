import { uuidv7 } from 'uuidv7'
import { sortName } from '../../customers/index.ts'
import { fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, conflict, Problem } from '../../kernel/problem.ts'
import { mustSee, readRecord } from '../../kernel/query/record-routes.ts'
import { searchTokens } from '../../kernel/query/search-tokens.ts'
import type { Row } from '../../kernel/record/event.ts'
import { binRow, findRowForUpdate, insertRow, updateRow } from '../../kernel/record/write.ts'
import type { NewProduct, ProductChanges } from './contract.ts'
import { productRecord, productTable } from './products.fields.ts'

const COLUMNS: Readonly<Record<string, string>> = {
  code: 'code',
  name: 'name',
  nameEn: 'name_en',
  category: 'category',
  unit: 'unit',
  listPrice: 'list_price',
  currency: 'currency',
  isActive: 'is_active',
}

export async function createProduct(ctx: Ctx, input: NewProduct) {
  checkEditable(ctx, input)
  const columns = toColumns(input)
  const row: Row = { id: uuidv7(), ...columns, currency: columns.currency ?? ctx.actor.currency }
  const stored = await insertRow(ctx, productTable, { ...row, ...namedColumns(row) })
  return readRecord(ctx, productRecord, stored.id)
}

/** Changes a product. @throws version-conflict with the current record when it was changed meanwhile */
export async function changeProduct(ctx: Ctx, id: string, { version, ...input }: ProductChanges) {
  await mustSee(ctx, productRecord, id)
  checkEditable(ctx, input)
  const row = await findRowForUpdate(ctx, productTable, id)
  const changes = toColumns(input)
  try {
    await updateRow(ctx, productTable, row, {
      changes: { ...changes, ...namedColumns({ ...row, ...changes }) },
      version,
    })
  } catch (error) {
    if (!(error instanceof Problem && error.type === 'version-conflict')) throw error
    throw conflict('version-conflict', error.params, { current: await readRecord(ctx, productRecord, id) })
  }
  return readRecord(ctx, productRecord, id)
}

export async function deleteProduct(ctx: Ctx, id: string, version?: number): Promise<void> {
  await binRow(ctx, productTable, await findRowForUpdate(ctx, productTable, id), version)
}

function checkEditable(ctx: Ctx, input: object): void {
  const errors = Object.keys(input)
    .filter((key) => fieldRule(ctx.actor, 'product', key) !== undefined)
    .map((key) => ({ path: `/${key}`, message: 'problem.field.read-only', params: { field: key } }))
  if (errors.length > 0) throw badInput(errors)
}

function toColumns(input: object): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(input)) {
    const column = COLUMNS[key]
    if (column && value !== undefined) row[column] = typeof value === 'string' ? value.trim() || null : value
  }
  return row
}

/** Ordering name and search tokens, which follow from what a person wrote. */
export function namedColumns(row: Row): { sort_name: string; search: string } {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? [value] : [])
  return {
    sort_name: sortName(String(row.name)),
    search: searchTokens({
      names: [...text(row.name), ...text(row.name_en)],
      contacts: [],
      codes: [...text(row.code), ...text(row.category)],
    }),
  }
}
