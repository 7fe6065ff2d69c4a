import { sql } from 'kysely'
import { defineJob } from '../../kernel/jobs/job.ts'
import { freshness } from '../customers/customers.fields.ts'
import { closeFilledTasks } from './enrichment.ts'

/**
 * Keeps what the day's data was like, for the trend, and closes tasks whose field has been filled in.
 * A second run on the same day replaces the first.
 */
export const measureQualityJob = defineJob(
  'measure-quality',
  async (job) => {
    const measured = await job.transact(async (ctx) => {
      const { workspaceId } = ctx.actor
      const day = sql`${ctx.now.toISOString().slice(0, 10)}::date`
      await sql`
        delete from customers.quality_day where workspace_id = ${workspaceId} and on_day = ${day}`.execute(ctx.db)
      const { numAffectedRows } = await sql`
        insert into customers.quality_day (workspace_id, id, on_day, kind, owner_id, backup_owner_id, team_id,
          territory_id, customers, completeness_sum, fresh, ageing, stale, unreachable)
        select ${workspaceId}::uuid, gen_random_uuid(), ${day}, kind, owner_id, backup_owner_id, team_id, territory_id,
          count(*), sum(completeness), count(*) filter (where freshness = 'fresh'),
          count(*) filter (where freshness = 'ageing'), count(*) filter (where freshness = 'stale'),
          count(*) filter (where primary_email is null and primary_phone is null)
        from (select r.*, ${freshness} as freshness from customers.v_customer r where r.deleted_at is null) r
        group by kind, owner_id, backup_owner_id, team_id, territory_id`.execute(ctx.db)
      return Number(numAffectedRows ?? 0)
    })
    let closed = 0
    for (let step = 1; step > 0 && !job.signal.aborted; closed += step) step = await job.transact(closeFilledTasks)
    return { measured, closed }
  },
  { cron: '50 1 * * *' },
)
