import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, TEST_NOW, type TestApp } from '../../testing/test-app.ts'

let now = TEST_NOW
let test: TestApp
beforeAll(async () => {
  test = await startTestApp({ now: () => now })
})
afterAll(() => test.stop())

const CSV = `客户编号,姓名,邮箱,手机,接受邮件,接受短信,接受电话,请勿联系,同意日期,同意来源
K1,张三,san@li.example,13800138001,是,否,也许,,2025年3月1日,上海展会登记表
K2,李四,si@li.example,13800138002,2024-06-30,,,,,旧系统
K3,王五,wu@li.example,13800138003,,,,是,,电话要求
K4,赵六,liu@li.example,13800138004,是,,,,2099-01-01,
`

async function imported(content: string, name = '客户.csv') {
  const { body } = await test.admin.upload('/imports', { name, content }, { type: 'customers' })
  const check = await test.job((await test.admin.post(`/imports/${body.id}/dry-run`)).body.job)
  const job = await test.job((await test.admin.post(`/imports/${body.id}/start`)).body.job)
  expect(job.problem).toBeNull()
  return { id: body.id as string, columns: body.columns, check: check.result, result: job.result }
}

async function undo(id: string) {
  const job = await test.job((await test.admin.post(`/imports/${id}/undo`)).body.job)
  expect(job.problem).toBeNull()
}

const idOf = async (hint: string): Promise<string> =>
  (await test.admin.get(`/recognition?hint=${hint}`)).body.customer.id

async function stateOf(id: string, channel: string, on?: string) {
  const { body } = await test.admin.get(`/customers/${id}/consent${on ? `?on=${on}` : ''}`)
  const { choices } = body.purposes.find(({ key }: { key: string }) => key === 'marketing')
  return choices.find((one: { channel: string }) => one.channel === channel).state
}

const entriesOf = async (id: string) => (await test.admin.get(`/customers/${id}/consent/entries`)).body.items

const say = (id: string, channel: string, state: string) =>
  test.admin.post(`/customers/${id}/consent`, { choices: [{ purpose: 'marketing', channel, state }], source: 'call' })

const pass = () => {
  now = new Date(now.getTime() + 60_000)
}

describe('import of consent', () => {
  it('knows the columns, takes yes, no and days with their origin, and says what it cannot read', async () => {
    const { columns, check, result } = await imported(CSV)
    expect(columns.map(({ target }: { target: string }) => target).slice(4)).toEqual([
      'consentEmail',
      'consentSms',
      'consentPhone',
      'consentAll',
      'consentOn',
      'consentOrigin',
    ])
    expect(check).toMatchObject({ created: 4, rejected: 0 })
    expect(result).toMatchObject({ created: 4, rejected: 0 })
    const messages = check.problems.map(({ row, message }: { row: number; message: string }) => [row, message])
    expect(messages).toEqual([
      [1, 'import.problem.consent'],
      [4, 'import.problem.consent-future'],
    ])
    const first = await idOf('san@li.example')
    expect([await stateOf(first, 'email'), await stateOf(first, 'sms'), await stateOf(first, 'phone')]).toEqual([
      'granted',
      'refused',
      'none',
    ])
    expect([await stateOf(first, 'email', '2025-02-28'), await stateOf(first, 'email', '2025-03-01')]).toEqual([
      'none',
      'granted',
    ])
    const proof = (await entriesOf(first)).find(({ channel }: { channel: string }) => channel === 'email')
    expect(proof).toMatchObject({ source: 'import', origin: '上海展会登记表', fileName: '客户.csv', fileRow: 1 })
    expect(proof).toMatchObject({ isAddressOnFile: true })
    expect(await stateOf(await idOf('si@li.example'), 'email', '2024-06-30')).toBe('granted')
    expect((await entriesOf(await idOf('wu@li.example')))[0]).toMatchObject({ purpose: 'all', state: 'refused' })
    const { body } = await test.admin.get(`/customers/${first}/timeline?kinds=consent`)
    expect(body.items).toHaveLength(2)
  })

  it('enters nothing twice, and counts a row that brings nothing but consent as a change', async () => {
    pass()
    const { check, result } = await imported(CSV, 'again.csv')
    expect([check.unchanged, result.unchanged, result.updated]).toEqual([4, 4, 0])
    const more = await imported('客户编号,接受短信\nK2,是\nK3,\n', 'more.csv')
    expect([more.check.updated, more.result.updated, more.result.unchanged]).toEqual([1, 1, 1])
  })

  it('never turns a refusal into a yes without a day, and lets a later day decide', async () => {
    const id = await idOf('si@li.example')
    pass()
    await say(id, 'phone', 'refused')
    pass()
    const old = await imported('客户编号,接受电话\nK2,是\n', 'old.csv')
    expect(old.check.problems[0].message).toBe('import.problem.consent-refused')
    expect(await stateOf(id, 'phone')).toBe('refused')
    await imported('客户编号,接受电话,同意日期\nK2,是,2020-01-01\n', 'dated.csv')
    expect([await stateOf(id, 'phone'), await stateOf(id, 'phone', '2020-01-02')]).toEqual(['refused', 'granted'])
  })

  it('is annulled by undo: what stood before and what was said since counts, and nothing is erased', async () => {
    const id = await idOf('san@li.example')
    pass()
    const { id: importId } = await imported('客户编号,接受短信,接受微信\nK1,退订,是\n', 'wrong.csv')
    expect(await stateOf(id, 'wechat')).toBe('granted')
    pass()
    await say(id, 'post', 'granted')
    const before = (await entriesOf(id)).length
    pass()
    await undo(importId)
    expect([await stateOf(id, 'wechat'), await stateOf(id, 'sms'), await stateOf(id, 'post')]).toEqual([
      'none',
      'refused',
      'granted',
    ])
    const entries = await entriesOf(id)
    expect(entries).toHaveLength(before + 1)
    expect(entries[0]).toMatchObject({ state: 'annulled', source: 'undo', importId })
    expect(entries.some(({ annulledBy }: { annulledBy: string }) => annulledBy === entries[0].id)).toBe(true)
    const again = await imported('客户编号,接受微信\nK1,是\n', 'right.csv')
    expect([again.result.updated, await stateOf(id, 'wechat')]).toEqual([1, 'granted'])
  })

  it('that brought a customer stands once somebody said more of them', async () => {
    const { id: importId } = await imported('客户编号,姓名,邮箱,接受邮件\nK9,钱七,qi@li.example,是\n', 'new.csv')
    await undo(importId)
    expect((await test.admin.get('/recognition?hint=qi@li.example')).body.match).toBe('none')
    const { id: second } = await imported('客户编号,姓名,邮箱,接受邮件\nK9,钱七,qi@li.example,是\n', 'new-again.csv')
    await say(await idOf('qi@li.example'), 'sms', 'refused')
    const job = await test.job((await test.admin.post(`/imports/${second}/undo`)).body.job)
    expect(job.problem.type).toBe('import.changed-since')
  })
})
