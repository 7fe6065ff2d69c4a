import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { countGroups } from './groups.ts'
import { readDuplicateSetting } from './setting.ts'

/** How duplicates are found here, when they were last looked for, and how many wait. */
export async function readDuplicateState(ctx: Ctx) {
  const { models, ...setting } = await readDuplicateSetting(ctx)
  const [waiting, running] = await Promise.all([
    countGroups(ctx, setting.sureFrom),
    sql<{ id: string }>`
      select id from kernel.v_job where kind = 'scan-duplicates' and state in ('queued', 'running')
      order by created_at desc limit 1`.execute(ctx.db),
  ])
  const hasLearned = models.person !== null || models.organization !== null
  return { ...setting, hasLearned, waiting, job: running.rows[0]?.id ?? null }
}
