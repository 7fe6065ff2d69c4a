import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTransaction } from '../../kernel/database/transaction.ts'
import { systemActor } from '../../platform/auth/load-actor.ts'
import { leftInTables } from '../../testing/leftovers.ts'
import { startTestApp, TEST_NOW, type TestApp } from '../../testing/test-app.ts'
import { unzip } from '../../testing/unzip.ts'
import { customerHolders } from '../registries.ts'
import { allPersonalTables, countRowsOf } from './personal-tables.ts'

/** Plants a customer in every table, hands everything over, erases, and looks for what is left everywhere. */
const CANARY = 'canarykestrel'
const HAN = '鸢尾'
const NAME = `${HAN} ${CANARY}`
const PHONE = '13987654321'
const MAIL = `${CANARY}@rare.example`
/** What is searched for afterwards: words, Chinese, pinyin, digits. */
const LEFTOVERS = [CANARY, HAN, '鸢', 'yuanwei', PHONE, PHONE.slice(-8), '110105194912']

let test: TestApp
let owner: pg.Client
let id: string
let requestId: string
let zip: Map<string, Buffer>
/** Kept by accounting, or holding the canary already in the form that imports and search meet it in. */
const UNTOUCHED = [
  'sales.order.number',
  'customers.customer.name',
  'customers.customer.order_currency',
  'customers.contact_point.value',
  // Counts and names of fields.
  'customers.privacy_request.outcome',
  // Words of the firm's own settings, which nobody writes about a customer.
  ...['purpose', 'channel', 'state', 'source'].flatMap((name) => [
    `customers.consent_entry.${name}`,
    `customers.consent_state.${name}`,
  ]),
]
const CARD = '11010519491231002X'
const planted: string[] = []
const bystander = { id: '' }

beforeAll(async () => {
  test = await startTestApp()
  owner = new pg.Client({ connectionString: test.ownerUrl })
  await owner.connect()
  await plant()
}, 120_000)
afterAll(async () => {
  await owner.end()
  await test.stop()
})

async function plant(): Promise<void> {
  const { admin } = test
  bystander.id = (await admin.post('/customers', { kind: 'person', name: 'Bystander' })).body.id
  const csv = `name,email,phone,note\n${NAME},${MAIL},+86 ${PHONE},${CANARY} note\n${NAME},${MAIL} broken,+86 ${PHONE},\n`
  const made = await admin.upload('/imports', { name: `${CANARY}.csv`, content: csv }, { type: 'customers' })
  await test.job((await admin.post(`/imports/${made.body.id}/start`)).body.job)
  id = (await admin.get(`/customers?q=${CANARY}`)).body.items[0].id
  const add = (path: string, body: object) =>
    admin.post(`/customers/${id}${path}`, body, { 'idempotency-key': `${path}-key` })
  const today = TEST_NOW.toISOString().slice(0, 10)
  const answers = [
    await add('/journal', { on: today, text: `${CANARY} wrote` }),
    await add('/preferences', { kind: 'other', value: `${CANARY} tea` }),
    await add('/expectations', { about: 'quality', source: 'brand', text: `${CANARY} hopes` }),
    await add('/relations', { role: 'knows', other: bystander.id, note: `${CANARY} met` }),
    await admin.post('/interactions', { customerId: id, kind: 'call', subject: `${CANARY} call`, body: NAME }),
    await admin.post('/orders', {
      customerId: id,
      externalId: `${CANARY}-9`,
      note: CANARY,
      lines: [{ description: CANARY, quantity: 1, unitPrice: 500 }],
    }),
    await admin.upload(
      '/files',
      { name: `${CANARY}.txt`, content: `${CANARY} bytes` },
      { subjectType: 'customer', subjectId: id },
    ),
  ]
  expect(answers.map(({ status, body }) => [status < 300, status < 300 ? '' : JSON.stringify(body)])).toEqual(
    answers.map(() => [true, '']),
  )
  const exported = await admin.post('/exports', { type: 'customer', format: 'csv', q: CANARY })
  await test.job(exported.body.job)
  await admin.patch(`/customers/${id}`, {
    version: (await admin.get(`/customers/${id}`)).body.version,
    jobTitle: CANARY,
  })
  await plantRest()
  await fillTexts()
}

/** Rows that no request makes at once: $1 the workspace, $2 the customer, $3 another one. */
const ROWS = [
  `insert into customers.enrichment_task (workspace_id, id, customer_id, field, note, created_at, updated_at)
   values ($1, gen_random_uuid(), $2, 'email', '${CANARY}', now(), now()), ($1, gen_random_uuid(), $3, 'email', null, now(), now())`,
  `insert into customers.relation_dismissal (workspace_id, id, customer_id, other_customer_id, role, created_at, updated_at)
   values ($1, gen_random_uuid(), $2, $3, '${CANARY}', now(), now())`,
  `insert into customers.duplicate_decision (workspace_id, id, customer_id, other_customer_id, created_at, updated_at)
   values ($1, gen_random_uuid(), $2, $3, now(), now())`,
  `insert into customers.duplicate_group (workspace_id, id, kind, members, probability, value, found_at, scan_id)
   values ($1, gen_random_uuid(), '${CANARY}', array[$2, $3]::uuid[], 0.9, 1, now(), gen_random_uuid())`,
]

/** What the rows above did not bring along: consent, a merge, sealed values, a hold, tasks, decisions about twins. */
async function plantRest(): Promise<void> {
  const { admin } = test
  const twin = (await admin.post('/customers', { kind: 'person', name: `${CANARY} twin`, note: CANARY })).body.id
  await admin.post(`/customers/${twin}/journal`, { on: TEST_NOW.toISOString().slice(0, 10), text: CANARY })
  const { version } = (await admin.get(`/customers/${id}`)).body
  const choices = [{ purpose: 'marketing', channel: 'phone', state: 'granted' }]
  const answers = [
    await admin.post('/customers/merge', { survivorId: id, mergedIds: [twin] }),
    await admin.patch(`/customers/${id}`, { version: version + 1, identityCard: CARD }),
    await admin.post(`/customers/${id}/consent`, { choices, source: 'call', note: CANARY }),
    await admin.post(`/customers/${id}/consent/links`, {}),
    await admin.post('/privacy-requests', { kind: 'objection', channel: 'mail', customerId: id, details: CANARY }),
    await admin.post(`/customers/${id}/holds`, { reason: CANARY, until: null }),
  ]
  expect(answers.map(({ status, body }) => [status < 300, status < 300 ? '' : JSON.stringify(body)])).toEqual(
    answers.map(() => [true, '']),
  )
  await owner.query('update customers.legal_hold set lifted_at = now() where customer_id = $1', [id])
  for (const statement of ROWS) await owner.query(statement, [test.workspaceId, id, bystander.id])
}

/** Puts the canary into every text column of every row about the customer, as far as the column takes it. */
async function fillTexts(): Promise<void> {
  const tables = new Set([...allPersonalTables(test.app.runtime).map(({ table }) => table), 'customers.customer'])
  for (const table of tables) {
    const column = table === 'customers.customer' ? 'id' : await customerColumn(table)
    if (!column) continue
    const { rows } = await owner.query<{ name: string; type: string }>(
      `select attname as name, format_type(atttypid, null) as type from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and format_type(atttypid, null) = any($2)`,
      [quoted(table), ['text', 'jsonb', 'text[]']],
    )
    for (const { name, type } of rows) {
      if (UNTOUCHED.includes(`${table}.${name}`)) continue
      const value =
        type === 'jsonb'
          ? `jsonb_build_object('x', '${CANARY}')`
          : type === 'text[]'
            ? `array['${CANARY}']`
            : `'${CANARY} ${HAN}'`
      const filled = await owner
        .query(`update ${quoted(table)} set "${name}" = ${value} where "${column}" = $1`, [id])
        .then(({ rowCount }) => (rowCount ?? 0) > 0)
        .catch(() => false)
      if (filled) planted.push(`${table}.${name}`)
    }
  }
}

async function customerColumn(table: string): Promise<string | undefined> {
  const { rows } = await owner.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass
     and attname in ('customer_id', 'from_customer_id', 'survivor_id')`,
    [quoted(table)],
  )
  return rows[0]?.name
}

const quoted = (table: string) =>
  table
    .split('.')
    .map((part) => `"${part}"`)
    .join('.')

async function openRequest(kind: string): Promise<string> {
  const made = await test.admin.post('/privacy-requests', { kind, channel: 'letter', customerId: id, details: CANARY })
  expect(made.status).toBe(201)
  await test.admin.post(`/privacy-requests/${made.body.id}/verify`, { version: 1, how: 'document' })
  await test.admin.post(`/privacy-requests/${made.body.id}/start`, { version: 2 })
  return made.body.id
}

/** Every table of every slice that can hold a customer, as the registries and the catalogue name them. */
async function tablesWithout(ids: readonly string[]): Promise<string[]> {
  return readTransaction(test.app.runtime, systemActor(test.workspaceId), { requestId: 'canary' }, async (ctx) => {
    const counts = new Map<string, number>()
    for (const table of allPersonalTables(ctx)) {
      counts.set(table.table, (counts.get(table.table) ?? 0) + (await countRowsOf(ctx, table, ids)))
    }
    return [...counts].filter(([, count]) => count === 0).map(([name]) => name)
  })
}

describe('the package', () => {
  it('holds every text that is kept about the customer, and every file', async () => {
    expect(planted.length).toBeGreaterThan(30)
    // A table that nobody planted a row in would pass every look below.
    expect(await tablesWithout([id])).toEqual(['customers.privacy_erasure'])
    const access = await openRequest('access')
    const started = await test.admin.post(`/privacy-requests/${access}/packages`)
    expect(started.status).toBe(202)
    expect((await test.job(started.body.job)).state).toBe('done')
    const app = await test.app.server.inject({
      url: `/api/v1/privacy-packages/${started.body.id}/file`,
      headers: { ...test.admin.headers },
    })
    expect(app.statusCode).toBe(200)
    zip = await unzip(app.rawPayload)
    const json = JSON.parse(zip.get('personal-data.json')!.toString())
    const handedOver = new Set(
      allPersonalTables(test.app.runtime)
        .filter(({ isHandedOver }) => isHandedOver !== false)
        .map(({ table }) => table)
        .concat('customers.customer'),
    )
    const missing = planted.filter((path) => {
      const [schema, table, column = ''] = path.split('.')
      const rows: Record<string, unknown>[] = json.sections[`${schema}.${table}`] ?? []
      return (
        handedOver.has(`${schema}.${table}`) &&
        !rows.some((row) => JSON.stringify(row[column] ?? null).includes(CANARY))
      )
    })
    expect(missing).toEqual([])
    expect(json.sensitive).toMatchObject([{ field: 'identityCard', value: CARD }])
    expect([...zip.keys()].some((name) => name.startsWith('files/'))).toBe(true)
    expect([...zip.values()].some((bytes) => bytes.toString() === `${CANARY} bytes`)).toBe(true)
    expect(zip.get('Personal data.pdf')!.subarray(0, 5).toString()).toBe('%PDF-')
    const complete = await test.admin.post(`/privacy-requests/${access}/complete`, { version: 3 })
    expect(complete.body).toMatchObject({ state: 'done' })
    for (const caller of [test.other, await test.as({ permissions: ['privacy.read'] })]) {
      expect((await caller.get(`/privacy-packages/${started.body.id}/file`)).status).toBeGreaterThanOrEqual(403)
    }
  }, 60_000)
})

describe('an erasure', () => {
  it('is refused until the identity is verified, while a legal hold stands, and without the name', async () => {
    const made = await test.admin.post('/privacy-requests', { kind: 'erasure', channel: 'mail', customerId: id })
    requestId = made.body.id
    const path = `/privacy-requests/${requestId}`
    const { name } = (await test.admin.get(`/customers/${id}`)).body
    expect((await test.admin.post(`${path}/erasure`, { version: 1, confirm: name })).body.type).toBe(
      '/problems/privacy.blocked',
    )
    await test.admin.post(`${path}/verify`, { version: 1, how: 'in-person' })
    await owner.query(
      `insert into customers.legal_hold (workspace_id, id, customer_id, reason, since, created_at, updated_at)
       values ($1, gen_random_uuid(), $2, 'case', '2020-01-01', now(), now())`,
      [test.workspaceId, id],
    )
    expect((await test.admin.get(`${path}/erasure`)).body.blockers).toHaveLength(1)
    expect((await test.admin.post(`${path}/erasure`, { version: 2, confirm: name })).status).toBe(409)
    await owner.query('update customers.legal_hold set lifted_at = now() where customer_id = $1', [id])
    expect((await test.admin.post(`${path}/erasure`, { version: 2, confirm: 'yes' })).body.type).toBe(
      '/problems/bad-input',
    )
    const handler = await test.as({ permissions: ['privacy.read', 'privacy.handle'] })
    expect((await handler.get(`${path}/erasure`)).status).toBe(403)
    expect((await handler.post(`${path}/erasure`, { version: 2, confirm: name })).status).toBe(403)
  })

  it('leaves nothing readable in any table, file, search or export', async () => {
    const path = `/privacy-requests/${requestId}`
    const preview = (await test.admin.get(`${path}/erasure`)).body
    expect(preview.kept.map(({ key }: { key: string }) => key)).toContain('order.labels')
    const started = await test.admin.post(`${path}/erasure`, { version: 2, confirm: preview.customer.name })
    expect(started.status).toBe(202)
    const job = await test.job(started.body.job)
    expect(job).toMatchObject({ state: 'done' })
    expect(await leftInTables(owner, LEFTOVERS)).toEqual([])
    const { rows: sealed } = await owner.query('select 1 from platform.sensitive_value where record_id = $1', [id])
    expect(sealed).toEqual([])
    expect(await leftInFiles()).toEqual([])
    for (const q of [CANARY, 'yuanwei', PHONE])
      expect((await test.admin.get(`/customers?q=${encodeURIComponent(q)}`)).body.items).toEqual([])
    const orders = (await test.admin.get('/orders')).body.items
    expect(orders).toHaveLength(1)
    expect(orders[0].total.amount).toBe(500)
    expect(orders[0].customer.name).toMatch(/^Erased customer [0-9A-Z]{6}$/)
  }, 60_000)

  it('is certified without a word about whom', async () => {
    const path = `/privacy-requests/${requestId}`
    const certificate = await test.admin.get(`${path}/certificate`)
    expect(certificate.body.erased.length).toBeGreaterThan(5)
    expect(certificate.body.kept.length).toBeGreaterThan(0)
    expect(LEFTOVERS.filter((text) => JSON.stringify(certificate.body).includes(text))).toEqual([])
    const pdf = await test.app.server.inject({
      url: `/api/v1${path}/certificate?format=pdf`,
      headers: { ...test.admin.headers },
    })
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    expect((await test.admin.get(path)).body.state).toBe('done')
    expect((await test.other.get(`${path}/certificate`)).status).toBe(404)
  })

  it('cannot be undone: not by the request, not by a change, not by an import', async () => {
    const { rows } = await owner.query<{ request_id: string }>(
      'select distinct request_id from kernel.event where customer_id = $1 and actor_user_id is not null',
      [id],
    )
    for (const { request_id } of rows) {
      expect((await test.admin.post('/undo', { requestId: request_id })).status).toBeGreaterThanOrEqual(400)
    }
    expect((await test.admin.patch(`/customers/${id}`, { version: 99, note: 'x' })).status).toBeGreaterThanOrEqual(400)
    const csv = `name,email\nCome Back,${MAIL}\n`
    const made = await test.admin.upload('/imports', { name: 'again.csv', content: csv }, { type: 'customers' })
    const job = await test.job((await test.admin.post(`/imports/${made.body.id}/start`)).body.job)
    expect(job.result).toMatchObject({ created: 0, rejected: 1 })
  })
})

async function leftInFiles(): Promise<string[]> {
  const left: string[] = []
  for (const entry of await readdir(test.dataDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const text = `${path} ${(await readFile(path)).toString('utf8')}`.toLowerCase()
    if (LEFTOVERS.some((part) => text.includes(part)) || path.includes('/privacy/')) left.push(path)
  }
  return left
}

describe('the catalogue', () => {
  it('knows for every table with a customer what erasure does with it', async () => {
    const silent = test.app.runtime.entries(customerHolders).filter(({ erase }) => erase === undefined)
    expect(silent.map(({ view }) => view)).toEqual([])
    const { rows } = await owner.query<{ name: string }>(`
      select distinct n.nspname || '.' || c.relname as name
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0
        and a.attname ~ '(^|_)customer_ids?$' and n.nspname not like 'pg_%'`)
    // The log is redacted, files and packages are taken by steps of their own.
    const bySteps = ['kernel.event', 'platform.file', 'customers.privacy_package']
    const known = new Set([...allPersonalTables(test.app.runtime).map(({ table }) => table), ...bySteps])
    expect(rows.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([])
  })
})

describe('redacting the log', () => {
  const asProduct = async (statement: string, values: unknown[], workspaceId: string) => {
    const client = await test.app.runtime.pool.connect()
    try {
      await client.query(`begin; set local app.workspace_id = '${workspaceId}'`)
      return (await client.query(statement, values)).rows
    } finally {
      await client.query('rollback')
      client.release()
    }
  }

  it('is refused for a customer who was not erased, in another workspace, and by plain statements', async () => {
    const call = 'select kernel.redact_events($1, 10) as n'
    const { rows } = await owner.query('select id from platform.workspace where id <> $1', [test.workspaceId])
    const other = rows[0].id
    await expect(asProduct(call, [bystander.id], test.workspaceId)).rejects.toThrow(/erased customer/)
    await expect(asProduct(call, [id], other)).rejects.toThrow(/erased customer/)
    await expect(asProduct('select kernel.redact_mentions($1, 10)', [bystander.id], test.workspaceId)).rejects.toThrow(
      /erased/,
    )
    await expect(asProduct('update kernel.event set before = null', [], test.workspaceId)).rejects.toThrow(
      /permission denied/,
    )
    await expect(asProduct('delete from kernel.event', [], test.workspaceId)).rejects.toThrow(/permission denied/)
  })

  it('leaves who did what and when, and the entry of the erasure itself', async () => {
    const { rows } = await owner.query<{ type: string; has: boolean; actor_user_id: string | null }>(
      'select type, after is not null as has, actor_user_id from kernel.event where customer_id = $1 order by at',
      [id],
    )
    expect(rows.some(({ type }) => type === 'customers.customer.created')).toBe(true)
    expect(rows.filter(({ type }) => type === 'customers.customer.erased').every(({ has }) => has)).toBe(true)
    expect(rows.every(({ actor_user_id }) => actor_user_id === test.adminId)).toBe(true)
    const { rows: others } = await owner.query(
      'select 1 from kernel.event where subject_id = $1 and after is not null',
      [bystander.id],
    )
    expect(others.length).toBeGreaterThan(0)
  })
})
