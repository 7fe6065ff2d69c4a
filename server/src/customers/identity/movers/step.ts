import type { Ctx } from '../../../kernel/context.ts'

/** One merged customer of one merge. */
export interface MergeStep {
  readonly mergeId: string
  readonly survivorId: string
  readonly mergedId: string
  /** Place among the customers merged together: of twins the first one's row is kept. */
  readonly rank: number
}

/**
 * How the rows of one table follow a merge, in its transaction and set-based: `steps` are all merges of a batch.
 * What is done is written into `customers.merge_move`, from which `unmerge` takes it back.
 */
export interface MergeHandler {
  /** Called again for merges whose rows were taken back because an earlier merge of the same survivor was undone. */
  readonly merge: (ctx: Ctx, steps: readonly MergeStep[]) => Promise<void>
  /** Rows that were changed since go back with the change; rows that were given to somebody else stay there. */
  readonly unmerge: (ctx: Ctx, steps: readonly MergeStep[]) => Promise<void>
  /** Renews what customers' rows repeat of the table, such as order totals. */
  readonly refresh?: (ctx: Ctx, customerIds: readonly string[]) => Promise<void>
}

const nothing = async () => {}

/** For tables that name the customer as it was and are read through `customers.v_lineage`: the event log. */
export const resolvedWhenRead: MergeHandler = { merge: nothing, unmerge: nothing }

export const mergeIdsOf = (steps: readonly MergeStep[]) => [...new Set(steps.map(({ mergeId }) => mergeId))]
