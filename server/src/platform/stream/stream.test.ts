import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
let origin: string
beforeAll(async () => {
  app = await startTestApp()
  origin = await app.app.server.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => app.stop())

interface Heard {
  readonly event: string
  readonly data: { readonly id: string | null; readonly subjectType?: string; readonly type?: string }
}

const newKey = async (permissions: readonly string[], scopes: object, caller = app.admin) => {
  const role = await caller.post('/roles', { name: `Listener ${performance.now()}`, permissions, scopes })
  return (await caller.post('/keys', { name: 'Listener', roleId: role.body.id })).body.secret as string
}

const openStream = (key: string) => fetch(`${origin}/api/v1/stream`, { headers: { authorization: `Bearer ${key}` } })

/** Reads events until one satisfies; what came before it is answered too. */
async function hear(answer: Response, isLast: (heard: Heard) => boolean): Promise<Heard[]> {
  const heard: Heard[] = []
  let event = ''
  for await (const line of createInterface(Readable.fromWeb(answer.body as ReadableStream))) {
    if (line.startsWith('event: ')) event = line.slice(7)
    if (!line.startsWith('data: ')) continue
    const item = { event, data: JSON.parse(line.slice(6)) }
    heard.push(item)
    if (isLast(item)) return heard
  }
  throw new Error('the stream ended too early')
}

it('tells of visible records alone: by permission, by record scope, by workspace', async () => {
  const everything = await openStream(await newKey(['customer.read'], { customer: 'all' }))
  const own = await openStream(await newKey(['customer.read', 'user.read'], { customer: 'own' }))
  const none = await openStream(await newKey([], {}))
  const otherWorkspace = await openStream(await newKey(['customer.read'], { customer: 'all' }, app.other))
  expect(everything.headers.get('content-type')).toContain('text/event-stream')

  const made = await app.admin.post('/customers', { kind: 'person', name: 'Secret Person' })
  const theirs = await app.other.post('/customers', { kind: 'person', name: 'Their Person' })
  const marker = await app.admin.post('/teams', { name: 'Marker' })
  const otherMarker = await app.other.post('/teams', { name: 'Marker' })

  const isMarker = ({ data }: Heard) => data.id === marker.body.id || data.id === otherMarker.body.id
  const [all, limited, nothing, elsewhere] = await Promise.all(
    [everything, own, none, otherWorkspace].map((stream) => hear(stream, isMarker)),
  )
  const idsOf = (heard: readonly Heard[] | undefined) => (heard ?? []).map(({ data }) => data.id)
  expect(idsOf(all)).toContain(made.body.id)
  expect(idsOf(all)).not.toContain(theirs.body.id)
  expect(idsOf(limited)).not.toContain(made.body.id)
  expect(idsOf(nothing)).toEqual([marker.body.id])
  expect(idsOf(elsewhere)).toContain(theirs.body.id)
  expect(idsOf(elsewhere)).not.toContain(made.body.id)
  expect(JSON.stringify(all)).not.toContain('Secret Person')
})

it('opens ten streams for one caller and no more, and ends with the key', async () => {
  const key = await newKey(['customer.read'], { customer: 'all' })
  const streams = await Promise.all(Array.from({ length: 10 }, () => openStream(key)))
  expect(streams.map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect((await openStream(key)).status).toBe(429)
  const { body } = await app.admin.get('/keys')
  const { id } = body.items.find(({ start }: { start: string }) => key.startsWith(start))
  await app.admin.delete(`/keys/${id}`)
  await app.admin.post('/teams', { name: 'After' })
  await expect(hear(streams[0]!, () => false)).rejects.toThrow('too early')
})
