import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, TEST_NOW, type TestApp } from '../../testing/test-app.ts'

let now = TEST_NOW.getTime()
let test: TestApp
let owner: pg.Client
beforeAll(async () => {
  const tick = () => {
    now += 1_000
    return new Date(now)
  }
  test = await startTestApp({ now: tick })
  owner = new pg.Client({ connectionString: test.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await test.stop()
})

const TABLES = [
  'customers.customer',
  'customers.contact_point',
  'customers.relation',
  'customers.preference',
  'customers.journal_entry',
  'customers.enrichment_task',
  'sales."order"',
  'sales.order_line',
  'conversations.interaction',
  'platform.file',
]

type Stored = Record<string, unknown>

/** Every row of every record table, by table and id. */
async function dump(): Promise<Map<string, Stored>> {
  const rows = new Map<string, Stored>()
  for (const table of TABLES) {
    const found = await owner.query<{ id: string; row: Stored }>(`select id, to_jsonb(t) as row from ${table} t`)
    for (const { id, row } of found.rows) rows.set(`${table} ${id}`, row)
  }
  return rows
}

const post = async (path: string, body: object = {}) => {
  const answer = await test.admin.post(path, body)
  expect([path, answer.status < 300, answer.body]).toMatchObject([path, true, {}])
  return answer.body
}
const person = (name: string, more: object = {}) => post('/customers', { kind: 'person', name, ...more })
const merge = async (survivorId: string, ...mergedIds: string[]): Promise<string> =>
  (await post('/customers/merge', { survivorId, mergedIds })).merge
const undo = (id: string) => test.admin.post(`/merges/${id}/undo`)
const read = async (id: string) => (await test.admin.get(`/customers/${id}`)).body

/** Six records that share contact points, employers, likings and one another. */
async function makeWorld(seed: readonly number[]): Promise<string[]> {
  const at = (index: number) => seed[index % seed.length]!
  const firms = [
    await post('/customers', { kind: 'organization', name: 'One' }),
    await post('/customers', { kind: 'organization', name: 'Two' }),
  ]
  const ids: string[] = []
  for (let index = 0; index < 6; index++) {
    const made = await person(`P${index}`, {
      ...(at(index) % 2 && { industry: `I${at(index) % 3}`, note: `N${index}` }),
      tags: [`t${at(index) % 4}`],
      ...(at(index + 1) % 2 && { externalId: `E${now}` }),
      contactPoints: [
        { kind: 'email', value: `m${at(index) % 3}@x.example`, isPrimary: at(index) % 2 === 0 },
        { kind: 'email', value: `n${index}@x.example` },
      ],
    })
    ids.push(made.id)
    await post(`/customers/${made.id}/relations`, { role: 'works-at', other: firms[at(index + 2) % 2].id })
    await post(`/customers/${made.id}/preferences`, { kind: 'drink', value: `tea${at(index + 3) % 2}` })
    await post(`/customers/${made.id}/journal`, { text: `J${index}` })
    const lines = [{ description: 'Probe', quantity: 1, unitPrice: 100 + at(index) }]
    await post('/orders', { customerId: made.id, placedOn: `2026-10-0${1 + (at(index) % 9)}`, lines })
    await post('/interactions', { customerId: made.id, kind: 'call', subject: 'Asked' })
  }
  for (let index = 0; index < 6; index++) {
    const [from, to] = [ids[at(index + 4) % 6]!, ids[at(index + 5) % 6]!]
    if (from !== to) await test.admin.post(`/customers/${from}/relations`, { role: 'knows', other: to })
  }
  return ids
}

interface Attempt {
  readonly survivor: number
  readonly merged: number
}

const plan = fc.record({
  seed: fc.array(fc.nat(99), { minLength: 7, maxLength: 11 }),
  merges: fc.array(fc.record({ survivor: fc.nat(5), merged: fc.nat(5) }), { minLength: 1, maxLength: 5 }),
  order: fc.array(fc.nat(99), { minLength: 5, maxLength: 5 }),
})

async function mergeAll(ids: readonly string[], attempts: readonly Attempt[]): Promise<string[]> {
  const merges: string[] = []
  for (const { survivor, merged } of attempts) {
    const body = { survivorId: ids[survivor], mergedIds: [ids[merged]] }
    const answer = await test.admin.post('/customers/merge', body)
    if (answer.status === 200) merges.push(answer.body.merge)
    else expect([400, 409]).toContain(answer.status)
  }
  return merges
}

/** Takes all back in a wanted order; those that wait for another one come after it. */
async function undoAll(merges: readonly string[], order: readonly number[]): Promise<void> {
  let left = merges.map((id, index) => ({ id, place: order[index]! })).sort((a, b) => a.place - b.place)
  while (left.length > 0) {
    const refused = []
    for (const merge of left) {
      const answer = await undo(merge.id)
      if (answer.status === 200) continue
      expect(answer.body.type).toBe('/problems/merge.nested')
      refused.push(merge)
    }
    expect(refused.length).toBeLessThan(left.length)
    left = refused
  }
}

describe('A7 unmerge', () => {
  it('gives every table back exactly, whatever was merged into what and taken back in whatever order', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(plan, async ({ seed, merges, order }) => {
        const ids = await makeWorld(seed)
        const before = await dump()
        const made = await mergeAll(ids, merges)
        await undoAll(made, order)
        const after = await dump()
        for (const [key, row] of before) expect([key, after.get(key)]).toEqual([key, row])
        expect(after.size).toBe(before.size)
      }),
      { numRuns: 12, seed: 11 },
    )
  })

  it('leaves later edits with the record they were made on', { timeout: 120_000 }, async () => {
    const editing = fc.record({ plan, edits: fc.array(fc.nat(999), { minLength: 3, maxLength: 8 }) })
    await fc.assert(
      fc.asyncProperty(editing, async ({ plan: { seed, merges, order }, edits }) => {
        const ids = await makeWorld(seed)
        const before = await dump()
        const made = await mergeAll(ids, merges)
        const edited = new Map<string, Stored>()
        const journals = [...before].filter(
          ([key, row]) => key.startsWith('customers.journal') && ids.includes(String(row.customer_id)),
        )
        const orders = [...before].filter(
          ([key, row]) => key.startsWith('sales."order"') && ids.includes(String(row.customer_id)),
        )
        for (const edit of edits) {
          const [key, row] = (edit % 2 ? journals : orders)[edit % 6]!
          const id = row.id as string
          const text = `edited ${edit}`
          const current = (await dump()).get(key)!
          const path = edit % 2 ? `/customers/${row.customer_id}/journal/${id}` : `/orders/${id}`
          const body = edit % 2 ? { text } : { note: text }
          const { status } = await test.admin.patch(path, { version: current.version, ...body })
          expect(status).toBe(200)
          edited.set(key, { ...edited.get(key), ...(edit % 2 ? { text } : { note: text }) })
        }
        await undoAll(made, order)
        const after = await dump()
        for (const [key, row] of before) {
          const change = edited.get(key)
          const { version, updated_at, search, ...stored } = after.get(key)!
          const { version: oldVersion, updated_at: oldDate, search: oldSearch, ...old } = row
          expect([key, stored]).toEqual([key, { ...old, ...change }])
          if (!change) expect([version, updated_at, search]).toEqual([oldVersion, oldDate, oldSearch])
        }
      }),
      { numRuns: 8, seed: 5 },
    )
  })

  it('keeps what came after with the survivor, and fields that were edited since', async () => {
    const [a, b] = [
      await person('A', { source: 'fair' }),
      await person('B', { industry: 'Steel', note: 'b', language: 'zh' }),
    ]
    const id = await merge(a.id, b.id)
    const { version } = await read(a.id)
    await test.admin.patch(`/customers/${a.id}`, { version, note: 'edited', source: 'web' })
    await post(`/customers/${a.id}/contact-points`, { kind: 'email', value: 'later@x.example' })
    await post('/interactions', { customerId: b.id, kind: 'call', subject: 'later' })
    expect((await undo(id)).status).toBe(200)
    expect(await read(a.id)).toMatchObject({
      industry: null,
      language: null,
      note: 'edited',
      source: 'web',
      primaryEmail: 'later@x.example',
    })
    expect(await read(b.id)).toMatchObject({
      id: b.id,
      industry: 'Steel',
      note: 'b',
      primaryEmail: null,
      lastContactOn: null,
    })
    expect((await undo(id)).body.type).toBe('/problems/merge.undone')
  })

  it('takes one of several merges back and lays the others on anew', async () => {
    const shared = [{ kind: 'email', value: 'same@x.example' }]
    const a = await person('A')
    const b = await person('B', { tags: ['b'], industry: 'From B', contactPoints: shared })
    const c = await person('C', { tags: ['c'], industry: 'From C', contactPoints: shared })
    const [first, second] = [await merge(a.id, b.id), await merge(a.id, c.id)]
    expect(await read(a.id)).toMatchObject({ tags: ['b', 'c'], industry: 'From B' })
    await undo(first)
    expect(await read(a.id)).toMatchObject({ tags: ['c'], industry: 'From C', primaryEmail: 'same@x.example' })
    expect(await read(b.id)).toMatchObject({ id: b.id, primaryEmail: 'same@x.example' })
    await undo(second)
    expect(await read(a.id)).toMatchObject({ tags: [], industry: null, primaryEmail: null })
  })

  it('refuses a nested merge with the reason, and an external id that somebody else has by now', async () => {
    const [a, b, c] = [
      await person('A', { externalId: 'A-1' }),
      await person('B', { externalId: 'B-1' }),
      await person('C', { externalId: 'C-1' }),
    ]
    const inner = await merge(a.id, b.id)
    const outer = await merge(c.id, a.id)
    const refused = await undo(inner)
    expect([refused.status, refused.body.type, refused.body.mergedInto]).toEqual([409, '/problems/merge.nested', c.id])
    expect((await read(b.id)).id).toBe(c.id)
    await person('New', { externalId: 'B-1' })
    expect((await undo(outer)).status).toBe(200)
    expect((await read(b.id)).id).toBe(a.id)
    expect((await undo(inner)).body.type).toBe('/problems/merge.external-id-taken')
  })

  it('is what undo of the request does, and the audit log tells both', async () => {
    const [a, b] = [await person('A'), await person('B')]
    const answer = await test.admin.post('/customers/merge', { survivorId: a.id, mergedIds: [b.id] })
    const undone = await test.admin.post('/events/undo', { requestId: answer.headers['x-request-id'] })
    expect([undone.status, undone.body]).toEqual([200, { undone: 1 }])
    expect((await read(b.id)).id).toBe(b.id)
    const filter = (id: string) => encodeURIComponent(JSON.stringify({ field: 'subject', op: 'eq', value: id }))
    const typesOf = async (id: string) =>
      (await test.admin.get(`/audit?filter=${filter(id)}`)).body.items.map(({ type }: { type: string }) => type)
    expect(await typesOf(a.id)).toEqual(['unmerged', 'merged', 'created'].map((verb) => `customers.customer.${verb}`))
    expect(await typesOf(b.id)).toEqual(
      ['separated', 'absorbed', 'created'].map((verb) => `customers.customer.${verb}`),
    )
    const timeline = (await test.admin.get(`/customers/${b.id}/timeline`)).body.items
    expect(timeline.map(({ title }: { title: string }) => title)).toContain('Merged with A; taken back since')
  })
})
