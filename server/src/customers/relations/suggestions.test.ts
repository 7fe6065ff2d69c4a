import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
const ids: Record<string, string> = {}

beforeAll(async () => {
  test = await startTestApp()
  const home = { kind: 'address', address: { street: '5 Lime Street', city: 'Leeds' } }
  const customers = [
    { name: 'Ada Smith', kind: 'person', contactPoints: [home, mail('ada@smith-tools.example')] },
    { name: 'Bob Smith', kind: 'person', contactPoints: [home, { kind: 'phone', value: '+44 113 496 0100' }] },
    { name: 'Smith Tools', kind: 'organization', employees: 90, contactPoints: [mail('office@smith-tools.example')] },
    { name: 'Smith Tools France', kind: 'organization', employees: 7, contactPoints: [mail('fr@smith-tools.example')] },
    { name: 'Cleo Jones', kind: 'person', contactPoints: [mail('cleo@gmail.com')] },
    {
      name: 'Dan Brown',
      kind: 'person',
      contactPoints: [mail('dan@gmail.com'), { kind: 'address', address: { city: 'Leeds' } }],
    },
    { name: 'Ed Clerk', kind: 'person', contactPoints: [mail('ed@smith-tools.example')] },
  ]
  for (const customer of customers) {
    const created = await test.admin.post('/customers', customer)
    expect(created.status).toBe(201)
    ids[customer.name] = created.body.id
  }
})
afterAll(() => test.stop())

const mail = (value: string) => ({ kind: 'email', value })
const path = (name: string) => `/customers/${ids[name]}/relation-suggestions`

async function suggested(name: string, caller = test.admin): Promise<string[]> {
  const { status, body } = await caller.get(path(name))
  expect(status).toBe(200)
  type Item = { other: { name: string }; role: string; direction: string; reasons: { kind: string }[] }
  return (body.items as Item[])
    .map(({ other, role, direction, reasons }) => `${role}.${direction} ${other.name}: ${reasons.map((r) => r.kind)}`)
    .sort()
}

describe('A6 suggested relations', () => {
  it('reads households from an address, employers and groups from a mail domain, and nothing from a public one', async () => {
    expect(await suggested('Ada Smith')).toEqual([
      'household.out Bob Smith: same-address',
      'works-at.out Smith Tools France: same-mail-domain',
      'works-at.out Smith Tools: same-mail-domain',
    ])
    expect(await suggested('Smith Tools')).toEqual([
      'parent-of.out Smith Tools France: same-mail-domain',
      'works-at.in Ada Smith: same-mail-domain',
      'works-at.in Ed Clerk: same-mail-domain',
    ])
    expect(await suggested('Smith Tools France')).toContain('parent-of.in Smith Tools: same-mail-domain')
    expect(await suggested('Cleo Jones')).toEqual([])
    expect(await suggested('Dan Brown')).toEqual([])
  })

  it('leaves out what is entered, and what was judged wrong from either side', async () => {
    await test.admin.post(`/customers/${ids['Ed Clerk']}/relations`, { role: 'works-at', other: ids['Smith Tools'] })
    expect(await suggested('Ed Clerk')).toEqual(['works-at.out Smith Tools France: same-mail-domain'])
    const { status, body } = await test.admin.post(`${path('Ed Clerk')}/dismiss`, {
      other: ids['Smith Tools France'],
      role: 'works-at',
    })
    expect([status, body.items]).toEqual([200, []])
    expect(await suggested('Smith Tools France')).not.toContain('works-at.in Ed Clerk: same-mail-domain')
  })

  it('shows nobody outside the scope, and no evidence that the role hides', async () => {
    const seller = await test.as({ permissions: ['customer.read'], scopes: { customer: 'own' } })
    expect((await seller.get(path('Ada Smith'))).status).toBe(404)
    await test.admin.patch(`/customers/${ids['Ada Smith']}`, { version: 1, owner: seller.userId })
    expect(await suggested('Ada Smith', seller)).toEqual([])
    const masked = await test.as({
      permissions: ['customer.read'],
      scopes: { customer: 'all' },
      fieldRules: [{ record: 'customer', field: 'primaryEmail', rule: 'masked' }],
    })
    expect(await suggested('Ada Smith', masked)).toEqual(['household.out Bob Smith: same-address'])
    expect((await test.other.get(path('Ada Smith'))).status).toBe(404)
  })

  it('takes an address that many share for no sign at all', async () => {
    const tower = { kind: 'address', address: { street: '1 Tower Plaza', city: 'Leeds' } }
    const dwellers = await Promise.all(
      Array.from({ length: 14 }, (_, i) =>
        test.admin.post('/customers', { name: `Dweller ${i}`, kind: 'person', contactPoints: [tower] }),
      ),
    )
    ids.dweller = dwellers[0]!.body.id
    expect(await suggested('dweller')).toEqual([])
  })
})
