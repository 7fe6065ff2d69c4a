import { readFileSync } from 'node:fs'
import iconv from 'iconv-lite'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
let owner: pg.Client
beforeAll(async () => {
  test = await startTestApp()
  owner = new pg.Client({ connectionString: test.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await test.stop()
})

const CSV = `编号,姓名,手机,邮箱,公司,备注
C1,张三,138 0013 8000/13900139000,San@Example.com,云栖生物,"喜欢绿茶,不喝咖啡"
C2,李四,1.38E+10,li@example.com,,
C3,王五,021-6666 6666 转 801,wang#example,南芯科技,=HYPERLINK("http://x")
,,,,,
`

async function imported(content: Buffer | string, name: string, changes: object = {}) {
  const uploaded = await test.admin.upload('/imports', { name, content }, { type: 'customers' })
  expect(uploaded.status, JSON.stringify(uploaded.body)).toBe(201)
  const { id } = uploaded.body
  if (Object.keys(changes).length > 0) await test.admin.patch(`/imports/${id}`, changes)
  const started = await test.admin.post(`/imports/${id}/start`)
  const job = await test.job(started.body.job)
  expect(job.problem).toBeNull()
  return { id, uploaded: uploaded.body, result: job.result }
}

/** Every column of every row, so that "as before" means byte for byte. */
async function dump(): Promise<string> {
  const tables = ['customers.customer', 'customers.contact_point', 'customers.relation']
  const texts = []
  for (const table of tables) {
    const { rows } = await owner.query(`select t::text as text from ${table} t order by id`)
    texts.push(...rows.map((row) => row.text))
  }
  return texts.join('\n')
}

describe('A8 import', () => {
  it('finds encoding, delimiter and columns of a GB18030 file, checks it, imports it and takes it back exactly', async () => {
    await imported(Buffer.from('external id,name,phone\nC1,Zhang San,13800138000\n'), 'before.csv')
    const before = await dump()
    const uploaded = (
      await test.admin.upload(
        '/imports',
        { name: 'customers.csv', content: iconv.encode(CSV, 'gb18030') },
        { type: 'customers' },
      )
    ).body
    expect(uploaded).toMatchObject({ encoding: 'gb18030', delimiter: ',', hasHeader: true })
    expect(uploaded.columns.map((column: { target: string }) => column.target)).toEqual([
      'externalId',
      'name',
      'phone',
      'email',
      'organization',
      'note',
    ])

    const check = await test.job((await test.admin.post(`/imports/${uploaded.id}/dry-run`)).body.job)
    expect(check.result).toMatchObject({ rows: 4, created: 2, updated: 1, rejected: 1 })
    expect(await dump()).toBe(before)
    const described = (await test.admin.get(`/imports/${uploaded.id}`)).body
    const problems = described.check.problems.map((problem: { row: number; column: string; code: string }) => [
      problem.row,
      problem.column,
      problem.code,
    ])
    expect(problems).toEqual([
      [2, 'phone', 'import.problem.phone'],
      [3, 'email', 'import.problem.email'],
      [4, 'name', 'import.problem.no-name'],
    ])

    const job = await test.job((await test.admin.post(`/imports/${uploaded.id}/start`)).body.job)
    expect(job.result).toMatchObject({
      rows: 4,
      created: 2,
      updated: 1,
      unchanged: 0,
      rejected: 1,
      customersCreated: 2,
    })
    const list = (await test.admin.get('/customers?sort=name&q=zs')).body.items
    expect(list).toMatchObject([
      { name: '张三', externalId: 'C1', note: '喜欢绿茶,不喝咖啡', organization: { name: '云栖生物' } },
    ])
    const points = (await test.admin.get(`/customers/${list[0].id}/page`)).body.contactPoints
    expect(points.map((point: { value: string }) => point.value)).toEqual([
      '+8613800138000',
      'san@example.com',
      '+8613900139000',
    ])

    const errors = await test.admin.get(`/imports/${uploaded.id}/errors`)
    expect(String(errors.body)).toContain('编号,姓名,手机,邮箱,公司,备注')

    const undone = await test.job((await test.admin.post(`/imports/${uploaded.id}/undo`)).body.job)
    expect(undone.state).toBe('done')
    expect(await dump()).toBe(before)
  })

  it('refuses to take back what was changed since, and says which rows', async () => {
    const { id } = await imported('external id,name\nU1,Untouched\nU2,Edited\n', 'edited.csv')
    const { body } = await test.admin.get(`/customers/check?externalId=U2`)
    await test.admin.patch(`/customers/${body.items[0].id}`, { version: 1, industry: 'Optics' })
    const before = await dump()
    const job = await test.job((await test.admin.post(`/imports/${id}/undo`)).body.job)
    expect(job.state).toBe('failed')
    expect(job.problem).toMatchObject({
      type: 'import.changed-since',
      refused: [{ name: 'Edited', code: 'import.undo.changed', reason: 'Changed since the import.' }],
    })
    expect(await dump()).toBe(before)
  })

  it('counts rows that are known as unchanged and meets rows of its own file', async () => {
    const csv = 'name,email\nAnna Keller,anna@k.example\nAnna M. Keller,ANNA@k.example\nBen,ben@k.example\n'
    expect((await imported(csv, 'a.csv')).result).toMatchObject({ rows: 3, created: 2, updated: 1 })
    expect((await imported('name,email\nBen,ben@k.example\n', 'b.csv')).result).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 1,
    })
  })

  it('does not take a switchboard for a person', async () => {
    const csv = 'name,phone\n沈若兰,0571-8888 8888\n周明远,0571-8888 8888\n'
    expect((await imported(csv, 'switchboard.csv')).result).toMatchObject({ created: 2, updated: 0 })
  })

  it('remembers a mapping for the next file with the same columns', async () => {
    await imported('A,B\nx1,Somebody\n', 'odd.csv', { mapping: { A: 'externalId', B: 'name' }, saveTemplateAs: 'odd' })
    const next = (
      await test.admin.upload('/imports', { name: 'odd2.csv', content: 'A,B\nx2,Else\n' }, { type: 'customers' })
    ).body
    expect(next.columns.map((column: { target: string }) => column.target)).toEqual(['externalId', 'name'])
  })

  it('imports cards with their phones, mails and firms', async () => {
    const card = readFileSync(new URL('./reading/fixtures/vcard/John_Doe_GMAIL.vcf', import.meta.url))
    const { result } = await imported(card, 'card.vcf')
    expect(result).toMatchObject({ rows: 1, created: 1, rejected: 0 })
  })

  it.each([
    ['an empty file', '', 'import.empty-file'],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'import.unknown-format'],
    [
      '100,000 columns',
      `${Array.from({ length: 100_000 }, (_, index) => `c${index}`).join(',')}\n1\n`,
      'import.too-many-columns',
    ],
    ['a broken workbook', Buffer.from('504b0304aaaaaaaa', 'hex'), 'import.corrupt'],
  ])('refuses %s with words', async (_name, content, type) => {
    const answer = await test.admin.upload('/imports', { name: 'file', content }, { type: 'customers' })
    expect(answer.body).toMatchObject({ status: 400, type: `/problems/${type}` })
  })

  it('reads its own export back unchanged, in both languages and formats', async () => {
    await test.admin.post('/customers', {
      kind: 'person',
      name: "=HYPERLINK('x') 农",
      birthday: { calendar: 'lunar', year: 1980, month: 8, day: 16 },
      gender: 'female',
      tags: ['重点', 'fair'],
      contactPoints: [
        { kind: 'address', address: { city: '杭州', country: '中国' } },
        { kind: 'phone', value: '0571-8888 8888' },
      ],
    })
    const before = await dump()
    for (const [language, format] of [
      ['en', 'csv'],
      ['zh-CN', 'xlsx'],
      ['zh-CN', 'csv'],
    ]) {
      await test.admin.patch('/session', { language })
      const started = (await test.admin.post('/exports', { type: 'customer', format })).body
      const job = await test.job(started.job)
      const file = await test.app.server.inject({ url: job.result.href, headers: test.admin.headers })
      const { result } = await imported(file.rawPayload, `export.${format}`)
      expect([language, format, result]).toMatchObject([
        language,
        format,
        { rows: job.result.rows, created: 0, updated: 0, rejected: 0 },
      ])
    }
    await test.admin.patch('/session', { language: 'en' })
    expect(await dump()).toBe(before)
  })

  it('asks for the import permission of the type', async () => {
    const reader = await test.as({ permissions: ['customer.read'] })
    const answer = await reader.upload('/imports', { name: 'a.csv', content: 'name\nx\n' }, { type: 'customers' })
    expect(answer.status).toBe(403)
    expect((await reader.get('/imports')).body.items).toEqual([])
  })
})
