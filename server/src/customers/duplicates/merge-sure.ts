import type { Ctx } from '../../kernel/context.ts'
import { startMergeRun } from '../identity/merge-many.ts'
import { listGroups, sureGroups } from './groups.ts'

const AT_ONCE_MAX = 20_000
const SHOWN_MAX = 10

/**
 * Merges every group from a probability on. A preview tells how many groups and customers that would be and shows the
 * groups that belong together least surely, since a mistake would be among them.
 */
export async function mergeSure(ctx: Ctx, { from, preview }: { from: number; preview?: boolean | undefined }) {
  const groups = await sureGroups(ctx, from, AT_ONCE_MAX)
  const customers = groups.reduce((sum, { ids }) => sum + ids.length, 0)
  if (!preview) return groups.length === 0 ? { groups: 0, customers: 0 } : startMergeRun(ctx, groups)
  const least = await listGroups(ctx, { order: 'confidence', from, isLeastFirst: true, limit: SHOWN_MAX })
  return { groups: groups.length, customers, leastSure: least.items }
}
