import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { defineJob } from '../../kernel/jobs/job.ts'
import { dayIn } from '../calendar.ts'
import { type Birthday, nextBirthday } from './birthday.ts'

const STEP = 500

interface PastBirthday extends Birthday {
  readonly id: string
}

/**
 * Moves birthdays that have passed to their next solar day, which for lunar ones differs from year to year. Four times
 * a day, so that every workspace's midnight is met within six hours; lists of coming birthdays begin at today anyway.
 */
export const renewBirthdaysJob = defineJob(
  'renew-birthdays',
  async (job) => {
    let renewed = 0
    for (let isMore = true; isMore && !job.signal.aborted; ) {
      const step = await job.transact(renewStep)
      renewed += step
      isMore = step === STEP
    }
    return { renewed }
  },
  { cron: '5 */6 * * *' },
)

/** Set-based; no new version, since nobody edited anything. @returns how many were renewed */
async function renewStep(ctx: Ctx): Promise<number> {
  const today = dayIn(await findTimeZone(ctx), ctx.now)
  const { rows } = await sql<PastBirthday>`
    select id, birth_calendar as calendar, birth_month as month, birth_day as day, is_birth_month_leap as leap
    from customers.v_customer
    where next_birthday < ${today} and deleted_at is null and birth_month is not null and birth_day is not null
    order by next_birthday limit ${STEP}`.execute(ctx.db)
  if (rows.length === 0) return 0
  const renewed = rows.map((birthday) => ({ id: birthday.id, next: nextBirthday(birthday, today) }))
  await sql`
    update customers.customer c set next_birthday = t.next
    from json_to_recordset(${JSON.stringify(renewed)}::json) as t(id uuid, next date)
    where c.workspace_id = ${ctx.actor.workspaceId} and c.id = t.id`.execute(ctx.db)
  ctx.announce('customer')
  return rows.length
}

async function findTimeZone(ctx: Ctx): Promise<string> {
  const { rows } = await sql<{ time_zone: string }>`select time_zone from platform.v_workspace`.execute(ctx.db)
  return rows[0]?.time_zone ?? 'UTC'
}
