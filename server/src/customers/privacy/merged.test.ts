import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { purgeWorkspace } from '../../platform/recycle-bin/purge.ts'
import { leftInTables } from '../../testing/leftovers.ts'
import { startTestApp, TEST_NOW, type TestApp } from '../../testing/test-app.ts'

const DAY_MS = 24 * 60 * 60 * 1000
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

/** A person who can be met by one word in every column that takes one. */
async function makePerson(word: string, phone: string): Promise<string> {
  const { body } = await test.admin.post('/customers', {
    kind: 'person',
    name: `${word} Lin`,
    jobTitle: `${word} pilot`,
    note: `${word} note`,
    tags: [word],
    contactPoints: [
      { kind: 'email', value: `${word}@rare.example` },
      { kind: 'phone', value: phone },
    ],
  })
  await test.admin.post(`/customers/${body.id}/preferences`, { kind: 'other', value: `${word} tea` })
  await test.admin.post(`/customers/${body.id}/journal`, { on: TEST_NOW.toISOString().slice(0, 10), text: word })
  return body.id
}

async function merge(survivorId: string, mergedId: string): Promise<string> {
  const { status, body } = await test.admin.post('/customers/merge', { survivorId, mergedIds: [mergedId] })
  expect(status).toBe(200)
  return body.merge
}

async function erase(customerId: string): Promise<void> {
  const made = await test.admin.post('/privacy-requests', { kind: 'erasure', channel: 'mail', customerId })
  const path = `/privacy-requests/${made.body.id}`
  await test.admin.post(`${path}/verify`, { version: 1, how: 'in-person' })
  const { customer } = (await test.admin.get(`${path}/erasure`)).body
  const started = await test.admin.post(`${path}/erasure`, { version: 2, confirm: customer.name })
  expect(started.status).toBe(202)
  expect((await test.admin.get(`/customers/${customerId}`)).status).toBe(404)
  expect(await test.job(started.body.job)).toMatchObject({ state: 'done' })
}

describe('a request', () => {
  it('follows its customer to the survivor while it is open, and back', async () => {
    const [first, second] = [await makePerson('heron', '13900001111'), await makePerson('egret', '13900002222')]
    const body = { kind: 'access', channel: 'mail', customerId: first }
    const [open, closed] = [
      await test.admin.post('/privacy-requests', body),
      await test.admin.post('/privacy-requests', body),
    ]
    await test.admin.post(`/privacy-requests/${closed.body.id}/refuse`, { version: 1, reason: 'asked twice' })
    const whose = async ({ body: { id } }: { body: { id: string } }) =>
      (await test.admin.get(`/privacy-requests/${id}`)).body.customer.id
    const merged = await merge(second, first)
    expect([await whose(open), await whose(closed)]).toEqual([second, first])
    const late = await test.admin.post('/privacy-requests', body)
    expect(await whose(late)).toBe(second)
    expect((await test.admin.post(`/merges/${merged}/undo`)).status).toBe(200)
    expect([await whose(open), await whose(closed)]).toEqual([first, first])
  })
})

describe('an erasure', () => {
  it('of a survivor takes those who were merged into it, and the journal of the merge', async () => {
    const [first, second] = [await makePerson('bittern', '13900003333'), await makePerson('plover', '13900004444')]
    await merge(second, first)
    await erase(second)
    expect(await leftInTables(owner, ['bittern', 'plover', '13900003333', '13900004444'])).toEqual([])
    const { rows } = await owner.query('select 1 from customers.merge where survivor_id = $1', [second])
    expect(rows).toEqual([])
  }, 60_000)

  it('after the merge was taken back leaves the other one whole, and nothing of the erased', async () => {
    const [first, second] = [await makePerson('avocet', '13900005555'), await makePerson('dunlin', '13900006666')]
    const merged = await merge(second, first)
    await test.admin.post(`/merges/${merged}/undo`)
    await erase(first)
    expect(await leftInTables(owner, ['avocet', '13900005555'])).toEqual([])
    const other = (await test.admin.get(`/customers/${second}`)).body
    expect(other).toMatchObject({ name: 'dunlin Lin', note: 'dunlin note', tags: ['dunlin'] })
    await erase(second)
    expect(await leftInTables(owner, ['dunlin', '13900006666'])).toEqual([])
  }, 60_000)
})

it('purges a survivor together with those who were merged into it, and the journal', async () => {
  const [first, second] = [await makePerson('curlew', '13900007777'), await makePerson('godwit', '13900008888')]
  await merge(second, first)
  await test.admin.delete(`/customers/${second}`)
  now = new Date(TEST_NOW.getTime() + 31 * DAY_MS)
  await purgeWorkspace(test.app.runtime, test.workspaceId)
  const { rows } = await owner.query(
    `select id::text from customers.customer where id = any($1) union all select id::text from customers.merge
     where merged_ids && $1`,
    [[first, second]],
  )
  expect(rows).toEqual([])
})
