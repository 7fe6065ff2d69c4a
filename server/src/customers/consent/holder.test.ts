import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTransaction } from '../../kernel/database/transaction.ts'
import { loadMember } from '../../platform/index.ts'
import { startTestApp, TEST_NOW, type TestApp } from '../../testing/test-app.ts'
import { unsubscribePath } from './links.ts'
import { signToken } from './token.ts'

let now = TEST_NOW
let test: TestApp
beforeAll(async () => {
  test = await startTestApp({ now: () => now })
})
afterAll(() => test.stop())

const DAY_MS = 24 * 60 * 60 * 1000
const pass = (days: number) => {
  now = new Date(now.getTime() + days * DAY_MS)
}

let count = 0
async function newCustomer(): Promise<string> {
  const contactPoints = [{ kind: 'email', value: `wang${++count}@li.example` }]
  return (await test.admin.post('/customers', { kind: 'person', name: `Wang ${count}`, contactPoints })).body.id
}

async function newLink(id: string, body = {}): Promise<{ id: string; token: string }> {
  const answer = await test.admin.post(`/customers/${id}/consent/links`, body)
  expect(answer.status).toBe(201)
  return { id: answer.body.id, token: answer.body.path.replace('/preferences/', '') }
}

const page = (token: string) => test.anonymous.get(`/consent/preferences/${token}`)
const choose = (token: string, body: object) => test.anonymous.post(`/consent/preferences/${token}`, body)

interface Offered {
  key: string
  texts: Record<'en' | 'zh-CN', { id: string }>
  channels: { channel: string; isAllowed: boolean }[]
}
const offered = (body: { purposes: Offered[] }, key: string) => body.purposes.find((purpose) => purpose.key === key)!
const isAllowed = (body: { purposes: Offered[] }, key: string, channel: string) =>
  offered(body, key).channels.find((one) => one.channel === channel)!.isAllowed

const entriesOf = async (id: string) =>
  (await test.admin.get(`/customers/${id}/consent/entries`)).body.items as {
    purpose: string
    channel: string
    state: string
    source: string
    actor: unknown
    ipHash: string | null
    text: { number: number } | null
  }[]

describe('the preference page', () => {
  it('shows its holder their choices and takes changes as entries with proof', async () => {
    const id = await newCustomer()
    const { token } = await newLink(id)
    const { body } = await page(token)
    expect(body).toMatchObject({ firm: 'First', isEverythingRefused: false })
    expect(body.reachedAt.email).toMatch(/^w\*\*\*@li\.example$/)
    expect(JSON.stringify(body)).not.toContain(id)
    const textId = offered(body, 'marketing').texts['zh-CN'].id
    const yes = [{ purpose: 'marketing', channel: 'email', isAllowed: true, textId }]
    expect(isAllowed((await choose(token, { choices: yes })).body, 'marketing', 'email')).toBe(true)
    await choose(token, { choices: yes })
    const no = [{ ...yes[0], isAllowed: false }]
    expect(isAllowed((await choose(token, { choices: no })).body, 'marketing', 'email')).toBe(false)
    const entries = await entriesOf(id)
    expect(entries.map(({ state, source, actor }) => [state, source, actor])).toEqual([
      ['withdrawn', 'preference-page', null],
      ['granted', 'preference-page', null],
    ])
    expect(entries[1]).toMatchObject({ text: { title: '新品与优惠' }, isAddressOnFile: true })
    expect(entries[1]!.ipHash).toMatch(/^[0-9a-f]{64}$/)
    const { body: timeline } = await test.admin.get(`/customers/${id}/timeline?kinds=consent`)
    expect(timeline.items).toHaveLength(2)
  })

  it('lets its holder refuse everything, and later agree to one thing and nothing else', async () => {
    const id = await newCustomer()
    const { token } = await newLink(id)
    const { body } = await page(token)
    const choice = (purpose: string, channel: string, wanted: boolean) => {
      return { purpose, channel, isAllowed: wanted, textId: offered(body, purpose).texts.en.id }
    }
    await choose(token, { choices: [choice('marketing', 'sms', true), choice('survey', 'phone', true)] })
    const refused = await choose(token, { refuseAll: true })
    expect(refused.body.isEverythingRefused).toBe(true)
    expect(isAllowed(refused.body, 'marketing', 'sms')).toBe(false)
    await choose(token, { refuseAll: true })
    const again = await choose(token, { choices: [choice('marketing', 'sms', true)] })
    expect(again.body.isEverythingRefused).toBe(false)
    expect(isAllowed(again.body, 'marketing', 'sms')).toBe(true)
    expect(isAllowed(again.body, 'survey', 'phone')).toBe(false)
    expect((await entriesOf(id)).filter(({ purpose, state }) => purpose === 'all' && state === 'refused')).toHaveLength(
      1,
    )
  })

  it('refuses purposes, channels and wordings that are not on it', async () => {
    const { token } = await newLink(await newCustomer())
    const { body } = await page(token)
    const textId = offered(body, 'survey').texts.en.id
    const refusal = async (purpose: string, channel: string) =>
      (await choose(token, { choices: [{ purpose, channel, isAllowed: true, textId }] })).status
    expect([
      await refusal('secret', 'sms'),
      await refusal('survey', 'post'),
      await refusal('marketing', 'sms'),
    ]).toEqual([400, 400, 400])
  })
})

describe('a wrong link', () => {
  it('is refused alike, whatever is wrong with it', async () => {
    const id = await newCustomer()
    const good = await newLink(id, { days: 3 })
    const revoked = await newLink(id)
    await test.admin.delete(`/customers/${id}/consent/links/${revoked.id}`)
    const gone = await newCustomer()
    const orphan = await newLink(gone)
    await test.admin.delete(`/customers/${gone}?version=1`)
    const waiting = await test.admin.post(`/customers/${id}/consent/confirmations`, {
      purpose: 'marketing',
      channel: 'email',
    })
    const bytes = Buffer.from(good.token, 'base64url')
    const foreign = Buffer.from(bytes)
    foreign.writeUInt8(foreign[5]! ^ 1, 5)
    const longer = Buffer.from(bytes)
    longer.writeUInt32BE(longer.readUInt32BE(33) + 1000, 33)
    const forged = signToken(Buffer.alloc(32, 7), {
      kind: 'preferences',
      workspaceId: test.workspaceId,
      id: good.id,
      expiresAt: new Date(now.getTime() + DAY_MS),
      choice: '',
    })
    const wrong = [
      'x',
      'A'.repeat(300),
      foreign.toString('base64url'),
      longer.toString('base64url'),
      forged,
      revoked.token,
      orphan.token,
      waiting.body.path.replace('/confirm/', ''),
    ]
    const plain = (headers: object) => JSON.stringify(Object.keys(headers).sort())
    const answers = []
    for (const token of wrong) answers.push(await page(token), await choose(token, { refuseAll: true }))
    pass(4)
    answers.push(await page(good.token), await choose(good.token, { refuseAll: true }))
    const told = answers.map(({ status, body, headers }) => {
      const { requestId: _, ...rest } = body
      return JSON.stringify([status, rest, plain(headers)])
    })
    expect(new Set(told).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 404, body: { type: '/problems/consent.link-invalid' } })
    expect(await entriesOf(id)).toHaveLength(1)
  })

  it('of another firm opens nothing of this one, and a new key makes all of them void', async () => {
    const id = await newCustomer()
    const { token } = await newLink(id)
    const theirs = await test.other.post('/customers', { kind: 'person', name: 'Theirs' })
    const link = await test.other.post(`/customers/${theirs.body.id}/consent/links`)
    expect((await page(link.body.path.replace('/preferences/', ''))).body.firm).toBe('Other')
    const reader = await test.as({ permissions: ['consent.record'] })
    expect((await reader.post('/consent/links/revoke')).status).toBe(403)
    await test.admin.post('/consent/links/revoke')
    expect((await page(token)).status).toBe(404)
    expect((await page(link.body.path.replace('/preferences/', ''))).status).toBe(200)
    expect((await page((await newLink(id)).token)).status).toBe(200)
  })

  it('is slowed down when one address tries many', async () => {
    pass(1)
    const { token } = await newLink(await newCustomer())
    const attempt = (text: string) =>
      test.app.server.inject({ url: `/api/v1/consent/preferences/${text}`, remoteAddress: '10.1.1.1' })
    const statuses = new Set<number>()
    for (let turn = 0; turn < 40; turn++) statuses.add((await attempt(`wrong${turn}`)).statusCode)
    expect(statuses).toEqual(new Set([404, 429]))
    expect((await attempt(token)).statusCode).toBe(429)
    expect((await page(token)).status).toBe(200)
  })
})

describe('double opt-in', () => {
  const ask = async (id: string, more = {}) => {
    const answer = await test.admin.post(`/customers/${id}/consent/confirmations`, {
      purpose: 'marketing',
      channel: 'email',
      language: 'zh-CN',
      ...more,
    })
    expect(answer.status).toBe(201)
    return answer.body.path.replace('/confirm/', '') as string
  }
  const stateOf = async (id: string) => {
    const { body } = await test.admin.get(`/customers/${id}/consent`)
    const { choices } = body.purposes.find(({ key }: { key: string }) => key === 'marketing')
    const { state, isAllowed: may } = choices.find(({ channel }: { channel: string }) => channel === 'email')
    return [state, may]
  }

  it('grants only once the link was confirmed, and once only', async () => {
    const id = await newCustomer()
    const token = await ask(id)
    expect(await stateOf(id)).toEqual(['pending', false])
    const seen = await test.anonymous.get(`/consent/confirmations/${token}`)
    expect(seen.body).toMatchObject({ firm: 'First', purpose: 'marketing', isConfirmed: false })
    expect(await stateOf(id)).toEqual(['pending', false])
    expect((await test.anonymous.post(`/consent/confirmations/${token}`)).body.isConfirmed).toBe(true)
    expect((await test.anonymous.post(`/consent/confirmations/${token}`)).body.isConfirmed).toBe(true)
    expect(await stateOf(id)).toEqual(['granted', true])
    const [granted, pending] = await entriesOf(id)
    expect(granted).toMatchObject({ state: 'granted', source: 'double-opt-in', text: { language: 'zh-CN' } })
    expect(granted).toMatchObject({ originId: (pending as unknown as { id: string }).id, isAddressOnFile: true })
    expect(await entriesOf(id)).toHaveLength(2)
  })

  it('expires, and leaves what stood before', async () => {
    const id = await newCustomer()
    const token = await ask(id, { days: 2 })
    pass(3)
    expect((await test.anonymous.post(`/consent/confirmations/${token}`)).status).toBe(404)
    expect(await stateOf(id)).toEqual(['none', false])
    await test.admin.post(`/customers/${id}/consent`, {
      choices: [{ purpose: 'marketing', channel: 'email', state: 'refused' }],
      source: 'call',
    })
    await ask(id, { days: 2 })
    expect(await stateOf(id)).toEqual(['refused', false])
  })

  it('is over when the customer refused in between', async () => {
    const id = await newCustomer()
    const token = await ask(id)
    pass(1)
    await test.admin.post(`/customers/${id}/consent`, {
      choices: [{ purpose: 'marketing', channel: 'email', state: 'refused' }],
      source: 'call',
    })
    expect((await test.anonymous.post(`/consent/confirmations/${token}`)).status).toBe(404)
    expect(await stateOf(id)).toEqual(['refused', false])
  })
})

describe('one-click unsubscribe', () => {
  it('takes the form post of a mail program, without header or cookie', async () => {
    const id = await newCustomer()
    const { token } = await newLink(id)
    const { body } = await page(token)
    const textId = offered(body, 'marketing').texts.en.id
    await choose(token, { choices: [{ purpose: 'marketing', channel: 'email', isAllowed: true, textId }] })
    const url = await unsubscribeUrl(id)
    const opened = await test.app.server.inject({ url })
    expect([opened.statusCode, opened.headers.location]).toEqual([303, url.replace('/api/v1/consent', '')])
    expect((await test.anonymous.get(`${url.replace('/api/v1', '')}/choice`)).body.isRefused).toBe(false)
    const click = () =>
      test.app.server.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://mail.example' },
        payload: 'List-Unsubscribe=One-Click',
      })
    expect((await click()).statusCode).toBe(200)
    expect((await click()).json()).toMatchObject({ isRefused: true, channel: 'email' })
    const [latest, ...older] = await entriesOf(id)
    expect(latest).toMatchObject({ state: 'withdrawn', source: 'unsubscribe', channel: 'email' })
    expect(older).toHaveLength(1)
    const elsewhere = await test.app.server.inject({
      method: 'POST',
      url: `/api/v1/consent/preferences/${token}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://mail.example' },
      payload: 'refuseAll=true',
    })
    expect(elsewhere.statusCode).toBe(403)
  })

  /** As a mail will make it. */
  async function unsubscribeUrl(customerId: string): Promise<string> {
    const { runtime, platform } = test.app
    const actor = await loadMember(runtime, platform.catalogue, test.workspaceId, test.adminId)
    return readTransaction(runtime, actor!, { requestId: 'test' }, (ctx) =>
      unsubscribePath(ctx, { customerId, purpose: 'marketing', channel: 'email' }),
    )
  }
})
