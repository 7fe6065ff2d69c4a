import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import type { LightMyRequestResponse } from 'fastify'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

const PASSWORD = 'a password that nobody guesses'
const cookieOf = (answer: LightMyRequestResponse) =>
  answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')

const post = (path: string, payload: object, headers: Record<string, string> = {}) =>
  app.app.server.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    headers: { 'x-rapport': '1', host: 'rapport.example', ...headers },
    payload,
  })
const readSession = (cookie: string) => app.app.server.inject({ url: '/api/v1/session', headers: { cookie } })
const signIn = (email: string, password = PASSWORD) => post('/auth/sign-in/email', { email, password })

async function newUser(email: string) {
  const { body: roles } = await app.admin.get('/roles')
  const user = await app.admin.post('/users', { name: 'Wang Wu', email, password: PASSWORD, roleId: roles.items[1].id })
  return user.body
}

describe('sign-in', () => {
  it('sets a cookie that scripts cannot read, and refuses a wrong password with words', async () => {
    await newUser('wang@first.example')
    const answer = await signIn('Wang@First.example')
    expect(answer.statusCode).toBe(200)
    expect(String(answer.headers['set-cookie'])).toMatch(/rapport\.session_token=.*HttpOnly; SameSite=Lax/)
    expect(String(answer.headers['set-cookie'])).not.toContain('Secure')
    const wrong = await post(
      '/auth/sign-in/email',
      { email: 'wang@first.example', password: 'not this one' },
      { 'accept-language': 'zh-CN' },
    )
    expect(wrong.statusCode).toBe(401)
    expect(wrong.json()).toMatchObject({ code: 'INVALID_EMAIL_OR_PASSWORD', detail: '邮箱或密码不正确。' })
    expect(wrong.headers['content-type']).toContain('application/problem+json')
  })

  it('answers junk with 4xx', async () => {
    for (const payload of [
      {},
      { email: 1 },
      { email: 'a\u0000b', password: [] },
      { email: 'x', password: 'y'.repeat(9000) },
    ]) {
      const answer = await post('/auth/sign-in/email', payload)
      expect(answer.statusCode).toBeGreaterThanOrEqual(400)
      expect(answer.statusCode).toBeLessThan(500)
    }
  })

  it('pauses an account after ten failures, from wherever they come', async () => {
    await newUser('guessed@first.example')
    for (let attempt = 0; attempt < 10; attempt++) await signIn('guessed@first.example', `guess number ${attempt}`)
    expect((await signIn('guessed@first.example')).statusCode).toBe(429)
  })

  it('ends with sign-out at once', async () => {
    await newUser('leaving@first.example')
    const cookie = cookieOf(await signIn('leaving@first.example'))
    expect((await readSession(cookie)).statusCode).toBe(200)
    await post('/auth/sign-out', {}, { cookie })
    expect((await readSession(cookie)).statusCode).toBe(401)
  })

  it('lists sessions and revokes the others', async () => {
    await newUser('two@first.example')
    const [first, second] = [cookieOf(await signIn('two@first.example')), cookieOf(await signIn('two@first.example'))]
    expect((await readSession(first)).statusCode).toBe(200)
    const listed = await app.app.server.inject({ url: '/api/v1/auth/list-sessions', headers: { cookie: second } })
    expect(listed.json()).toHaveLength(2)
    expect((await post('/auth/revoke-other-sessions', {}, { cookie: second })).statusCode).toBe(200)
    expect((await readSession(first)).statusCode).toBe(401)
    expect((await readSession(second)).statusCode).toBe(200)
  })

  it('forgets that the password was given by somebody else once it is changed', async () => {
    await newUser('fresh@first.example')
    const cookie = cookieOf(await signIn('fresh@first.example'))
    expect((await readSession(cookie)).json().user.mustChangePassword).toBe(true)
    const changed = { currentPassword: PASSWORD, newPassword: 'one of my very own' }
    expect((await post('/auth/change-password', changed, { cookie })).statusCode).toBe(200)
    expect((await readSession(cookie)).json().user.mustChangePassword).toBe(false)
  })
})

it('asks for the code of the authenticator app, and takes each backup code once', async () => {
  await newUser('careful@first.example')
  const cookie = cookieOf(await signIn('careful@first.example'))
  const enabled = await post('/auth/two-factor/enable', { password: PASSWORD }, { cookie })
  const { totpURI, backupCodes } = enabled.json()
  const secret = new URL(totpURI).searchParams.get('secret') ?? ''
  const code = await createOTP(new TextDecoder().decode(base32.decode(secret))).totp()
  expect((await post('/auth/two-factor/verify-totp', { code }, { cookie })).statusCode).toBe(200)

  const half = await signIn('careful@first.example')
  expect(half.json()).toMatchObject({ twoFactorRedirect: true })
  expect((await readSession(cookieOf(half))).statusCode).toBe(401)
  const wrong = await post('/auth/two-factor/verify-totp', { code: '000000' }, { cookie: cookieOf(half) })
  expect(wrong.statusCode).toBe(401)
  const whole = await post('/auth/two-factor/verify-totp', { code }, { cookie: cookieOf(half) })
  expect(whole.statusCode).toBe(200)
  expect((await readSession(cookieOf(whole))).json().user.twoFactorEnabled).toBe(true)

  for (const status of [200, 401]) {
    const again = await signIn('careful@first.example')
    const used = await post(
      '/auth/two-factor/verify-backup-code',
      { code: backupCodes[0] },
      { cookie: cookieOf(again) },
    )
    expect(used.statusCode).toBe(status)
  }
})

describe('API keys', () => {
  it('act with their role in one workspace until they are revoked', async () => {
    const { body: roles } = await app.admin.get('/roles')
    const reader = roles.items.find(({ name }: { name: string }) => name === 'Read only')
    const key = await app.admin.post('/keys', { name: 'Till', roleId: reader.id })
    expect(key.body.secret).toMatch(/^rap_/)
    for (const headers of [{ authorization: `Bearer ${key.body.secret}` }, { 'x-api-key': key.body.secret }]) {
      expect((await app.anonymous.get('/customers', headers)).status).toBe(200)
      expect((await app.anonymous.get('/audit', headers)).status).toBe(403)
    }
    const listed = await app.admin.get('/keys')
    expect(listed.body.items[0]).toMatchObject({ name: 'Till', start: key.body.secret.slice(0, 10) })
    expect(JSON.stringify(listed.body)).not.toContain(key.body.secret)
    expect((await app.other.get('/keys')).body.items).toEqual([])
    expect((await app.other.delete(`/keys/${key.body.id}`)).status).toBe(404)
    expect((await app.admin.delete(`/keys/${key.body.id}`)).status).toBe(204)
    expect((await app.anonymous.get('/customers', { 'x-api-key': key.body.secret })).status).toBe(401)
  })

  it('leave no secret behind, also when made under an Idempotency-Key', async () => {
    const { body: roles } = await app.admin.get('/roles')
    const made = { name: 'Once', roleId: roles.items[1].id }
    const key = await app.admin.post('/keys', made, { 'idempotency-key': 'key-1' })
    expect(key.status).toBe(201)
    const client = new pg.Client({ connectionString: app.ownerUrl })
    await client.connect()
    const { rows } = await client.query('select body from kernel.idempotency')
    const { rows: events } = await client.query('select before, after from kernel.event')
    await client.end()
    expect(JSON.stringify([rows, events])).not.toContain(key.body.secret)
  })

  it('are not made beyond what their maker may do, and no bearer passes as a session', async () => {
    const maker = await app.as({ permissions: ['settings.keys', 'customer.read'] })
    const { body: roles } = await app.admin.get('/roles')
    expect((await maker.post('/keys', { name: 'Big', roleId: roles.items[0].id })).status).toBe(403)
    expect((await app.anonymous.get('/session', { authorization: 'Bearer rap_nonsense' })).status).toBe(401)
  })
})

describe('people', () => {
  it('lose their sessions when they are disabled, and cannot sign in', async () => {
    const user = await newUser('gone@first.example')
    const cookie = cookieOf(await signIn('gone@first.example'))
    expect((await readSession(cookie)).statusCode).toBe(200)
    expect((await app.admin.patch(`/users/${user.id}`, { disabled: true })).body.disabled).toBe(true)
    expect((await readSession(cookie)).statusCode).toBe(401)
    expect((await signIn('gone@first.example')).statusCode).toBe(403)
  })

  it('leave at least one administrator', async () => {
    const refused = await app.admin.patch(`/users/${app.adminId}`, { disabled: true })
    expect(refused.body.type).toBe('/problems/last-administrator')
    expect((await app.admin.get('/session')).status).toBe(200)
  })

  it('may work in several workspaces; each learns nothing of the other', async () => {
    await newUser('both@first.example')
    const { body: roles } = await app.other.get('/roles')
    const added = await app.other.post('/users', {
      name: 'Theirs',
      email: 'both@first.example',
      roleId: roles.items[1].id,
    })
    expect(added.status).toBe(201)
    expect(added.body.name).toBe('Theirs')
    expect(added.body.oneTimePassword).toMatch(/^.{16}$/)
    expect((await signIn('both@first.example', added.body.oneTimePassword)).statusCode).toBe(401)
    expect((await app.other.post(`/users/${added.body.id}/password`)).body.type).toBe('/problems/account-elsewhere')
    const cookie = cookieOf(await signIn('both@first.example'))
    const before = (await readSession(cookie)).json()
    expect(before.workspaces).toHaveLength(2)
    const elsewhere = before.workspaces.find(({ id }: { id: string }) => id !== before.workspace.id)
    expect((await post('/session/workspace', { workspaceId: elsewhere.id }, { cookie })).statusCode).toBe(200)
    expect((await readSession(cookie)).json().workspace.id).toBe(elsewhere.id)
    const unknown = { workspaceId: '019a0000-0000-7000-8000-000000000000' }
    expect((await post('/session/workspace', unknown, { cookie })).statusCode).toBe(404)
  })
})
