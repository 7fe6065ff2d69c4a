import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, TEST_NOW, type TestApp } from '../../testing/test-app.ts'

let now = TEST_NOW
let test: TestApp
let owner: pg.Client
beforeAll(async () => {
  test = await startTestApp({ now: () => now })
  owner = new pg.Client({ connectionString: test.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await test.stop()
})

const DAY_MS = 24 * 60 * 60 * 1000
const pass = (days: number) => {
  now = new Date(now.getTime() + days * DAY_MS)
}

async function newCustomer(name = 'Li Si'): Promise<string> {
  const contactPoints = [
    { kind: 'email', value: `${name.replace(/\W/g, '').toLowerCase()}@li.example` },
    { kind: 'phone', value: '13800138000' },
  ]
  return (await test.admin.post('/customers', { kind: 'person', name, contactPoints })).body.id
}

const record = (id: string, purpose: string, channel: string, state: string, more: object = {}) =>
  test.admin.post(`/customers/${id}/consent`, { choices: [{ purpose, channel, state }], source: 'call', ...more })

interface Choice {
  channel: string
  state: string
  isAllowed: boolean
  since: string | null
  blockedBy: string[]
}

async function choice(id: string, purpose: string, channel: string, on?: string): Promise<Choice> {
  const { body } = await test.admin.get(`/customers/${id}/consent${on ? `?on=${on}` : ''}`)
  const found = body.purposes.find(({ key }: { key: string }) => key === purpose)
  return found.choices.find((one: Choice) => one.channel === channel)
}

describe('what counts', () => {
  it('is nothing where a purpose needs a yes, and yes where a contract stands behind it', async () => {
    const id = await newCustomer()
    expect(await choice(id, 'marketing', 'phone')).toMatchObject({ state: 'none', isAllowed: false })
    expect(await choice(id, 'service', 'phone')).toMatchObject({ state: 'none', isAllowed: true })
  })

  it('is the latest entry of purpose and channel, and as of a past day what stood then', async () => {
    const id = await newCustomer()
    await record(id, 'marketing', 'phone', 'granted')
    const first = now.toISOString().slice(0, 10)
    pass(2)
    await record(id, 'marketing', 'phone', 'withdrawn')
    expect(await choice(id, 'marketing', 'phone')).toMatchObject({ state: 'withdrawn', isAllowed: false })
    expect(await choice(id, 'marketing', 'phone', first)).toMatchObject({ state: 'granted', isAllowed: true })
    expect(await choice(id, 'marketing', 'phone', '2020-01-01')).toMatchObject({ state: 'none', since: null })
    expect((await test.admin.get(`/customers/${id}/consent?on=2026-02-31`)).status).toBe(400)
  })

  it('puts what was said earlier in its place in time', async () => {
    const id = await newCustomer()
    await record(id, 'survey', 'sms', 'refused')
    await record(id, 'survey', 'sms', 'granted', { on: '2025-05-05' })
    expect((await choice(id, 'survey', 'sms')).state).toBe('refused')
    expect((await choice(id, 'survey', 'sms', '2025-05-05')).state).toBe('granted')
    expect((await choice(id, 'survey', 'sms', '2025-05-04')).state).toBe('none')
    const future = await record(id, 'survey', 'sms', 'granted', { on: '2099-01-01' })
    expect([future.status, future.body.errors[0].path]).toEqual([400, '/on'])
  })

  it('lets a general refusal outrank a single yes, earlier and later, until it is lifted', async () => {
    const id = await newCustomer()
    await record(id, 'marketing', 'phone', 'granted')
    await record(id, 'all', 'phone', 'refused')
    expect(await choice(id, 'marketing', 'phone')).toMatchObject({ state: 'refused', blockedBy: ['all/phone'] })
    expect((await choice(id, 'service', 'phone')).isAllowed).toBe(false)
    expect((await choice(id, 'service', 'sms')).isAllowed).toBe(true)
    const refused = await record(id, 'marketing', 'phone', 'granted')
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/consent.general-refusal'])
    await record(id, 'all', 'phone', 'granted')
    expect((await choice(id, 'marketing', 'phone')).isAllowed).toBe(true)
  })

  it('lets a refusal of everything leave what a contract asks for', async () => {
    const id = await newCustomer()
    await record(id, 'all', 'all', 'refused')
    expect((await choice(id, 'profiling', 'any')).blockedBy).toEqual(['all/all'])
    expect((await choice(id, 'service', 'email')).isAllowed).toBe(true)
  })
})

describe('the ledger', () => {
  it('keeps proof: source, actor, wording and the hash of the address', async () => {
    const id = await newCustomer('Wang Wu')
    const { body: purposes } = await test.admin.get('/consent/purposes')
    const { texts } = purposes.items.find(({ key }: { key: string }) => key === 'marketing')
    const stranger = texts['zh-CN'].id
    await record(id, 'marketing', 'sms', 'granted', { source: 'form', note: 'Fair, form 12', textId: stranger })
    const { body } = await test.admin.get(`/customers/${id}/consent/entries`)
    expect(body.items[0]).toMatchObject({
      state: 'granted',
      source: 'form',
      note: 'Fair, form 12',
      actor: { name: 'Admin' },
      text: { title: '新品与优惠', number: 1 },
      isAddressOnFile: true,
    })
    expect(body.items[0].addressHash).toMatch(/^[0-9a-f]{64}$/)
    const one = await test.admin.get(`/customers/${id}/consent/entries/${body.items[0].id}`)
    expect(one.body.text.body).toContain('随时改变主意')
    const wrong = await record(id, 'survey', 'sms', 'granted', { textId: stranger })
    expect(wrong.body.errors[0].path).toBe('/textId')
  })

  it('cannot be changed or emptied by the role of requests', async () => {
    const id = await newCustomer()
    await record(id, 'marketing', 'post', 'refused')
    const url = new URL(test.ownerUrl)
    const { rows } = await owner.query(`
      select t as name, p as privilege from unnest(array['consent_entry', 'consent_evidence', 'consent_text', 'consent_state']) t,
        unnest(array['update', 'delete', 'truncate']) p where has_table_privilege('rapport_app', 'customers.' || t, p)`)
    expect([url.protocol, rows]).toEqual(['postgresql:', []])
    const app = await test.app.runtime.pool.connect()
    try {
      for (const statement of [
        `update customers.consent_entry set state = 'granted'`,
        'delete from customers.consent_entry',
        'truncate customers.consent_entry',
        'delete from customers.consent_evidence',
        `update customers.consent_state set state = 'granted'`,
      ]) {
        await app.query(`begin; set local app.workspace_id = '${test.workspaceId}'`)
        await expect(app.query(statement)).rejects.toMatchObject({ code: '42501' })
        await app.query('rollback')
      }
    } finally {
      app.release()
    }
  })

  it('loses the personal evidence of one customer to erasure, and keeps its entries', async () => {
    const id = await newCustomer()
    await record(id, 'marketing', 'post', 'refused', { note: 'said so at the door' })
    const app = await test.app.runtime.pool.connect()
    try {
      await app.query(`begin; set local app.workspace_id = '${test.workspaceId}'`)
      const { rows } = await app.query('select customers.erase_consent_evidence($1) as count', [id])
      await app.query('commit')
      expect(rows[0].count).toBe(1)
    } finally {
      app.release()
    }
    const { body } = await test.admin.get(`/customers/${id}/consent/entries`)
    expect(body.items).toHaveLength(1)
    expect(body.items[0]).toMatchObject({ state: 'refused', note: null, addressHash: null })
  })

  it('is on the timeline, in the reader’s language, and in the brief', async () => {
    const id = await newCustomer('Zhao Liu')
    await record(id, 'all', 'phone', 'refused')
    await record(id, 'marketing', 'sms', 'granted')
    const { body } = await test.admin.get(`/customers/${id}/timeline?kinds=consent`)
    expect(body.items.map(({ title }: { title: string }) => title)).toEqual([
      'Agreed: News and offers by text message',
      'Refused: everything by phone',
    ])
    await test.admin.patch('/session', { language: 'zh-CN' })
    const chinese = await test.admin.get(`/customers/${id}/timeline?kinds=consent`)
    const brief = await test.admin.get(`/recognition?hint=${encodeURIComponent('zhaoliu@li.example')}`)
    await test.admin.patch('/session', { language: 'en' })
    expect(chinese.body.items[0].title).toBe('同意：新品与优惠（短信）')
    expect(brief.body.customer.refusals).toEqual([{ channel: 'phone', isGeneral: true, text: '请勿致电' }])
  })

  it('writes an event for each entry, without what proves it', async () => {
    const id = await newCustomer()
    await record(id, 'marketing', 'phone', 'refused', { note: 'private words' })
    const filter = encodeURIComponent(JSON.stringify({ field: 'type', op: 'eq', value: 'customers.consent.created' }))
    const { body } = await test.admin.get(`/audit?filter=${filter}`)
    expect(body.items[0]).toMatchObject({ customerId: id, after: { state: 'refused', channel: 'phone' } })
    expect(JSON.stringify(body.items[0])).not.toContain('private words')
  })

  it('says the same in the published view as for one customer', async () => {
    const id = await newCustomer()
    await record(id, 'survey', 'phone', 'granted')
    await record(id, 'survey', 'all', 'refused')
    await record(id, 'service', 'sms', 'refused')
    await test.admin.post(`/customers/${id}/consent/confirmations`, {
      purpose: 'marketing',
      channel: 'email',
      days: 30,
    })
    const { body } = await test.admin.get(`/customers/${id}/consent`)
    const told = body.purposes.flatMap(({ key, choices }: { key: string; choices: Choice[] }) =>
      choices.map(({ channel, state, isAllowed }) => [key, channel, state, isAllowed]),
    )
    await owner.query(`set app.workspace_id = '${test.workspaceId}'`)
    const { rows } = await owner.query(
      'select purpose, channel, state, is_allowed from customers.v_consent where customer_id = $1',
      [id],
    )
    const order = (list: unknown[][]) => list.map((row) => row.join(' ')).sort()
    expect(order(rows.map((row) => [row.purpose, row.channel, row.state, row.is_allowed]))).toEqual(order(told))
  })

  it('sees the first of two entries at once in the second', async () => {
    const id = await newCustomer()
    await Promise.all(['granted', 'refused', 'granted', 'refused'].map((state) => record(id, 'survey', 'phone', state)))
    await owner.query(`set app.workspace_id = '${test.workspaceId}'`)
    const { rows } = await owner.query(
      `select s.entry_id = (select e.id from customers.consent_entry e where e.customer_id = s.customer_id
         order by e.at desc, e.created_at desc, e.id desc limit 1) as is_latest
       from customers.consent_state s where s.customer_id = $1`,
      [id],
    )
    expect(rows).toEqual([{ is_latest: true }])
  })
})

describe('rights', () => {
  it('hold customers to the record scope, and other firms out', async () => {
    const id = await newCustomer()
    const words = ['customer.read', 'consent.read', 'consent.record']
    const own = await test.as({ permissions: words, scopes: { customer: 'own' } })
    expect((await own.get(`/customers/${id}/consent`)).status).toBe(404)
    const body = { choices: [{ purpose: 'marketing', channel: 'sms', state: 'granted' }], source: 'call' }
    expect((await own.post(`/customers/${id}/consent`, body)).status).toBe(404)
    expect((await own.post(`/customers/${id}/consent/links`)).status).toBe(404)
    expect((await test.other.get(`/customers/${id}/consent/entries`)).status).toBe(404)
    const reader = await test.as({ permissions: ['customer.read', 'consent.read'], scopes: { customer: 'all' } })
    expect((await reader.get(`/customers/${id}/consent`)).body.can).toEqual({ record: false })
    expect((await reader.post(`/customers/${id}/consent`, body)).status).toBe(403)
  })
})

describe('purposes', () => {
  it('are the firm’s own, with every wording kept', async () => {
    const texts = { en: { title: 'Club', body: 'Old words' }, 'zh-CN': { title: '会员俱乐部', body: '原文' } }
    const created = await test.admin.post('/consent/purposes', {
      key: 'club',
      legalBasis: 'consent',
      channels: ['email', 'sms'],
      texts,
    })
    expect(created.status).toBe(201)
    const purpose = created.body.items.find(({ key }: { key: string }) => key === 'club')
    await test.admin.post(`/consent/purposes/${purpose.id}/texts`, { language: 'en', title: 'Club', body: 'New words' })
    const kept = await test.admin.get(`/consent/purposes/${purpose.id}/texts`)
    expect(kept.body.items.map(({ body }: { body: string }) => body)).toEqual(['New words', 'Old words', '原文'])
    expect((await test.other.get('/consent/purposes')).body.items).toHaveLength(5)
    const again = await test.admin.post('/consent/purposes', {
      key: 'club',
      legalBasis: 'consent',
      channels: ['sms'],
      texts,
    })
    expect(again.status).toBe(409)
    const retired = await test.admin.patch(`/consent/purposes/${purpose.id}`, { version: 1, isRetired: true })
    expect(retired.status).toBe(200)
    const id = await newCustomer()
    expect((await record(id, 'club', 'sms', 'granted')).status).toBe(400)
    const mixed = { channels: ['any', 'email'], version: 2 }
    expect((await test.admin.patch(`/consent/purposes/${purpose.id}`, mixed)).body.errors[0].path).toBe('/channels')
  })

  it('that need a confirmation take no plain yes', async () => {
    const id = await newCustomer()
    const answer = await record(id, 'marketing', 'email', 'granted')
    expect([answer.status, answer.body.type]).toEqual([409, '/problems/consent.needs-confirmation'])
  })
})

describe('a merge', () => {
  it('lets the stricter of two consents win by entries of its own, and takes them back with it', async () => {
    const [survivor, merged] = [await newCustomer('Sun Yi'), await newCustomer('Sun Er')]
    pass(1)
    await record(survivor, 'survey', 'phone', 'granted')
    await record(survivor, 'marketing', 'sms', 'refused')
    await record(merged, 'survey', 'phone', 'refused')
    await record(merged, 'marketing', 'sms', 'granted')
    await record(merged, 'profiling', 'any', 'granted')
    const link = await test.admin.post(`/customers/${merged}/consent/links`)
    const both = async () => [
      (await choice(survivor, 'survey', 'phone')).state,
      (await choice(survivor, 'marketing', 'sms')).state,
      (await choice(survivor, 'profiling', 'any')).state,
    ]
    pass(1)
    const answer = await test.admin.post('/customers/merge', { survivorId: survivor, mergedIds: [merged] })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(await both()).toEqual(['refused', 'refused', 'granted'])
    const { body } = await test.admin.get(`/customers/${survivor}/consent/entries`)
    expect(body.items.filter(({ source }: { source: string }) => source === 'merge')).toHaveLength(2)
    expect(body.items.filter(({ isOfMerged }: { isOfMerged: boolean }) => isOfMerged)).toHaveLength(3)
    const token = link.body.path.replace('/preferences/', '')
    expect((await test.anonymous.get(`/consent/preferences/${token}`)).status).toBe(200)
    pass(1)
    const undone = await test.admin.post(`/merges/${answer.body.merge}/undo`)
    expect(undone.status, JSON.stringify(undone.body)).toBeLessThan(300)
    expect(await both()).toEqual(['granted', 'refused', 'none'])
    expect((await choice(merged, 'survey', 'phone')).state).toBe('refused')
  })
})
