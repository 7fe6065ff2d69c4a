import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTransaction } from '../kernel/database/transaction.ts'
import { loadMember } from '../platform/index.ts'
import { startTestApp, TEST_NOW, type TestApp } from '../testing/test-app.ts'
import { buildFirm } from './build/build-firm.ts'
import { HEROES } from './content/heroes.ts'
import { SEATS, TEAMS, TERRITORIES } from './content/team.ts'
import { createRandom } from './random.ts'

const SCALE = 0.12
let test: TestApp
let answer: Awaited<ReturnType<TestApp['admin']['post']>>
beforeAll(async () => {
  test = await startTestApp()
  answer = await test.admin.post('/example', { scale: SCALE })
  expect(await test.job(answer.body.job.id)).toMatchObject({ state: 'done', problem: null })
}, 120_000)
afterAll(() => test.stop())

async function rowsOf<T>(statement: ReturnType<typeof sql<T>>): Promise<readonly T[]> {
  const { runtime, platform } = test.app
  const actor = await loadMember(runtime, platform.catalogue, test.workspaceId, test.adminId)
  return readTransaction(runtime, actor!, { requestId: 'test' }, async (ctx) => (await statement.execute(ctx.db)).rows)
}

const settingOf = (scale: number) => {
  let last = 0
  return {
    random: createRandom(1),
    now: TEST_NOW,
    today: '2026-11-23',
    language: 'zh-CN' as const,
    scale,
    newId: () => String(++last),
    staff: {
      members: SEATS.map(({ name }, index) => ({ id: `member ${index}`, name })),
      teams: Object.fromEntries(TEAMS.map(({ key }) => [key, key])),
      territories: Object.fromEntries(Object.keys(TERRITORIES).map((key) => [key, key])),
    },
  }
}

describe('The example firm', () => {
  it('is loaded by a job that says how much it made', async () => {
    expect(answer.status).toBe(202)
    expect(answer.body.signIns).toHaveLength(SEATS.length - 1)
    const job = (await test.admin.get(`/jobs/${answer.body.job.id}`)).body
    expect(job).toMatchObject({ kind: 'load-example', state: 'done' })
    const counts = job.result as { customers: number; orders: number; interactions: number }
    const customers = await test.admin.get('/customers?count=exact&limit=1')
    expect(customers.body).toMatchObject({ count: { value: counts.customers } })
    expect(counts.orders).toBeGreaterThan(counts.customers)
  })

  it('gives every person of the team customers, and lets them sign in', async () => {
    const owners = await rowsOf(sql<{ name: string; count: number }>`
      select m.name, count(c.id) as count from platform.v_member m
      left join customers.v_customer c on c.owner_id = m.id group by m.id, m.name`)
    expect(owners).toHaveLength(SEATS.length)
    for (const { name, count } of owners) expect([name, count > 0]).toEqual([name, true])
    const { email } = answer.body.signIns[0]
    const signedIn = await test.app.server.inject({
      method: 'POST',
      url: '/api/v1/auth/sign-in/email',
      payload: { email, password: answer.body.password },
    })
    expect(signedIn.statusCode).toBe(200)
  })

  it('has sums that add up', async () => {
    const wrong = await rowsOf(sql`
      select o.number from sales.v_order o join sales.v_order_line l on l.order_id = o.id
      group by o.id, o.number, o.total, o.line_count having sum(l.amount) <> o.total or count(*) <> o.line_count`)
    expect(wrong).toEqual([])
    const drifted = await rowsOf(sql`
      select c.name from customers.v_customer c join sales.v_order o on o.customer_id = c.id and o.status <> 'cancelled'
      group by c.id, c.name, c.order_total having sum(o.total) <> c.order_total`)
    expect(drifted).toEqual([])
    const [returned] = await rowsOf(sql<{ highest: number; count: number }>`
      select max(total) as highest, count(*) as count from sales.v_order where status = 'returned'`)
    expect(returned!.count).toBeGreaterThan(0)
    expect(returned!.highest).toBeLessThan(0)
  })

  it('has nothing in the future, and something from the last days', async () => {
    const [found] = await rowsOf(sql<{ ordered: string; talked: Date; first: string }>`
      select (select max(placed_on) from sales.v_order) as ordered, (select min(placed_on) from sales.v_order) as first,
        (select max(occurred_at) from conversations.v_interaction) as talked`)
    expect(found!.ordered <= '2026-11-23').toBe(true)
    expect(found!.ordered >= '2026-11-17').toBe(true)
    expect(found!.first < '2024-01-15').toBe(true)
    expect(found!.talked.getTime()).toBeLessThan(TEST_NOW.getTime())
    expect(found!.talked.getTime()).toBeGreaterThan(TEST_NOW.getTime() - 4 * 86_400_000)
  })

  it('opens on customers that were told by hand', async () => {
    const [hero] = HEROES
    const found = await test.admin.get(`/customers?q=${encodeURIComponent('云栖生物')}`)
    expect(found).toMatchObject({ status: 200 })
    const page = await test.admin.get(`/customers/${found.body.items[0].id}/page`)
    expect(page.body.customer).toMatchObject({ name: hero!.name, owner: { id: test.adminId } })
    const roles = page.body.relations.map(({ role }: { role: string }) => role)
    expect(roles.sort()).toEqual(['parent-of', 'works-at', 'works-at', 'works-at'])
    expect(page.body.customFields).toHaveLength(3)
    const birthdays = await test.admin.get(`/customers?q=${encodeURIComponent('李国栋')}`)
    expect(birthdays.body.items[0].birthday).toMatchObject({ calendar: 'lunar', next: '2026-11-24' })
  })

  it('keeps valid phone numbers and mail addresses that belong to nobody', async () => {
    const wrong = await rowsOf(sql`
      select value from customers.v_contact_point
      where (kind = 'phone' and not is_valid) or (kind = 'email' and value not like '%.example')`)
    expect(wrong).toEqual([])
  })

  it('keeps views for everyone', async () => {
    const { body } = await test.admin.get('/views?type=customer')
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual([
      'Birthdays this month',
      'My key accounts',
      'No contact in 60 days',
    ])
    for (const { id } of body.items) expect((await test.admin.get(`/views/${id}/count`)).status).toBe(200)
  })

  it('is refused where there are customers, and without the word', async () => {
    expect((await test.admin.post('/example')).body).toMatchObject({
      status: 409,
      type: expect.stringContaining('example.has-customers'),
    })
    expect((await (await test.as({ permissions: ['customer.read'] })).post('/example')).status).toBe(403)
  })

  it('is the same firm each time', () => {
    const first = buildFirm(settingOf(0.1))
    expect(buildFirm(settingOf(0.1))).toEqual(first)
    expect(new Set(first.orders.map(({ number }) => number)).size).toBe(first.orders.length)
  })

  it('is of the size of a real firm', () => {
    const firm = buildFirm(settingOf(1))
    const organizations = firm.customers.filter(({ kind }) => kind === 'organization').length
    expect(organizations).toBeGreaterThan(430)
    expect(firm.customers.length).toBeGreaterThan(1_800)
    expect(firm.orders.length).toBeGreaterThan(8_000)
    expect(firm.orders.length).toBeLessThan(10_500)
    expect(firm.interactions.length).toBeGreaterThan(6_000)
    expect(new Set(firm.customers.map(({ externalId }) => externalId).filter(Boolean)).size).toBe(organizations - 1)
    const bodies = new Set(firm.interactions.map(({ body }) => body))
    expect(bodies.size).toBeGreaterThan(firm.interactions.length * 0.8)
    expect(firm.interactions.filter(({ body }) => /[{}]/.test(body))).toEqual([])
  })
})
