import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { dayIn, loadCustomers, loadRelations } from '../../customers/index.ts'
import type { Ctx } from '../../kernel/context.ts'
import { defineJob, type JobContext } from '../../kernel/jobs/job.ts'
import { buildFirm } from '../build/build-firm.ts'
import type { Staff } from '../build/firm.ts'
import { TEAMS, TERRITORIES } from '../content/team.ts'
import { createRandom } from '../random.ts'
import { loadInteractions } from './interactions.ts'
import { mustBeEmpty } from './must-be-empty.ts'
import { loadOrders, loadProducts } from './orders.ts'
import { groupsByName } from './staff.ts'
import { makeViews } from './views.ts'

export interface ExampleJob {
  /** In the order of the seats. */
  readonly memberIds: readonly string[]
  readonly scale: number
}

const SEED = 20_211
const CUSTOMERS_STEP = 250
const ORDERS_STEP = 600
const INTERACTIONS_STEP = 1_000

/** Fills the firm in one transaction: it stands whole or not at all, also after a kill. */
export const loadExampleJob = defineJob<ExampleJob>('load-example', (job, payload) =>
  job.transact(async (ctx) => {
    await mustBeEmpty(ctx)
    const staff = await readStaff(ctx, payload.memberIds)
    const firm = buildFirm({
      random: createRandom(SEED),
      now: ctx.now,
      today: dayIn(ctx.actor.timeZone, ctx.now),
      language: ctx.actor.language,
      scale: payload.scale,
      newId: uuidv7,
      staff,
    })
    const { customers, relations, orders, interactions } = firm
    const step = stepper(job, customers.length + orders.length + interactions.length)
    await step(customers, CUSTOMERS_STEP, (some) => loadCustomers(ctx, some))
    await loadRelations(ctx, relations)
    await loadProducts(ctx)
    await step(orders, ORDERS_STEP, (some) => loadOrders(ctx, some))
    await step(interactions, INTERACTIONS_STEP, (some) => loadInteractions(ctx, staff.members, some))
    await makeViews(ctx, payload.memberIds)
    return { customers: customers.length, orders: orders.length, interactions: interactions.length }
  }),
)

/** Works through a list in steps, tells how far the whole is, and stops where the job is cancelled. */
function stepper(job: JobContext, total: number) {
  let done = 0
  return async <T>(list: readonly T[], size: number, use: (some: readonly T[]) => Promise<void>): Promise<void> => {
    for (let start = 0; start < list.length; start += size) {
      job.signal.throwIfAborted()
      const some = list.slice(start, start + size)
      await use(some)
      done += some.length
      await job.progress(done, total)
    }
  }
}

async function readStaff(ctx: Ctx, memberIds: readonly string[]): Promise<Staff> {
  const index = ctx.actor.language === 'zh-CN' ? 0 : 1
  const [teams, territories] = [await groupsByName(ctx, 'team'), await groupsByName(ctx, 'territory')]
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from platform.v_member where id = any(${memberIds}::uuid[])`.execute(ctx.db)
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return {
    members: memberIds.map((id) => ({ id, name: names.get(id) ?? '' })),
    teams: Object.fromEntries(TEAMS.map((team) => [team.key, teams.get(team.names[index]) ?? ''])),
    territories: Object.fromEntries(
      Object.entries(TERRITORIES).map(([key, label]) => [key, territories.get(label[index]) ?? '']),
    ),
  }
}
