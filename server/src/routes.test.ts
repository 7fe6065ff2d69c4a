import fc from 'fast-check'
import pg from 'pg'
import type { TSchema } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { slices } from './app.ts'
import type { Binding } from './kernel/http/route.ts'
import { type Answer, type Caller, startTestApp, type TestApp } from './testing/test-app.ts'

/** Walks every route of every slice, so that none is forgotten: rights, isolation, junk. */
let test: TestApp
let stranger: Caller
beforeAll(async () => {
  test = await startTestApp()
  stranger = await test.as({ permissions: [] })
  // With somebody in it the workspace refuses the example firm, which would fill it in the middle of the walk.
  await test.admin.post('/customers', { kind: 'person', name: 'Somebody' })
})
afterAll(() => test.stop())

const bindings: readonly Binding[] = slices.flatMap((slice) => slice.routes)
const UNKNOWN_ID = '019a0000-0000-7000-8000-000000000000'
const fill = (path: string, id: string) => path.replace(/:\w+/g, id)
const isStream = ({ route }: Binding) => route.path === '/stream'

async function send(caller: Caller, { route }: Binding, id: string, body?: unknown): Promise<Answer> {
  const path = fill(route.path, id)
  switch (route.method) {
    case 'GET':
      return caller.get(path)
    case 'DELETE':
      return caller.delete(path)
    case 'PATCH':
      return caller.patch(path, body ?? {})
    default:
      return caller.post(path, body ?? {})
  }
}

const named = (list: readonly Binding[]) =>
  list.map((binding) => [`${binding.route.method} ${binding.route.path}`, binding] as const)

describe('I1 every route', () => {
  it.each(named(bindings.filter(({ route }) => route.permission !== 'public')))(
    '%s: 401 without a session',
    async (_name, binding) => {
      const answer = await send(test.anonymous, binding, UNKNOWN_ID)
      expect(answer.status).toBe(401)
      expect(answer.body.type).toBe('/problems/sign-in-needed')
    },
  )

  const guarded = bindings.filter(({ route }) => route.permission.includes('.'))
  it.each(named(guarded))('%s: 403 without the word', async (_name, binding) => {
    const answer = await send(stranger, binding, UNKNOWN_ID)
    expect(answer.status).toBe(403)
  })

  const withId = bindings.filter(
    ({ route }) => route.method === 'GET' && route.path.includes('/:') && route.permission !== 'public',
  )
  it.each(named(withId))('%s: 404 for an id that is not there', async (_name, binding) => {
    expect([400, 404]).toContain((await send(test.admin, binding, UNKNOWN_ID)).status)
  })

  it('answers 404, or nothing of it, for every id of the other workspace', async () => {
    const client = new pg.Client({ connectionString: test.ownerUrl })
    await client.connect()
    await test.other.post('/customers', {
      kind: 'person',
      name: 'Theirs',
      contactPoints: [{ kind: 'email', value: 'theirs@x.example' }],
    })
    const tables = await client.query<{ name: string }>(`
      select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and c.relispartition = false and exists (
        select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id')
      and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'id')`)
    const ids = new Set<string>()
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ id: string }>(`select id from ${name} where workspace_id <> $1 limit 20`, [
        test.workspaceId,
      ])
      for (const { id } of rows) ids.add(id)
    }
    await client.end()
    expect(ids.size).toBeGreaterThan(3)
    for (const binding of withId) {
      for (const id of ids)
        expect([binding.route.path, (await send(test.admin, binding, id)).status].slice(1)[0]).toBeGreaterThanOrEqual(
          400,
        )
    }
  })
})

describe('bad input', () => {
  const hostile = fc.constantFrom<unknown>(
    null,
    -1,
    1e308,
    2 ** 60,
    true,
    '',
    ' ',
    'a\u0000b',
    '\ud800',
    '=HYPERLINK("http://x")',
    '<script>alert(1)</script>',
    "'; drop table customers.customer; --",
    [],
    {},
    [[[[]]]],
    '9'.repeat(5000),
    UNKNOWN_ID,
    '2026-02-31',
    '../../etc/passwd',
    '%',
    '\\',
  )
  const deep = fc.constant(Array.from({ length: 60 }).reduce<unknown>((inner) => ({ and: [inner] }), {}))

  it.each(named(bindings.filter((binding) => binding.route.body && !isStream(binding))))(
    '%s: never a fault',
    async (_name, binding) => {
      const body = mutated(arbitraryOf(binding.route.body!), hostile)
      await fc.assert(
        fc.asyncProperty(fc.oneof({ weight: 8, arbitrary: body }, hostile, deep), async (value) => {
          const answer = await send(test.admin, binding, UNKNOWN_ID, value)
          expect(answer.status, JSON.stringify(answer.body).slice(0, 500)).toBeLessThan(500)
        }),
        { numRuns: 25, seed: 7 },
      )
    },
  )

  it.each(named(bindings.filter((binding) => binding.route.query && !isStream(binding))))(
    '%s: never a fault from the query',
    async (_name, binding) => {
      const keys = Object.keys((binding.route.query as { properties?: object }).properties ?? {})
      const text = fc.oneof(
        fc.string(),
        hostile.map((value) => (typeof value === 'string' && value.isWellFormed() ? value : JSON.stringify(value))),
      )
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.constantFrom(...keys, 'unknown'), text), { maxLength: 3 }),
          async (pairs) => {
            const query = pairs
              .map(([key, value]) => `${key}=${encodeURIComponent(value.toWellFormed().slice(0, 3000))}`)
              .join('&')
            const answer = await test.admin.get(`${fill(binding.route.path, UNKNOWN_ID)}?${query}`)
            expect(answer.status, JSON.stringify(answer.body).slice(0, 500)).toBeLessThan(500)
          },
        ),
        { numRuns: 25, seed: 7 },
      )
    },
  )

  it('refuses malformed JSON, large bodies and requests of other sites with words', async () => {
    expect((await test.admin.postText('/customers', '{"kind":')).status).toBe(400)
    const large = await test.admin.postText('/customers', `"${'x'.repeat(2_000_000)}"`)
    expect(large.body).toMatchObject({ status: 413, type: '/problems/too-large' })
    const foreign = await test.admin.postText('/customers', '{}', { origin: 'https://evil.example' })
    expect([foreign.status, foreign.body.type]).toEqual([403, '/problems/cross-site'])
    const chinese = await test.anonymous.get('/customers', { 'accept-language': 'zh-CN,zh' })
    expect(chinese.body.detail).toBe('请先登录。')
  })
})

describe('rate limits', () => {
  it('hold for the API, not for pages and probes that an office shares', async () => {
    const { server } = test.app
    // In turns: of requests that arrive in the very same instant the limiter sees only the last count.
    const statuses = async (url: string) => {
      const seen = new Set<number>()
      for (let turn = 0; turn < 13; turn++) {
        const sent = Array.from({ length: 50 }, () => server.inject({ url, remoteAddress: '10.9.8.7' }))
        for (const answer of await Promise.all(sent)) seen.add(answer.statusCode)
      }
      return seen
    }
    expect(await statuses('/healthz')).toEqual(new Set([200]))
    expect(await statuses('/api/v1/setup')).toEqual(new Set([200, 429]))
  })
})

interface Shape {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Shape[]
  readonly properties?: Readonly<Record<string, Shape>>
  readonly items?: Shape
}

/** Values of about the shape that a schema asks for. */
function arbitraryOf(schema: TSchema | Shape): fc.Arbitrary<unknown> {
  const shape = schema as Shape
  if (shape.const !== undefined) return fc.constant(shape.const)
  if (shape.enum) return fc.constantFrom(...shape.enum)
  if (shape.anyOf) return fc.oneof(...shape.anyOf.map(arbitraryOf))
  switch (shape.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(shape.properties ?? {}).map(([key, item]) => [key, arbitraryOf(item)])),
        { requiredKeys: [] },
      )
    case 'array':
      return fc.array(shape.items ? arbitraryOf(shape.items) : fc.anything(), { maxLength: 3 })
    case 'integer':
      return fc.integer({ min: -2, max: 3000 })
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.oneof(fc.string({ maxLength: 40 }), fc.constant(UNKNOWN_ID), fc.constant('2026-01-01'))
  }
}

/** The same with one member replaced by something nobody expects. */
function mutated(valid: fc.Arbitrary<unknown>, hostile: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(valid, hostile, fc.nat(), fc.boolean()).map(([value, bad, index, isMutated]) => {
    if (!isMutated || typeof value !== 'object' || value === null || Array.isArray(value)) return value
    const keys = [...Object.keys(value), 'unknownField']
    return { ...value, [keys[index % keys.length]!]: bad }
  })
}
