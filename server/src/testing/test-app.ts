import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LightMyRequestResponse } from 'fastify'
import { type App, createApp } from '../app.ts'
import type { FieldRule, RecordScope } from '../kernel/actor.ts'
import { testDatabase } from '../kernel/testing/test-database.ts'
import { masterKeysOf } from '../platform/index.ts'

/** Answers of a test request: status and parsed body. */
export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any
  readonly headers: LightMyRequestResponse['headers']
}

/** Sends requests as one caller. */
export interface Caller {
  /** What signs its requests, for requests sent by hand. */
  readonly headers: Readonly<Record<string, string>>
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Answer>
  readonly post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  readonly patch: (path: string, body: unknown) => Promise<Answer>
  readonly delete: (path: string) => Promise<Answer>
  /** Sends bytes as they are, such as malformed JSON. */
  readonly postText: (path: string, text: string, headers?: Record<string, string>) => Promise<Answer>
  /** Uploads a file as multipart form data. */
  readonly upload: (
    path: string,
    file: { name: string; content: Buffer | string },
    fields?: Record<string, string>,
  ) => Promise<Answer>
}

export interface TestRole {
  readonly permissions?: readonly string[]
  readonly scopes?: Readonly<Record<string, RecordScope>>
  readonly fieldRules?: readonly { readonly record: string; readonly field: string; readonly rule: FieldRule }[]
}

export interface TestApp {
  readonly app: App
  /** URL of the owner's role, to look into tables as nobody else can. */
  readonly ownerUrl: string
  readonly dataDir: string
  readonly workspaceId: string
  readonly adminId: string
  /** Administrator of the first workspace. */
  readonly admin: Caller
  /** Administrator of a second workspace on the same database. */
  readonly other: Caller
  readonly anonymous: Caller
  /** A new user of the first workspace with a role of just this. */
  readonly as: (role: TestRole) => Promise<Caller & { readonly userId: string }>
  /** Waits until a job has ended. @returns its row as the API shows it */
  readonly job: (id: string, caller?: Caller) => Promise<Answer['body']>
  readonly stop: () => Promise<void>
}

export interface TestAppOptions {
  /** The clock; it stands still unless a test moves it. */
  readonly now?: () => Date
}

const PASSWORD = 'correct horse battery staple'
export const TEST_MASTER_KEYS = masterKeysOf('a master key of at least thirty-two characters')
export const TEST_NOW = new Date('2026-11-23T08:00:00Z')

/** The whole product on a database of its own, with two workspaces. */
export async function startTestApp({ now = () => TEST_NOW }: TestAppOptions = {}): Promise<TestApp> {
  const database = await testDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'rapport-files-'))
  const app = await createApp({
    appUrl: database.appUrl,
    jobsUrl: database.jobsUrl,
    dataDir,
    secret: 'a secret of at least thirty-two characters',
    masterKeys: TEST_MASTER_KEYS,
    publicUrl: 'http://127.0.0.1',
    connectionsMax: 6,
    actorRequestsPerMinute: 1_000_000,
    version: '0.0.0',
    log: false,
    now,
  })
  await app.server.ready()
  const firm = (name: string, email: string) =>
    app.platform.createWorkspace({
      firm: name,
      name: 'Admin',
      email,
      password: PASSWORD,
      language: 'en',
      country: 'CN',
    })
  const first = await firm('First', 'admin@first.example')
  await firm('Other', 'admin@other.example')
  const admin = await signIn(app, 'admin@first.example', PASSWORD)
  let users = 0
  return {
    app,
    ownerUrl: database.ownerUrl,
    dataDir,
    workspaceId: first.workspaceId,
    adminId: first.userId,
    admin,
    other: await signIn(app, 'admin@other.example', PASSWORD),
    anonymous: callerWith(app, {}),
    as: async (role) => {
      const email = `user${++users}@first.example`
      const created = await admin.post('/roles', {
        name: `Role ${users}`,
        permissions: role.permissions ?? [],
        scopes: role.scopes ?? {},
        fieldRules: role.fieldRules ?? [],
      })
      const user = await admin.post('/users', {
        name: `User ${users}`,
        email,
        password: PASSWORD,
        roleId: created.body.id,
      })
      return { ...(await signIn(app, email, PASSWORD)), userId: user.body.id }
    },
    job: (id, caller = admin) => jobEnd(app, id, caller),
    stop: async () => {
      await app.close()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function signIn(app: App, email: string, password: string): Promise<Caller> {
  const answer = await app.server.inject({
    method: 'POST',
    url: '/api/v1/auth/sign-in/email',
    payload: { email, password },
  })
  if (answer.statusCode !== 200) throw new Error(`sign-in of ${email}: ${answer.statusCode} ${answer.body}`)
  const cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  return callerWith(app, { cookie })
}

function callerWith(app: App, base: Record<string, string>): Caller {
  const send = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown, headers = {}) => {
    const answer = await app.server.inject({
      method,
      url: `/api/v1${path}`,
      headers: { ...base, 'x-rapport': '1', ...headers },
      ...(body !== undefined && { payload: body as object }),
    })
    return toAnswer(answer)
  }
  return {
    headers: base,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body = {}, headers = {}) => send('POST', path, body, headers),
    patch: (path, body) => send('PATCH', path, body),
    delete: (path) => send('DELETE', path),
    postText: (path, text, headers = {}) =>
      send('POST', path, text, { 'content-type': 'application/json', ...headers }),
    upload: (path, file, fields = {}) => {
      const { payload, boundary } = multipart(file, fields)
      return send('POST', path, payload, { 'content-type': `multipart/form-data; boundary=${boundary}` })
    },
  }
}

function toAnswer(answer: LightMyRequestResponse): Answer {
  const isJson = /json/.test(String(answer.headers['content-type'] ?? ''))
  const body = isJson && answer.body !== '' ? JSON.parse(answer.body) : answer.body
  return { status: answer.statusCode, body, headers: answer.headers }
}

function multipart(file: { name: string; content: Buffer | string }, fields: Record<string, string>) {
  const boundary = 'rapport-test-boundary'
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: application/octet-stream\r\n\r\n`
  const payload = Buffer.concat([
    Buffer.from(parts.join('') + head),
    Buffer.from(file.content),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return { payload, boundary }
}

/** Listens for the job's end instead of asking again and again; asks once first, in case it has ended already. */
async function jobEnd(app: App, id: string, caller: Caller): Promise<Answer['body']> {
  const ended = new Promise<void>((resolve) => {
    const stop = app.bus.onJob((notice) => {
      if (notice.id !== id || notice.state === 'running') return
      stop()
      resolve()
    })
  })
  const now = await caller.get(`/jobs/${id}`)
  if (!['done', 'failed', 'cancelled'].includes(now.body.state)) await ended
  return (await caller.get(`/jobs/${id}`)).body
}
