import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
const ids: Record<string, string> = {}

beforeAll(async () => {
  test = await startTestApp()
  await add('zhang', {
    kind: 'person',
    name: '张伟明',
    contactPoints: [phone('13800138000'), street('中山路 5 号', '杭州')],
  })
  await add('zhang2', { kind: 'person', name: 'Zhang Weiming', contactPoints: [phone('13800138000')] })
  await add('smith', {
    kind: 'person',
    name: 'John Smith',
    contactPoints: [mail('john@smith.example'), street('5 Lime Street', 'Leeds')],
  })
  await add('smyth', {
    kind: 'person',
    name: 'John Smyth',
    contactPoints: [mail('john@smith.example'), street('5 Lime Street', 'Leeds')],
  })
  await add('other smith', {
    kind: 'person',
    name: 'John Smith',
    contactPoints: [mail('js@else.example'), street('77 Hill Road', 'York')],
  })
  await add('firm', { kind: 'organization', name: '杭州青禾精密仪器有限公司', contactPoints: [phone('0571-88001234')] })
  await add('firm2', {
    kind: 'organization',
    name: '青禾精密仪器（杭州）有限责任公司',
    contactPoints: [phone('0571 8800 1234')],
  })
})
afterAll(() => test.stop())

const phone = (value: string) => ({ kind: 'phone', value })
const mail = (value: string) => ({ kind: 'email', value })
const street = (text: string, city: string) => ({ kind: 'address', address: { street: text, city } })

async function add(key: string, customer: object): Promise<void> {
  const { status, body } = await test.admin.post('/customers', customer)
  expect(status).toBe(201)
  ids[key] = body.id
}

const keyOf = (id: string) => Object.keys(ids).find((key) => ids[key] === id) ?? id

interface Found {
  readonly customer: { readonly id: string }
  readonly probability: number
  readonly reasons: readonly { readonly text: string; readonly bits: number }[]
}

async function found(path: string, body?: object, caller = test.admin): Promise<readonly Found[]> {
  const answer = body ? await caller.post(path, body) : await caller.get(path)
  expect(answer.status).toBe(200)
  return answer.body.items
}

const scan = async (full: boolean) => {
  const { status, body } = await test.admin.post('/duplicates/scan', { full })
  expect(status).toBe(202)
  const job = await test.job(body.job)
  expect(job).toMatchObject({ state: 'done', problem: null })
  return job.result
}

interface Group {
  readonly id: string
  readonly probability: number
  readonly members: readonly { readonly id: string }[]
}

const groups = async (caller = test.admin) => {
  const { body } = await caller.get('/duplicates')
  return (body.items as Group[])
    .map(({ members }) =>
      members
        .map(({ id }) => keyOf(id))
        .sort()
        .join(' + '),
    )
    .sort()
}

describe('A7 probable duplicates', () => {
  it('says while a customer is typed who it probably is, and why', async () => {
    const [first, ...rest] = await found('/duplicates/check', {
      kind: 'person',
      name: 'Weiming Zhang',
      contactPoints: [phone('+86 138 0013 8000')],
    })
    expect(['zhang', 'zhang2']).toContain(keyOf(first!.customer.id))
    expect(rest.map(({ customer }) => keyOf(customer.id))).toHaveLength(1)
    expect(first!.reasons.map(({ text }) => text)).toContain('same phone')
    expect(first!.reasons[0]!.bits).toBeGreaterThan(5)
    expect(await found('/duplicates/check', { kind: 'person', name: '李娜' })).toEqual([])
    expect(await found('/duplicates/check', { kind: 'person', contactPoints: [phone('12')] })).toEqual([])
  })

  it('finds a stored customer’s duplicates and leaves namesakes elsewhere alone', async () => {
    const smith = await found(`/customers/${ids.smith}/duplicates`)
    expect(smith.map(({ customer }) => keyOf(customer.id))).toEqual(['smyth'])
    const firm = await found(`/customers/${ids.firm}/duplicates`)
    expect(firm.map(({ customer }) => keyOf(customer.id))).toEqual(['firm2'])
  })

  it('tells nobody of customers outside their scope or of another firm', async () => {
    const seller = await test.as({ permissions: ['customer.read', 'customer.create'], scopes: { customer: 'own' } })
    const typed = { kind: 'person', name: 'John Smith', contactPoints: [mail('john@smith.example')] }
    expect(await found('/duplicates/check', typed, seller)).toEqual([])
    expect(await found('/duplicates/check', typed, test.other)).toEqual([])
    expect((await test.other.get(`/customers/${ids.smith}/duplicates`)).status).toBe(404)
  })

  it('scans all customers in a job, fills the queue, and afterwards looks only at what changed', async () => {
    expect(await scan(true)).toMatchObject({ customers: 7 })
    expect(await groups()).toEqual(['firm + firm2', 'smith + smyth', 'zhang + zhang2'])
    const { body } = await test.admin.get('/duplicates/state')
    expect(body).toMatchObject({ scannedCustomers: 7, waiting: { all: 3 }, job: null })
    await add('smith3', {
      kind: 'person',
      name: 'J. Smith',
      contactPoints: [mail('john@smith.example'), street('5 Lime Street', 'Leeds')],
    })
    expect(await scan(false)).toMatchObject({ groups: 3 })
    expect(await groups()).toContain('smith + smith3 + smyth')
    expect(await groups(test.other)).toEqual([])
    const seller = await test.as({ permissions: ['customer.read'], scopes: { customer: 'own' } })
    expect(await groups(seller)).toEqual([])
  })

  it('shows a group with its reasons, and remembers who is never the same', async () => {
    const list = (await test.admin.get('/duplicates?kind=organization')).body.items as Group[]
    const { body } = await test.admin.get(`/duplicates/${list[0]!.id}`)
    expect(body.members.map(({ id }: { id: string }) => keyOf(id)).sort()).toEqual(['firm', 'firm2'])
    expect(body.pairs[0].reasons.map(({ text }: { text: string }) => text)).toContain('same phone')
    expect((await test.other.get(`/duplicates/${list[0]!.id}`)).status).toBe(404)
    const decided = await test.admin.post('/duplicates/different', { ids: [ids.firm, ids.firm2] })
    expect(decided.body).toEqual({ decided: 1 })
    expect(await groups()).not.toContain('firm + firm2')
    await scan(true)
    expect(await groups()).not.toContain('firm + firm2')
    expect(await found(`/customers/${ids.firm}/duplicates`)).toEqual([])
  })

  it('previews and merges all that are sure, as one job', async () => {
    const preview = (await test.admin.post('/duplicates/merge-sure', { from: 0.5, preview: true })).body
    expect(preview).toMatchObject({ groups: 2, customers: 5 })
    expect(preview.leastSure[0].probability).toBeLessThanOrEqual(preview.leastSure[1].probability)
    const { body } = await test.admin.post('/duplicates/merge-sure', { from: 0.5 })
    expect(await test.job(body.job)).toMatchObject({ state: 'done', result: { merged: 2 } })
    expect(await groups()).toEqual([])
    expect((await test.admin.get('/customers?count=exact')).body.count.value).toBe(5)
  })

  it('lets a firm set thresholds and fields', async () => {
    const changed = await test.admin.patch('/duplicates/settings', { showFrom: 0.9, fields: ['name', 'email'] })
    expect(changed.body).toMatchObject({ showFrom: 0.9, fields: ['name', 'email'] })
    expect((await test.admin.patch('/duplicates/settings', { fields: ['email'] })).status).toBe(400)
    expect((await test.admin.patch('/duplicates/settings', { showFrom: 7 })).status).toBe(400)
  })
})
