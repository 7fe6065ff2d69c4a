import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, TEST_NOW, type TestApp } from '../../testing/test-app.ts'
import { purgeFiles } from './purge-files.ts'

const DAY_MS = 24 * 60 * 60 * 1000
let app: TestApp
let id: string
beforeAll(async () => {
  app = await startTestApp()
  id = (await app.admin.post('/customers', { kind: 'person', name: 'Wu Shi' })).body.id
})
afterAll(() => app.stop())

const subject = () => ({ subjectType: 'customer', subjectId: id })
const contents = async () =>
  (await readdir(`${app.dataDir}/files/${app.workspaceId}`, { recursive: true })).filter((name) =>
    /[0-9a-f]{64}$/.test(name),
  )
/** The form's fields come before its file, so that the record is known when the bytes arrive. */
const attach = (name: string, content: string | Buffer, caller = app.admin) =>
  caller.upload('/files', { name, content }, subject())

it('keeps a file by its content and hands it out as an attachment', async () => {
  const page = '<script>alert(1)</script>'
  const made = await attach('../../合同 final.html', page)
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ name: '合同 final.html', mediaType: 'text/plain', bytes: page.length })
  const file = await app.admin.get(`/files/${made.body.id}`)
  expect(file.body).toBe(page)
  expect(file.headers).toMatchObject({
    'content-type': 'text/plain',
    'x-content-type-options': 'nosniff',
    'content-disposition': "attachment; filename*=UTF-8''%E5%90%88%E5%90%8C%20final.html",
  })
  await attach('same.txt', page)
  const folders = await readdir(`${app.dataDir}/files/${app.workspaceId}`)
  expect(folders.filter((name) => name.length === 2)).toHaveLength(1)
  expect((await app.admin.get(`/files?subjectType=customer&subjectId=${id}`)).body.items).toHaveLength(2)
})

it('tells the media type by the content, not by the name', async () => {
  const png = Buffer.from('89504e470d0a1a0a0000', 'hex')
  expect((await attach('photo.txt', png)).body.mediaType).toBe('image/png')
  expect((await attach('evil.png', '<html>')).body.mediaType).toBe('text/plain')
})

it('belongs to its record: who may not see or change that, has no way to the file', async () => {
  const made = await attach('a.txt', 'a')
  const seller = await app.as({ permissions: ['customer.read', 'customer.update'] })
  expect((await seller.get(`/files/${made.body.id}`)).status).toBe(404)
  expect((await attach('b.txt', 'b', seller)).status).toBe(404)
  const reader = await app.as({ permissions: ['customer.read'], scopes: { customer: 'all' } })
  expect((await reader.get(`/files/${made.body.id}`)).status).toBe(200)
  expect((await attach('c.txt', 'c', reader)).status).toBe(403)
  expect((await reader.delete(`/files/${made.body.id}`)).status).toBe(403)
  expect((await app.other.get(`/files/${made.body.id}`)).status).toBe(404)
  expect((await app.admin.delete(`/files/${made.body.id}`)).status).toBe(204)
  expect((await app.admin.get(`/files/${made.body.id}`)).status).toBe(404)
})

it('leaves the disk 30 days after it was deleted, unless another attachment has the same content', async () => {
  const stored = {
    ...app.app.platform,
    runtime: { ...app.app.runtime, now: () => new Date(TEST_NOW.getTime() + 31 * DAY_MS) },
  }
  const [once, twice, kept] = [await attach('1', 'once'), await attach('2', 'twice'), await attach('3', 'twice')]
  for (const { body } of [once, twice]) await app.admin.delete(`/files/${body.id}`)
  const before = (await contents()).length
  await purgeFiles(stored, app.workspaceId)
  expect((await contents()).length).toBeLessThan(before)
  expect((await app.admin.get(`/files/${kept.body.id}`)).body).toBe('twice')
})

it('refuses what is no file with words', async () => {
  expect((await app.admin.post('/files', {})).status).toBe(400)
  const nowhere = await app.admin.upload('/files', { name: 'x', content: 'x' }, { subjectType: 'moon', subjectId: id })
  expect(nowhere.status).toBe(400)
  const large = await attach('large.bin', Buffer.alloc(50 * 1024 * 1024 + 1))
  expect(large.body.type).toBe('/problems/too-large')
})
