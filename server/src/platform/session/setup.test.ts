import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type App, createApp } from '../../app.ts'
import { type TestDatabase, testDatabase } from '../../kernel/testing/test-database.ts'
import { masterKeysOf } from '../../platform/index.ts'

let database: TestDatabase
let app: App
const dataDir = mkdtempSync(join(tmpdir(), 'rapport-files-'))

beforeAll(async () => {
  database = await testDatabase()
  app = await createApp({
    appUrl: database.appUrl,
    jobsUrl: null,
    dataDir,
    secret: 'a secret of at least thirty-two characters',
    publicUrl: null,
    connectionsMax: 6,
    actorRequestsPerMinute: 1_000_000,
    masterKeys: masterKeysOf('a master key of at least thirty-two characters'),
    version: '0.0.0',
    log: false,
  })
})
afterAll(async () => {
  await app.close()
  await database.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

const firm = (number: number) => ({
  firm: `Firm ${number}`,
  name: 'Shen Lan',
  email: `shen${number}@yunqi.example`,
  password: 'correct horse battery staple',
  language: 'zh-CN',
  country: 'CN',
})
const headers = { 'x-rapport': '1' }
const setUp = (payload: object) => app.server.inject({ method: 'POST', url: '/api/v1/setup', headers, payload })
const readSetup = () => app.server.inject({ url: '/api/v1/setup' })

it('refuses weak passwords and unknown time zones, and stays open', async () => {
  expect((await setUp({ ...firm(0), password: 'short' })).statusCode).toBe(400)
  expect((await setUp({ ...firm(0), timeZone: 'Mars/Olympus' })).statusCode).toBe(400)
  expect((await readSetup()).json()).toEqual({ needed: true, languages: ['zh-CN', 'en'] })
})

it('lets one of several at once set the firm up, and signs them in', async () => {
  const answers = await Promise.all([1, 2, 3, 4, 5].map((number) => setUp(firm(number))))
  const winners = answers.filter(({ statusCode }) => statusCode === 201)
  expect(winners).toHaveLength(1)
  const losers = answers.filter(({ statusCode }) => statusCode === 409)
  expect(losers).toHaveLength(4)
  expect(losers[0]?.json().type).toBe('/problems/already-set-up')
  expect((await readSetup()).json().needed).toBe(false)
  const { rows } = await app.runtime.pool.query('select count(*)::int as users from auth."user"')
  expect(rows[0].users).toBe(1)
  const cookie = winners[0]?.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const session = await app.server.inject({ url: '/api/v1/session', headers: { cookie } })
  expect(session.json()).toMatchObject({
    user: { name: 'Shen Lan', language: 'zh-CN', timeZone: 'Asia/Shanghai', twoFactorEnabled: false },
    workspace: { currency: 'CNY', country: 'CN', hasData: false },
    role: { name: '管理员' },
  })
  expect(session.json().can).toEqual(expect.arrayContaining(['customer.read', 'settings.users', 'audit.read']))
})

it('keeps sign-up closed', async () => {
  const payload = { name: 'X', email: 'x@x.example', password: 'correct horse battery staple' }
  const answer = await app.server.inject({ method: 'POST', url: '/api/v1/auth/sign-up/email', headers, payload })
  expect(answer.statusCode).toBe(404)
})
