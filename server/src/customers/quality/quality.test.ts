import dns, { promises as lookups } from 'node:dns'
import DNS from 'dns2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
let nameServer: Awaited<ReturnType<typeof startNameServer>>
const namesBefore = dns.getServers()
const ids: Record<string, string> = {}

beforeAll(async () => {
  test = await startTestApp()
  nameServer = await startNameServer()
  const mail = (value: string) => [{ kind: 'email', value }]
  const customers = [
    { name: 'Ada', kind: 'person', city: undefined, source: 'fair', contactPoints: mail('ada@alive.example') },
    { name: 'Bob', kind: 'person', source: 'fair', contactPoints: mail('bob@gone.example') },
    { name: 'Cleo', kind: 'person', contactPoints: mail('cleo@refuses.example') },
    { name: 'Dan', kind: 'person', contactPoints: mail('dan@silent.example') },
    { name: 'Firm', kind: 'organization', industry: 'tools', contactPoints: mail('hello@address-only.example') },
    { name: 'Nobody', kind: 'organization' },
  ]
  for (const { city: _, ...customer } of customers) {
    const { status, body } = await test.admin.post('/customers', customer)
    expect(status).toBe(201)
    ids[customer.name] = body.id
  }
})
afterAll(async () => {
  dns.setServers(namesBefore)
  await nameServer.close()
  await test.stop()
})

/** A real name server for five domains; what it does not know, it says does not exist. */
async function startNameServer() {
  const server = DNS.createServer({
    udp: true,
    handle: (request, send) => {
      const answer = DNS.Packet.createResponseFromRequest(request)
      const { header } = answer as unknown as { header: { rcode: number } }
      const { name, type } = request.questions[0] as { name: string; type: number }
      const record = (fields: object) => answer.answers.push({ name, type, class: 1, ttl: 60, ...fields } as never)
      if (name === 'alive.example' && type === DNS.Packet.TYPE.MX)
        record({ exchange: 'mx.alive.example', priority: 10 })
      else if (name === 'refuses.example' && type === DNS.Packet.TYPE.MX) record({ exchange: '', priority: 0 })
      else if (name === 'address-only.example' && type === DNS.Packet.TYPE.A) record({ address: '192.0.2.7' })
      else if (name === 'silent.example') header.rcode = 2
      else if (name === 'gone.example') header.rcode = 3
      send(answer)
    },
  })
  await server.listen({ udp: { port: 0, address: '127.0.0.1' } })
  const { udp } = server.addresses() as { udp: { port: number } }
  lookups.setServers([`127.0.0.1:${udp.port}`])
  return server
}

const invalid = async (problem?: string) => {
  const { body } = await test.admin.get(`/quality/contact-points${problem ? `?problem=${problem}` : ''}`)
  return (body.items as { customer: { name: string }; problem: string; id: string }[]).map(
    (item) => `${item.customer.name}: ${item.problem}`,
  )
}

describe('A5 data quality', () => {
  it('measures completeness, freshness and reach, by segment and by field', async () => {
    const { status, body } = await test.admin.get('/quality?by=source')
    expect(status).toBe(200)
    expect(body.total).toMatchObject({ customers: 6, unreachable: 1, fresh: 6, ageing: 0, stale: 0 })
    expect(body.segments).toMatchObject([
      { label: 'not filled in', value: null, customers: 4, unreachable: 1 },
      { label: 'fair', customers: 2, unreachable: 0 },
    ])
    const counts = Object.fromEntries(
      body.missing.map((m: { field: string; customers: number }) => [m.field, m.customers]),
    )
    expect(counts).toMatchObject({ primaryPhone: 6, primaryEmail: 1, industry: 1, birthday: 4, source: 4 })
    const each = await Promise.all(Object.values(ids).map((id) => test.admin.get(`/customers/${id}`)))
    const average = each.reduce((sum, { body: customer }) => sum + customer.completeness, 0) / each.length
    expect(body.total.completeness).toBe(Math.round(average))
  })

  it('asks the name servers only where the firm allows it, and marks what takes no mail', async () => {
    const ask = async () => {
      const { body } = await test.admin.post('/quality/mail-domains/check')
      return (await test.job(body.job)).result
    }
    expect(await ask()).toEqual({ asked: 0, noDomain: 0 })
    expect((await test.admin.patch('/quality/settings', { mayAskNameServers: true })).status).toBe(200)
    expect(await ask()).toEqual({ asked: 5, noDomain: 2 })
    expect((await invalid('no-domain')).sort()).toEqual(['Bob: no-domain', 'Cleo: no-domain'])
    expect(await ask()).toEqual({ asked: 0, noDomain: 0 })
    expect((await test.admin.get('/quality')).body.total.invalid).toEqual({ doubtful: 0, noDomain: 2, bounced: 0 })
  })

  it('marks a hard bounce, until a person knows better or the address is changed', async () => {
    const bounced = await test.admin.post('/quality/bounces', {
      email: 'ADA@alive.example',
      detail: '550 unknown user',
    })
    expect(bounced.body).toEqual({ marked: 1 })
    const { body } = await test.admin.get('/quality/contact-points?problem=bounced')
    expect(body.items).toMatchObject([
      { customer: { name: 'Ada' }, value: 'ada@alive.example', detail: '550 unknown user' },
    ])
    expect((await test.admin.post(`/quality/contact-points/${body.items[0].id}/confirm`)).status).toBe(200)
    expect(await invalid('bounced')).toEqual([])
    const point = (await test.admin.get(`/customers/${ids.Bob}/page`)).body.contactPoints[0]
    await test.admin.patch(`/customers/${ids.Bob}/contact-points/${point.id}`, { value: 'bob@alive.example' })
    expect(await invalid()).toEqual(['Cleo: no-domain'])
  })

  it('makes tasks for what is missing and closes them once it is filled in', async () => {
    const preview = await test.admin.post('/enrichment-tasks', { field: 'industry', preview: true })
    expect(preview.body).toEqual({ lacking: 1, created: 0 })
    const seller = await test.as({ permissions: ['customer.read', 'customer.update'], scopes: { customer: 'own' } })
    const made = await test.admin.post('/enrichment-tasks', {
      field: 'industry',
      assignee: seller.userId,
      dueOn: '2026-12-01',
    })
    expect(made.body).toEqual({ lacking: 1, created: 1 })
    expect((await test.admin.post('/enrichment-tasks', { field: 'industry' })).body.created).toBe(0)
    expect((await seller.get('/enrichment-tasks?mine=true')).body.items).toEqual([])
    await test.admin.patch(`/customers/${ids.Nobody}`, { version: 1, owner: seller.userId })
    const { body } = await seller.get('/enrichment-tasks?mine=true')
    expect(body.items).toMatchObject([{ label: 'Industry', dueOn: '2026-12-01', customer: { name: 'Nobody' } }])
    await seller.patch(`/customers/${ids.Nobody}`, { version: 2, industry: 'bakery' })
    expect((await seller.get('/enrichment-tasks')).body.items).toEqual([])
    const dismissed = { version: body.items[0].version, state: 'dismissed' }
    expect((await test.other.patch(`/enrichment-tasks/${body.items[0].id}`, dismissed)).status).toBe(404)
    expect((await seller.patch(`/enrichment-tasks/${body.items[0].id}`, dismissed)).status).toBe(200)
  })

  it('keeps each day for the trend, within what the actor sees', async () => {
    const { app } = test
    await app.jobs.runEverywhere('measure-quality')
    await app.jobs.runEverywhere('measure-quality')
    const { body } = await test.admin.get('/quality')
    expect(body.trend).toMatchObject([{ on: '2026-11-23', customers: 6, fresh: 6 }])
    const nobody = await test.as({ permissions: ['customer.read'], scopes: { customer: 'own' } })
    const own = (await nobody.get('/quality')).body
    expect([own.total.customers, own.trend]).toEqual([0, []])
    expect((await test.other.get('/quality')).body.total.customers).toBe(0)
  })
})
