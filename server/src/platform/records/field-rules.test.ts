import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApp, type TestApp } from '../../testing/test-app.ts'

/** Hidden, masked and read-only hold everywhere alike: lists, records, search, counts, views, the log, exports. */
let app: TestApp
let clerk: Caller & { readonly userId: string }
let id: string

const PHONE = '+8613800138000'
const MAIL = 'lanlan@yunqi.example'
const rule = (field: string, kind: 'hidden' | 'masked' | 'read-only') => ({ record: 'customer', field, rule: kind })

beforeAll(async () => {
  app = await startTestApp()
  await app.admin.post('/custom-fields', {
    record: 'customer',
    key: 'shoeSize',
    labelEn: 'Shoe size',
    labelZh: '鞋码',
    type: 'number',
  })
  await app.admin.post('/custom-fields', {
    record: 'customer',
    key: 'secretNote',
    labelEn: 'Secret',
    labelZh: '密',
    type: 'text',
  })
  const made = await app.admin.post('/customers', {
    kind: 'person',
    name: '沈兰',
    note: 'owes us a dinner',
    source: 'fair',
    contactPoints: [
      { kind: 'phone', value: PHONE },
      { kind: 'email', value: MAIL },
    ],
    custom: { shoeSize: 38, secretNote: 'likes blue' },
  })
  expect(made.status).toBe(201)
  id = made.body.id
  await app.admin.patch(`/customers/${id}`, { version: made.body.version, note: 'owes us two dinners', source: 'web' })
  clerk = await app.as({
    permissions: ['customer.read', 'customer.update', 'customer.export', 'audit.read', 'views.share'],
    scopes: { customer: 'all' },
    fieldRules: [
      rule('note', 'hidden'),
      rule('primaryPhone', 'masked'),
      rule('primaryEmail', 'hidden'),
      rule('source', 'read-only'),
      rule('custom.secretNote', 'hidden'),
    ],
  })
})
afterAll(() => app.stop())

const filter = (field: string, op: string, value: unknown) => encodeURIComponent(JSON.stringify({ field, op, value }))
const leaks = (text: string) =>
  [PHONE, '13800138000', MAIL, 'dinner', 'likes blue'].filter((secret) => text.includes(secret))

describe('a role with field rules', () => {
  it('reads lists and records without what is hidden, and the masked part of the rest', async () => {
    const { body } = await clerk.get('/customers')
    const [row] = body.items
    expect(row).not.toHaveProperty('note')
    expect(row).not.toHaveProperty('primaryEmail')
    expect(row.primaryPhone).toMatch(/\*\*\*\*8000$/)
    expect(row.custom).toEqual({ shoeSize: 38 })
    const one = await clerk.get(`/customers/${id}`)
    expect(leaks(JSON.stringify([body, one.body]))).toEqual([])
  })

  it('cannot filter, sort or ask for what it may not see', async () => {
    expect((await clerk.get('/customers?fields=note')).status).toBe(400)
    expect((await clerk.get(`/customers?filter=${filter('note', 'contains', 'dinner')}`)).status).toBe(400)
    expect((await clerk.get(`/customers?filter=${filter('primaryPhone', 'starts-with', '+86138')}`)).status).toBe(400)
    expect((await clerk.get(`/customers?filter=${filter('custom.secretNote', 'eq', 'likes blue')}`)).status).toBe(400)
    const view = { type: 'customer', name: 'Spy', filter: { field: 'note', op: 'contains', value: 'dinner' } }
    expect((await clerk.post('/views', view)).status).toBe(400)
    const shared = await app.admin.post('/views', { ...view, shared: 'everyone' })
    expect((await clerk.get(`/views/${shared.body.id}/count`)).status).toBe(400)
    expect((await app.admin.get(`/views/${shared.body.id}/count`)).body.value).toBe(1)
  })

  it('finds by name but not by the digits it may not see, and counts alike', async () => {
    expect((await app.admin.get('/search?q=0138000')).body.groups[0]?.items[0]?.id ?? null).toBe(
      (await app.admin.get('/customers?q=0138000')).body.items[0]?.id ?? null,
    )
    expect((await app.admin.get('/customers?q=13800138000')).body.count.value).toBe(1)
    expect((await clerk.get('/customers?q=13800138000')).body.count.value).toBe(0)
    expect((await clerk.get('/search?q=13800138000')).body.groups).toEqual([])
    const found = await clerk.get('/search?q=sl')
    expect(found.body.groups[0].items[0]).toMatchObject({ id, title: '沈兰', href: `/customers/${id}` })
    expect(leaks(JSON.stringify(found.body))).toEqual([])
  })

  it('is told in GET /records what it may do with each field', async () => {
    const { body } = await clerk.get('/records')
    const customer = body.records.find(({ type }: { type: string }) => type === 'customer')
    const fields = new Map(customer.fields.map((field: { key: string }) => [field.key, field]))
    expect(fields.has('note')).toBe(false)
    expect(fields.has('custom.secretNote')).toBe(false)
    expect(fields.get('primaryPhone')).toMatchObject({ access: 'masked', filterable: false, operators: [] })
    expect(fields.get('source')).toMatchObject({ access: 'read-only', editable: false })
    expect(fields.get('custom.shoeSize')).toMatchObject({ label: 'Shoe size', type: 'number', custom: true })
    expect(customer.can).toMatchObject({ update: true, export: true, delete: false })
  })

  it('cannot change what is hidden or read-only', async () => {
    const { body } = await clerk.get(`/customers/${id}`)
    for (const change of [{ note: 'x' }, { source: 'x' }, { custom: { secretNote: 'x' } }]) {
      const refused = await clerk.patch(`/customers/${id}`, { version: body.version, ...change })
      expect(refused.status).toBe(400)
    }
  })

  it('reads the log without hidden columns and with masked ones', async () => {
    const { body } = await clerk.get('/audit')
    expect(body.items.length).toBeGreaterThan(1)
    expect(leaks(JSON.stringify(body))).toEqual([])
    const changed = body.items.find(({ type }: { type: string }) => type === 'customers.customer.updated')
    expect(changed).toMatchObject({ subjectName: '沈兰', before: { source: 'fair' }, after: { source: 'web' } })
    const full = await app.admin.get(`/audit?filter=${filter('subject', 'eq', id)}`)
    expect(JSON.stringify(full.body)).toContain('owes us two dinners')
  })

  it('exports the same', async () => {
    const started = await clerk.post('/exports', { type: 'customer', format: 'csv' })
    expect(started.status).toBe(202)
    const job = await app.job(started.body.job, clerk)
    expect(job).toMatchObject({ state: 'done', result: { rows: 1 } })
    const file = await clerk.get(`/exports/${started.body.id}/file`)
    expect(file.headers['content-disposition']).toContain('attachment')
    expect(file.body).toContain('沈兰')
    expect(file.body).toContain('Shoe size')
    expect(leaks(file.body)).toEqual([])
    const asked = { type: 'customer', format: 'csv', fields: ['name', 'note'] }
    expect((await clerk.post('/exports', asked)).status).toBe(400)
    expect((await app.admin.get(`/exports/${started.body.id}/file`)).status).toBe(404)
    const stored = await readFile(`${app.dataDir}/files/${app.workspaceId}/exports/${started.body.id}`, 'utf8')
    expect(leaks(stored)).toEqual([])
  })
})

describe('record scope own', () => {
  it('holds for lists, single records, search, the log, exports and files', async () => {
    const seller = await app.as({
      permissions: ['customer.read', 'customer.update', 'customer.export', 'customer.create', 'audit.read'],
    })
    const own = await seller.post('/customers', { kind: 'person', name: '沈明' })
    expect((await seller.get('/customers')).body.items.map((item: { id: string }) => item.id)).toEqual([own.body.id])
    expect((await seller.get(`/customers/${id}`)).status).toBe(404)
    const found = await seller.get('/search?q=shen')
    expect(found.body.groups[0].items.map((item: { id: string }) => item.id)).toEqual([own.body.id])
    const log = await seller.get('/audit')
    expect(JSON.stringify(log.body)).toContain('沈明')
    expect(JSON.stringify(log.body)).not.toContain('沈兰')
    const started = await seller.post('/exports', { type: 'customer', format: 'xlsx', fields: ['name'] })
    expect((await app.job(started.body.job, seller)).result.rows).toBe(1)
    expect((await seller.get(`/files?subjectType=customer&subjectId=${id}`)).status).toBe(404)
    expect((await seller.post('/exports', { type: 'order', format: 'csv' })).status).toBeGreaterThanOrEqual(400)
  })
})

describe('custom fields', () => {
  it('are validated by type, filtered, and refused when unknown', async () => {
    const make = (custom: object) => app.admin.post('/customers', { kind: 'person', name: 'X', custom })
    expect((await make({ shoeSize: 'big' })).status).toBe(400)
    expect((await make({ noSuch: 1 })).status).toBe(400)
    const { body } = await app.admin.get(`/customers?filter=${filter('custom.shoeSize', 'gt', 30)}`)
    expect(body.items.map((item: { id: string }) => item.id)).toEqual([id])
  })

  it('keep their key and belong to record types that have room for them', async () => {
    const field = { record: 'customer', key: 'shoeSize', labelEn: 'A', labelZh: 'B', type: 'text' }
    expect((await app.admin.post('/custom-fields', field)).status).toBe(409)
    expect((await app.admin.post('/custom-fields', { ...field, record: 'user', key: 'x' })).status).toBe(400)
    expect((await app.admin.post('/custom-fields', { ...field, key: 'pick', type: 'choice' })).status).toBe(400)
    expect((await app.other.get('/custom-fields')).body.items).toEqual([])
  })
})
