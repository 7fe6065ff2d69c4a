import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApp, type TestApp } from '../../testing/test-app.ts'

const CARD = '11010519491231002X'
const OTHER_CARD = '440524188001010014'
const GUEST_CARD = '320311197707060018'
const ACCOUNT = '4111111111111111'
const filter = (field: string, op: string, value?: unknown) =>
  encodeURIComponent(JSON.stringify({ field, op, ...(value !== undefined && { value }) }))

let app: TestApp
let owner: pg.Client
let id: string
beforeAll(async () => {
  app = await startTestApp()
  owner = new pg.Client({ connectionString: app.ownerUrl })
  await owner.connect()
  const field = { record: 'customer', key: 'account', labelEn: 'Account', labelZh: '账号', type: 'sensitive' }
  const made = await app.admin.post('/custom-fields', { ...field, format: 'bank-card', shownTail: 4 })
  expect(made.status).toBe(201)
  const customer = await app.admin.post('/customers', {
    kind: 'person',
    name: '沈兰',
    identityCard: '110105 19491231 002x',
    custom: { account: '4111 1111 1111 1111' },
  })
  expect(customer.status).toBe(201)
  expect(customer.body).toMatchObject({ identityCard: '••••', passport: null, 'custom.account': '••••1111' })
  id = customer.body.id
})
afterAll(async () => {
  await owner.end()
  await app.stop()
})

/** Every row of every table as text, what `pg_dump` would write. */
async function dump(): Promise<string> {
  const { rows } = await owner.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')`)
  const parts = []
  for (const { name } of rows) {
    const { rows: texts } = await owner.query<{ text: string }>(`select t::text as text from ${name} t`)
    parts.push(texts.map(({ text }) => text).join('\n'))
  }
  return parts.join('\n')
}

function filesText(folder: string): string {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .map((path) => (statSync(path).isDirectory() ? filesText(path) : readFileSync(path, 'latin1')))
    .join('\n')
}

const reveal = (caller: Caller, field = 'identityCard', reason?: string) =>
  caller.post('/sensitive/reveal', { type: 'customer', id, field, ...(reason && { reason }) })

describe('sensitive values', () => {
  it('stand nowhere in the database in the clear', async () => {
    const changed = await app.admin.get(`/customers/${id}`)
    await app.admin.patch(`/customers/${id}`, { version: changed.body.version, passport: 'E12345678', note: 'x' })
    const text = await dump()
    expect(text).toContain('沈兰')
    for (const secret of [CARD, '002X', ACCOUNT, 'E12345678']) expect(text.includes(secret)).toBe(false)
    expect(text.includes(Buffer.from(CARD).toString('hex'))).toBe(false)
    expect(text.includes(Buffer.from(CARD).toString('base64'))).toBe(false)
  })

  it('are dots in records, lists, the page, searches and the log', async () => {
    const page = await app.admin.get(`/customers/${id}/page`)
    const answers = [
      await app.admin.get(`/customers/${id}`),
      await app.admin.get('/customers?fields=name,identityCard,passport,custom.account'),
      page,
      await app.admin.get('/audit'),
      await app.admin.get(`/customers?q=${CARD}`),
    ]
    for (const { status, body } of answers) {
      expect(status).toBe(200)
      expect(JSON.stringify(body)).not.toMatch(/11010519|E1234|41111111/)
    }
    expect(answers[1]!.body.items[0]).toMatchObject({ identityCard: '••••', 'custom.account': '••••1111' })
    expect(page.body.customer).toMatchObject({ identityCard: '••••', passport: '••••' })
    expect(answers[4]!.body.items).toEqual([])
    const changes = answers[3]!.body.items.filter(
      (item: { type: string }) => item.type === 'platform.sensitive.changed',
    )
    expect(changes.map(({ after }: { after: object }) => after)).toContainEqual({ field: 'identityCard', isSet: true })
  })

  it('are revealed with the word, each time with an entry in the log', async () => {
    const answer = await reveal(app.admin, 'identityCard', 'hotel registration')
    expect(answer.body).toEqual({ value: CARD })
    await reveal(app.admin)
    const log = await app.admin.get(`/audit?filter=${filter('type', 'eq', 'platform.sensitive.revealed')}`)
    expect(log.body.items).toHaveLength(2)
    expect(log.body.items[1]).toMatchObject({
      subjectId: id,
      customerId: id,
      after: { field: 'identityCard', reason: 'hotel registration' },
    })
    const repeated = { 'idempotency-key': 'once' }
    const body = { type: 'customer', id, field: 'passport' }
    expect((await app.admin.post('/sensitive/reveal', body, repeated)).body.value).toBe('E12345678')
    expect((await dump()).includes('E12345678')).toBe(false)
  })

  it('are refused without the word, under a rule, out of scope and to other workspaces', async () => {
    const words = ['customer.read', 'customer.update', 'customer.export']
    const clerk = await app.as({ permissions: words, scopes: { customer: 'all' } })
    expect((await reveal(clerk)).status).toBe(403)
    const rule = (kind: 'hidden' | 'masked' | 'read-only') => [
      { record: 'customer', field: 'identityCard', rule: kind },
    ]
    const ruled = (kind: 'hidden' | 'masked' | 'read-only') =>
      app.as({
        permissions: [...words, 'sensitive.read', 'sensitive.find'],
        scopes: { customer: 'all' },
        fieldRules: rule(kind),
      })
    const masked = await ruled('masked')
    expect((await reveal(masked)).status).toBe(403)
    expect((await masked.get(`/customers?filter=${filter('identityCard', 'eq', CARD)}`)).status).toBe(400)
    const hidden = await ruled('hidden')
    expect((await reveal(hidden)).status).toBe(400)
    expect((await hidden.get(`/customers/${id}`)).body).not.toHaveProperty('identityCard')
    const reader = await ruled('read-only')
    expect((await reveal(reader)).status).toBe(200)
    const { body } = await reader.get(`/customers/${id}`)
    expect((await reader.patch(`/customers/${id}`, { version: body.version, identityCard: OTHER_CARD })).status).toBe(
      400,
    )
    const seller = await app.as({ permissions: [...words, 'sensitive.read'] })
    expect((await reveal(seller)).status).toBe(404)
    expect((await reveal(app.other)).status).toBe(404)
  })

  it('are found by the whole value alone, in their own workspace, by who may', async () => {
    const found = (caller: Caller, field: string, value: string) =>
      caller.get(`/customers?filter=${filter(field, 'eq', value)}`)
    expect((await found(app.admin, 'identityCard', CARD.toLowerCase())).body.items).toHaveLength(1)
    expect((await found(app.admin, 'custom.account', '4111-1111-1111-1111')).body.items).toHaveLength(1)
    expect((await found(app.admin, 'identityCard', OTHER_CARD)).body.items).toEqual([])
    expect((await app.admin.get(`/customers?filter=${filter('identityCard', 'contains', '1101')}`)).status).toBe(400)
    expect((await found(app.other, 'identityCard', CARD)).body.items).toEqual([])
    const theirs = await app.other.post('/customers', { kind: 'person', name: 'Theirs', identityCard: CARD })
    expect((await found(app.other, 'identityCard', CARD)).body.items).toHaveLength(1)
    const { rows } = await owner.query(
      "select count(distinct blind_index) from platform.sensitive_value where field = 'identityCard' and record_id = any($1)",
      [[id, theirs.body.id]],
    )
    expect(rows[0].count).toBe(2)
    const clerk = await app.as({ permissions: ['customer.read'], scopes: { customer: 'all' } })
    expect((await found(clerk, 'identityCard', CARD)).status).toBe(400)
    expect((await app.admin.get(`/customers?filter=${filter('passport', 'is-not-empty')}`)).body.items).toHaveLength(1)
  })

  it('are kept in no view, export request or bulk job', async () => {
    const asked = { field: 'identityCard', op: 'eq', value: CARD }
    const view = await app.admin.post('/views', { type: 'customer', name: 'X', filter: asked, shared: 'private' })
    expect([view.status, view.body.errors?.[0]?.path]).toEqual([400, '/filter'])
    expect((await app.admin.post('/exports', { type: 'customer', format: 'csv', filter: asked })).status).toBe(400)
    for (const bulk of [{ filter: asked }, { ids: [id], changes: { custom: { account: ACCOUNT } } }]) {
      expect((await app.admin.post('/customers/bulk', { action: 'update', changes: {}, ...bulk })).status).toBe(400)
    }
    expect((await dump()).includes(CARD)).toBe(false)
  })

  it('leave in a file only when asked for by name, with the word, and told to the log', async () => {
    const run = async (more: object) => {
      const started = await app.admin.post('/exports', { type: 'customer', format: 'csv', ...more })
      expect(started.status).toBe(202)
      await app.job(started.body.job)
      return String((await app.admin.get(`/exports/${started.body.id}/file`)).body)
    }
    expect(await run({})).not.toMatch(/11010519|••••/)
    expect(await run({ fields: ['name', 'identityCard'] })).toContain('••••')
    expect(await run({ fields: ['name', 'identityCard'], sensitive: true })).toContain(CARD)
    const log = await app.admin.get(`/audit?filter=${filter('type', 'eq', 'platform.sensitive.exported')}`)
    expect(log.body.items[0].after).toEqual({ record: 'customer', fields: ['identityCard'] })
    const clerk = await app.as({ permissions: ['customer.read', 'customer.export'], scopes: { customer: 'all' } })
    const asked = { type: 'customer', format: 'csv', fields: ['identityCard'], sensitive: true }
    expect((await clerk.post('/exports', asked)).status).toBe(403)
  })

  it('are checked by their format and belong to persons', async () => {
    const make = (body: object) => app.admin.post('/customers', { kind: 'person', name: 'X', ...body })
    const wrong = await make({ identityCard: '110105194912310021' })
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([400, '/identityCard'])
    expect(JSON.stringify(wrong.body)).not.toContain('110105')
    const account = await make({ custom: { account: '4111111111111112' } })
    expect([account.status, account.body.errors[0].path]).toEqual([400, '/custom/account'])
    expect((await make({ kind: 'organization', identityCard: CARD })).status).toBe(400)
  })

  it('move the version on, are emptied, and refuse to be undone by half', async () => {
    const before = (await app.admin.get(`/customers/${id}`)).body
    const changed = await app.admin.patch(`/customers/${id}`, {
      version: before.version,
      note: 'moved',
      custom: { account: null },
    })
    expect(changed.body['custom.account']).toBeNull()
    expect(changed.body.version).toBeGreaterThan(before.version)
    const request = changed.headers['x-request-id'] as string
    expect((await app.admin.post('/events/undo', { requestId: request })).status).toBe(409)
    const again = await app.admin.patch(`/customers/${id}`, { version: before.version, passport: 'E87654321' })
    expect(again.status).toBe(409)
  })

  it('that were tampered with or moved are a refusal, not a fault', async () => {
    const one = await app.admin.post('/customers', { kind: 'person', name: 'A', identityCard: CARD })
    const two = await app.admin.post('/customers', { kind: 'person', name: 'B', identityCard: OTHER_CARD })
    const open = (customer: string) =>
      app.admin.post('/sensitive/reveal', { type: 'customer', id: customer, field: 'identityCard' })
    await owner.query(
      `update platform.sensitive_value set sealed = (select sealed from platform.sensitive_value where record_id = $1)
       where record_id = $2`,
      [one.body.id, two.body.id],
    )
    const moved = await open(two.body.id)
    expect([moved.status, moved.body.type]).toEqual([409, '/problems/sensitive.damaged'])
    await owner.query(
      'update platform.sensitive_value set sealed = set_byte(sealed, 15, 255 - get_byte(sealed, 15)) where record_id = $1',
      [one.body.id],
    )
    expect((await open(one.body.id)).status).toBe(409)
  })
})

describe('import of sensitive columns', () => {
  const importFile = async (content: string) => {
    const uploaded = await app.admin.upload('/imports', { name: 'guests.csv', content }, { type: 'customers' })
    expect(uploaded.status).toBeLessThan(300)
    const target = uploaded.body.columns.find(({ name }: { name: string }) => name === '身份证号').target
    expect(target).toBe('identityCard')
    await app.job((await app.admin.post(`/imports/${uploaded.body.id}/dry-run`)).body.job)
    await app.job((await app.admin.post(`/imports/${uploaded.body.id}/start`)).body.job)
    return (await app.admin.get(`/imports/${uploaded.body.id}`)).body
  }

  it('seals at once, meets persons by their card, forgets the file, and is taken back', async () => {
    const first = await importFile(`姓名,身份证号\n王一,${GUEST_CARD}\n王二,320311197707069999\n`)
    expect(first.result).toMatchObject({ created: 2 })
    const second = await importFile(`姓名,身份证号,城市\n王一新,${GUEST_CARD},杭州\n`)
    expect(second.result).toMatchObject({ created: 0, updated: 1 })
    expect(await dump()).not.toMatch(/320311197707/)
    expect(filesText(join(app.dataDir, 'imports'))).not.toMatch(/320311197707/)
    expect(second.sample).toEqual([])
    const count = async () =>
      (await app.admin.get(`/customers?filter=${filter('identityCard', 'eq', GUEST_CARD)}`)).body.items.length
    expect(await count()).toBe(1)
    for (const batch of [second, first]) {
      const undone = await app.job((await app.admin.post(`/imports/${batch.id}/undo`)).body.job)
      expect(undone.state).toBe('done')
    }
    expect(await count()).toBe(0)
  })
})

describe('merging', () => {
  it('moves sealed values to the survivor, keeps its own, and gives them back', async () => {
    const make = async (body: object) =>
      (await app.admin.post('/customers', { kind: 'person', name: 'Wu', ...body })).body
    const survivor = await make({ identityCard: '110101199003070732' })
    const merged = await make({ passport: 'G11223344', identityCard: '320311197707060018' })
    const open = async (customer: string, field: string) =>
      (await app.admin.post('/sensitive/reveal', { type: 'customer', id: customer, field })).body.value
    const done = await app.admin.post('/customers/merge', { survivorId: survivor.id, mergedIds: [merged.id] })
    expect(done.status, JSON.stringify(done.body)).toBeLessThan(300)
    expect(await open(survivor.id, 'passport')).toBe('G11223344')
    expect(await open(survivor.id, 'identityCard')).toBe('110101199003070732')
    const merges = (await app.admin.get(`/customers/${survivor.id}/merges`)).body.items
    expect((await app.admin.post(`/merges/${merges[0].id}/undo`)).status).toBeLessThan(300)
    expect(await open(survivor.id, 'passport')).toBeNull()
    expect(await open(merged.id, 'passport')).toBe('G11223344')
    expect(await open(merged.id, 'identityCard')).toBe('320311197707060018')
  })
})
