import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { Problem } from '../../kernel/problem.ts'
import {
  type ReadValue,
  sensitiveChangedSince,
  sensitiveFieldsOf,
  takeSensitive,
  undoSensitiveBatch,
} from '../../platform/index.ts'
import type { CustomNote } from './custom-text.ts'
import type { CustomerValues } from './customer-values.ts'
import type { ImportUndo } from './targets.ts'

/** What stands in problems and kept rows in place of a sensitive cell. */
export const CONCEALED = '•••'

/** Target keys whose cells must not be stored in the clear anywhere. */
export async function sensitiveTargets(ctx: Ctx, type: string): Promise<ReadonlySet<string>> {
  if (type !== 'customers') return new Set()
  return new Set((await sensitiveFieldsOf(ctx, 'customer')).map(({ key }) => key))
}

export interface SensitiveCells {
  readonly values: readonly ReadValue[]
  /** Cells of `custom` that are not sensitive. */
  readonly plain: Readonly<Record<string, string>>
  readonly problems: readonly CustomNote[]
}

/** Reads the sensitive cells of a row by their formats; one that does not fit is a note that does not repeat it. */
export async function readSensitiveCells(ctx: Ctx, { sensitive, custom }: CustomerValues): Promise<SensitiveCells> {
  const values: ReadValue[] = []
  const problems: CustomNote[] = []
  const plain: Record<string, string> = {}
  const cells = [
    ...Object.entries(sensitive).map(([key, text]) => [key, { [key]: text }] as const),
    ...Object.entries(custom).map(([key, text]) => [`custom.${key}`, { custom: { [key]: text } }] as const),
  ]
  for (const [column, cell] of cells) {
    try {
      const taken = await takeSensitive<{ custom?: Record<string, string> }>(ctx, 'customer', cell)
      values.push(...taken.values)
      Object.assign(plain, taken.rest.custom)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      problems.push({ column, value: CONCEALED, message: 'import.problem.custom' })
    }
  }
  return { values, plain, problems }
}

/** Takes back what an import sealed. */
export const sensitiveUndo: ImportUndo = {
  order: 85,
  refusals: async (ctx, batchId, limit) => {
    const ids = await sensitiveChangedSince(ctx, batchId, limit)
    if (ids.length === 0) return []
    const { rows } = await sql<{ id: string; name: string }>`
      select id, name from customers.v_customer where id = any(${ids}::uuid[])`.execute(ctx.db)
    return rows.map((row) => ({ ...row, type: 'customer', reason: 'import.undo.changed' }))
  },
  undo: undoSensitiveBatch,
}
