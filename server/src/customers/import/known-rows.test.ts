import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.stop())

async function uploaded(caller: Caller, content: string, type = 'customers'): Promise<string> {
  const { status, body } = await caller.upload('/imports', { name: 'file.csv', content }, { type })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.id
}

async function checked(caller: Caller, content: string) {
  const id = await uploaded(caller, content)
  const job = await test.job((await caller.post(`/imports/${id}/dry-run`)).body.job, caller)
  expect(job.problem).toBeNull()
  return { check: (await caller.get(`/imports/${id}`)).body.check, result: job.result, id }
}

async function imported(caller: Caller, content: string, type = 'customers') {
  const id = await uploaded(caller, content, type)
  const job = await test.job((await caller.post(`/imports/${id}/start`)).body.job, caller)
  expect(job.problem).toBeNull()
  return { id, result: job.result, check: (await caller.get(`/imports/${id}/errors`)).body }
}

const importer = (scope: 'own' | 'all') =>
  test.as({
    permissions: [
      'customer.read',
      'customer.create',
      'customer.update',
      'customer.import',
      'order.read',
      'order.import',
    ],
    scopes: { customer: scope },
  })

const street = (street: string, city: string) => ({ kind: 'address', address: { street, city } })

describe('A7 rows of an import that are probably there already', () => {
  it('names in the dry run who a row probably is, and why', async () => {
    const { body: smith } = await test.admin.post('/customers', {
      kind: 'person',
      name: 'Jonathan Smithers',
      birthday: { calendar: 'solar', year: 1971, month: 3, day: 9 },
      contactPoints: [street('5 Lime Street', 'Leeds'), { kind: 'phone', value: '+441132224455' }],
    })
    const file = `name,birthday,address,city
Somebody Else,1990-01-02,1 High Road,York
Smithers Jonathan,1971-03-09,5 Lime Street,Leeds
`
    const { check, result } = await checked(test.admin, file)
    expect(check).toMatchObject({ created: 2, duplicateCount: 1, duplicatesLookedAt: 2 })
    expect(check.duplicates).toMatchObject([
      { row: 2, line: 3, name: 'Smithers Jonathan', customer: { id: smith.id, name: 'Jonathan Smithers' } },
    ])
    expect(check.duplicates[0].probability).toBeGreaterThan(0.9)
    expect(check.duplicates[0].reasons).toContain('same birthday')
    expect(result.duplicates).toBeUndefined()

    const narrow = await importer('own')
    expect((await checked(narrow, file)).check).toMatchObject({ created: 2, duplicates: [], duplicateCount: 0 })
    expect((await checked(test.other, file)).check).toMatchObject({ created: 2, duplicates: [], duplicateCount: 0 })
  })

  it('looks for duplicates by itself once an import has ended', async () => {
    const twins = 'name,email,city\nMartha Quist,martha@quist.example,Oslo\nMarta Quist,,Oslo\n'
    await imported(test.admin, twins)
    await imported(
      test.admin,
      'name,email,phone\nQuist Martha,,+4722334455\nMartha Quist,mq@else.example,+4722334455\n',
    )
    const jobs = (await test.admin.get('/jobs')).body.items as { id: string; kind: string }[]
    for (const { id, kind } of jobs) if (kind === 'scan-duplicates') await test.job(id)
    const groups = (await test.admin.get('/duplicates')).body.items as { members: { name: string }[] }[]
    expect(groups.some(({ members }) => members.every(({ name }) => /Quist/.test(name)))).toBe(true)
  })
})

describe('A8 import within the importer’s scope', () => {
  it('refuses rows about a customer of somebody else, in words, and changes nothing of them', async () => {
    const { body: other } = await test.admin.post('/customers', {
      kind: 'person',
      name: 'Not Yours',
      externalId: 'N1',
      contactPoints: [{ kind: 'email', value: 'not@yours.example' }],
    })
    const narrow = await importer('own')
    const file = 'external id,name,email\nN1,Taken Over,\n,Taken Too,not@yours.example\nN2,Mine,mine@m.example\n'
    expect((await checked(narrow, file)).check).toMatchObject({ created: 1, updated: 0, rejected: 2 })
    const { result, check } = await imported(narrow, file)
    expect(result).toMatchObject({ created: 1, updated: 0, rejected: 2 })
    expect(String(check)).toContain('in somebody else’s hands')
    const after = (await test.admin.get(`/customers/${other.id}`)).body
    expect(after).toMatchObject({ name: 'Not Yours', version: other.version })
    // What is one's own is changed as before.
    expect((await imported(narrow, 'external id,name\nN2,Mine Still\n')).result).toMatchObject({ updated: 1 })
  })

  it('lays no orders on them either', async () => {
    const narrow = await importer('own')
    const file = 'order number,date,customer id,amount\nO1,2026-01-05,N1,10.00\nO2,2026-01-05,N9,20.00\n'
    const { result } = await imported(narrow, file, 'orders')
    expect(result).toMatchObject({ created: 1, rejected: 1 })
    const orders = (await test.admin.get('/orders')).body.items as { number: string }[]
    expect(orders.map(({ number }) => number)).toEqual(['O2'])
  })
})
