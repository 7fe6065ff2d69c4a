import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, startTestApp, TEST_NOW, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
let now = new Date('2026-01-10T08:00:00Z')
const ids: Record<string, string> = {}

beforeAll(async () => {
  test = await startTestApp({ now: () => now })
  const create = async (name: string, more: object = {}) => {
    const { body } = await test.admin.post('/customers', { kind: 'person', name, ...more })
    ids[name] = body.id
  }
  const phone = { kind: 'phone', value: '138 0571 2046' }
  await create('李国栋', { birthday: { calendar: 'lunar', month: 10, day: 16 }, since: '2020-11-01' })
  await create('Anna Keller', { birthday: { calendar: 'solar', month: 12, day: 10 } })
  await create('云栖生物', { kind: 'organization', contactPoints: [phone] })
  await create('华晟制药', { kind: 'organization' })
  await create('南芯科技', { kind: 'organization' })
  await test.admin.post(`/customers/${ids['Anna Keller']}/preferences`, {
    kind: 'anniversary',
    value: 'Wedding day',
    date: '2015-11-30',
  })
  const order = async (customer: string, placedOn: string, unitPrice = '100000') => {
    const lines = [{ description: 'pH probe', quantity: '1', unitPrice }]
    const created = await test.admin.post('/orders', { customerId: ids[customer], placedOn, lines })
    expect(created.status).toBe(201)
    return created.body
  }
  // Every 40 days, the last 39 days ago.
  for (const day of ['2026-06-17', '2026-07-27', '2026-09-05', '2026-10-15']) await order('云栖生物', day)
  // Every 18 days, the last 44 days ago.
  for (const day of ['2026-08-16', '2026-09-03', '2026-09-21', '2026-10-10']) await order('华晟制药', day)
  await order('南芯科技', '2026-08-01')
  await order('Anna Keller', '2026-10-05', '50000')
  await order('Anna Keller', '2026-11-05', '30000')
  const { id, version } = await order('Anna Keller', '2026-11-06', '9900')
  expect((await test.admin.delete(`/orders/${id}?version=${version}`)).status).toBeLessThan(300)
  now = TEST_NOW
})
afterAll(() => test.stop())

const titles = ({ body }: Answer) => body.proposals.map(({ title }: { title: string }) => title)

describe('H9 my day', () => {
  it('tells the day, with its lunar date', async () => {
    const { body } = await test.admin.get('/home')
    expect(body).toMatchObject({ greetingName: 'Admin', today: { date: '2026-11-23', lunar: '十月十五' } })
  })

  it('counts customers, orders of the month and work to do', async () => {
    const { figures, dataQuality } = (await test.admin.get('/home')).body
    const byKey = Object.fromEntries(figures.map((figure: { key: string }) => [figure.key, figure]))
    expect(byKey.customers).toMatchObject({ value: 5, label: 'Customers', href: '/customers' })
    expect(byKey.month).toMatchObject({
      label: 'Ordered this month · ¥2.5K by this day last month',
      value: { amount: 30_000, currency: 'CNY' },
      unit: 'money',
      href: '/orders',
    })
    expect(byKey.quiet).toMatchObject({ value: 1, tone: 'amber' })
    expect(byKey.incomplete).toMatchObject({ value: 4 })
    expect(dataQuality).toMatchObject({ withoutOwner: 0, withoutContact: 4 })
  })

  it('proposes what to do next, with the reason, one a customer', async () => {
    const answer = await test.admin.get('/home')
    expect(answer.body.proposals[0]).toMatchObject({
      kind: 'birthday',
      customer: { id: ids.李国栋, name: '李国栋' },
      title: '李国栋: lunar birthday tomorrow',
      reason: '十月十六; with us for 6 years',
      href: `/customers/${ids.李国栋}`,
    })
    const about = (name: string) =>
      answer.body.proposals.find(({ customer }: { customer: { id: string } }) => customer.id === ids[name])
    expect(about('华晟制药')).toMatchObject({
      kind: 'slowing',
      title: 'Call on 华晟制药: orders are slowing down',
      reason: 'Usually every 18 days, now 44 days without an order',
      worth: { amount: 100_000, currency: 'CNY' },
    })
    expect(about('云栖生物')).toMatchObject({
      kind: 'reorder',
      reason: 'Usually every 40 ± 1 days, last 39 days ago',
    })
    expect(about('南芯科技')).toMatchObject({
      kind: 'quiet',
      title: 'Get in touch with 南芯科技',
      reason: 'No word and no order for 114 days; ¥1K ordered so far',
    })
    expect(about('Anna Keller')).toMatchObject({ kind: 'incomplete', title: 'Complete the record of Anna Keller' })
    const customers = answer.body.proposals.map(({ customer }: { customer: { id: string } }) => customer.id)
    expect(new Set(customers).size).toBe(customers.length)
  })

  it('lists birthdays and anniversaries that are coming', async () => {
    const { upcoming } = (await test.admin.get('/home')).body
    expect(upcoming).toEqual([
      {
        date: '2026-11-24',
        kind: 'birthday',
        title: 'Lunar birthday 十月十六',
        customer: { id: ids.李国栋, name: '李国栋' },
      },
      {
        date: '2026-11-30',
        kind: 'anniversary',
        title: 'Wedding day',
        customer: { id: ids['Anna Keller'], name: 'Anna Keller' },
      },
      {
        date: '2026-12-10',
        kind: 'birthday',
        title: 'Birthday',
        customer: { id: ids['Anna Keller'], name: 'Anna Keller' },
      },
    ])
  })

  it('tells what colleagues did, in sentences, without fields that the role may not see', async () => {
    const { body } = await test.admin.get(`/customers/${ids.云栖生物}`)
    await test.admin.patch(`/customers/${ids.云栖生物}`, { version: body.version, industry: 'Biotech', note: 'secret' })
    const latest = (await test.admin.get('/home')).body.activity[0]
    expect(latest).toMatchObject({
      actor: { name: 'Admin' },
      customer: { id: ids.云栖生物, name: '云栖生物' },
      href: `/customers/${ids.云栖生物}`,
    })
    expect(latest.text).toBe('changed Industry, Note of')
    const seesLess = await test.as({
      permissions: ['customer.read'],
      scopes: { customer: 'all' },
      fieldRules: [{ record: 'customer', field: 'note', rule: 'hidden' }],
    })
    const { activity } = (await seesLess.get('/home')).body
    expect(activity[0].text).toBe('changed Industry of')
    expect(activity.map(({ text }: { text: string }) => text).join()).not.toMatch(/order/i)
  })

  it('shows a person only what lies in their scope, and nothing of hidden fields', async () => {
    const rep = await test.as({ permissions: ['customer.read'], scopes: { customer: 'own' } })
    const { body } = await rep.get('/home')
    expect(body).toMatchObject({ proposals: [], upcoming: [], activity: [] })
    expect(body.figures[0]).toMatchObject({ label: 'My customers', value: 0 })
    expect((await test.other.get('/home')).body).toMatchObject({ proposals: [], upcoming: [], activity: [] })

    const rules = ['birthday', 'lastOrderOn', 'orderTotal', 'completeness']
    const careful = await test.as({
      permissions: ['customer.read', 'order.read'],
      scopes: { customer: 'all', order: 'all' },
      fieldRules: rules.map((field) => ({ record: 'customer', field, rule: 'masked' as const })),
    })
    const less = (await careful.get('/home')).body
    expect(less.proposals).toEqual([])
    expect(less.upcoming.map(({ kind }: { kind: string }) => kind)).toEqual(['anniversary'])
    expect((await test.anonymous.get('/home')).status).toBe(401)
    const nobody = await test.as({ permissions: [] })
    expect((await nobody.get('/home')).body).toMatchObject({ figures: [], proposals: [], activity: [] })
  })

  it('speaks Chinese', async () => {
    await test.admin.patch('/session', { language: 'zh-CN' })
    const answer = await test.admin.get('/home')
    expect(titles(answer)).toContain('李国栋农历生日，明天')
    expect(titles(answer)).toContain('拜访华晟制药：订单节奏放慢了')
    expect(answer.body.proposals[0].reason).toBe('十月十六；合作 6 年')
    expect(answer.body.activity[0].text).toBe('更新了行业、备注：')
  })
})
