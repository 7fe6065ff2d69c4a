import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp({ now: () => new Date() })
})
afterAll(() => test.stop())

const PEOPLE = 330
const GIVEN = [
  'Harriet',
  'Declan',
  'Jonathan',
  'Ingrid',
  'Lucia',
  'Tomas',
  'Elodie',
  'Margaret',
  'William',
  'Agnes',
  'Priya',
]
const FAMILY = [
  'Whitcombe',
  'Fairweather',
  'Larsen',
  'Novak',
  'Dubois',
  'Pemberton',
  'Bianchi',
  'Okafor',
  'Nakamura',
  'Thorne',
]
const CITIES = ['Leeds', 'Bristol', 'Norwich', 'Exeter', 'Durham', 'Lincoln', 'Dover']

/** People of whom each is entered twice, the second time with a slip in the name and at the same street. */
function people(copy: 'first' | 'second', count = PEOPLE): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const given = GIVEN[i % GIVEN.length]!
    const family = `${FAMILY[(i * 7) % FAMILY.length]}${'abcdefgh'[i % 8]}`
    const slip = copy === 'second' && i % 2 === 0 ? `${family.slice(0, 3)}x${family.slice(3)}` : family
    const birthday = `19${50 + (i % 45)}-0${1 + (i % 9)}-${10 + (i % 18)}`
    return `${copy}-${i},${given},${slip},${birthday},${1 + i} Orchard Road,${CITIES[i % CITIES.length]}`
  })
  return `external id,given name,family name,birthday,address,city\n${rows.join('\n')}\n`
}

async function startImport(content: string, caller: Caller = test.admin): Promise<string> {
  const { body } = await caller.upload('/imports', { name: 'people.csv', content }, { type: 'customers' })
  return (await caller.post(`/imports/${body.id}/start`)).body.job
}

const startScan = async (full: boolean): Promise<string> =>
  (await test.admin.post('/duplicates/scan', { full })).body.job

async function ended(id: string, caller: Caller = test.admin) {
  const job = await test.job(id, caller)
  expect(job).toMatchObject({ state: 'done', problem: null })
  return job.result
}

/** Scans that imports asked for. */
async function allScansEnded(caller: Caller = test.admin): Promise<void> {
  const { items } = (await caller.get('/jobs')).body as { items: { id: string; kind: string }[] }
  for (const { id, kind } of items) if (kind === 'scan-duplicates') await ended(id, caller)
}

interface Group {
  readonly members: readonly { readonly id: string }[]
}

async function allGroups(caller: Caller = test.admin): Promise<string[][]> {
  const groups: string[][] = []
  for (let after = ''; ; ) {
    const { body } = await caller.get(`/duplicates${after && `?after=${encodeURIComponent(after)}`}`)
    groups.push(...(body.items as Group[]).map(({ members }) => members.map(({ id }) => id).sort()))
    if (!body.nextAfter) return groups
    after = body.nextAfter
  }
}

describe('A7 a scan of many', () => {
  it('compares them in a thread of its own, learns what agreement is worth, and finds the twins', {
    timeout: 120_000,
  }, async () => {
    await ended(await startImport(people('first')))
    await ended(await startImport(people('second')))
    await allScansEnded()
    expect(await ended(await startScan(true))).toMatchObject({ customers: 2 * PEOPLE })
    const { body } = await test.admin.get('/duplicates/state')
    expect(body).toMatchObject({ hasLearned: true, scannedCustomers: 2 * PEOPLE })
    const groups = await allGroups()
    expect(groups.length).toBeGreaterThan(0.95 * PEOPLE)
    expect(new Set(groups.flat()).size).toBe(groups.flat().length)
  })

  it('says the same again, and nothing to another firm that has the same people', { timeout: 120_000 }, async () => {
    const before = (await allGroups()).map((ids) => ids.join()).sort()
    await ended(await startScan(true))
    expect((await allGroups()).map((ids) => ids.join()).sort()).toEqual(before)
    await ended(await startImport(people('first', 20), test.other), test.other)
    await allScansEnded(test.other)
    expect(await allGroups(test.other)).toEqual([])
    const typed = { kind: 'person', givenName: 'Harriet', familyName: 'Whitcombea', contactPoints: [] }
    const known = new Set(before.join().split(','))
    const told = (await test.other.post('/duplicates/check', typed)).body.items as { customer: { id: string } }[]
    expect(told.filter(({ customer }) => known.has(customer.id))).toEqual([])
  })

  it('goes well beside an import: both end, and what came meanwhile is found', { timeout: 120_000 }, async () => {
    const scan = await startScan(true)
    const twins = `external id,given name,family name,birthday,address,city
late-1,Bartholomew,Quickenborne,1961-04-17,4 Harbour Street,Whitby
late-2,Bartholomew,Quickenborn,1961-04-17,4 Harbour Street,Whitby
`
    const job = await startImport(twins)
    await ended(scan)
    expect(await ended(job)).toMatchObject({ created: 2 })
    await allScansEnded()
    const late = (await test.admin.get('/customers?sort=name&q=bartholomew')).body.items as { id: string }[]
    const ids = late.map(({ id }) => id).sort()
    expect(ids).toHaveLength(2)
    const groups = await allGroups()
    expect(groups).toContainEqual(ids)
    expect(new Set(groups.flat()).size).toBe(groups.flat().length)
  })
})
