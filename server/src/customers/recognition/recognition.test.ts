import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
let shenId: string
beforeAll(async () => {
  test = await startTestApp()
  const firm = (await test.admin.post('/customers', { kind: 'organization', name: '杭州云栖生物' })).body
  const shen = await test.admin.post('/customers', {
    kind: 'person',
    name: '沈若兰',
    jobTitle: '质检部主任',
    organization: firm.id,
    gender: 'female',
    since: '2021-06-01',
    birthday: { calendar: 'lunar', year: 1980, month: 8, day: 16 },
    externalId: 'ERP-77120',
    contactPoints: [
      { kind: 'phone', value: '138 0571 2046' },
      { kind: 'phone', value: '0571-88880001转801' },
      { kind: 'email', value: 'Ruolan.Shen@yunqi.example' },
      { kind: 'card', value: '6222 0210 0111' },
    ],
  })
  shenId = shen.body.id
  await test.admin.post(`/customers/${shenId}/preferences`, { kind: 'drink', value: '绿茶' })
  await test.admin.post(`/customers/${shenId}/preferences`, { kind: 'contact-time', value: '16 点后' })
  await test.admin.post(`/customers/${shenId}/preferences`, { kind: 'anniversary', value: '入职', date: '2010-11-25' })
  const delivery = { about: 'delivery', source: 'experience-with-us', text: '交期提前告知', level: 5 }
  await test.admin.post(`/customers/${shenId}/expectations`, delivery)
  for (const [name, phone] of [
    ['Anna Keller', '+41 44 668 18 00'],
    ['张伟', '139 0000 0001'],
    ['章薇', '139 0000 0002'],
  ])
    await test.admin.post('/customers', { kind: 'person', name, contactPoints: [{ kind: 'phone', value: phone }] })
})
afterAll(() => test.stop())

const recognise = async (hint: string, caller: Pick<TestApp['admin'], 'get'> = test.admin) =>
  (await caller.get(`/recognition?hint=${encodeURIComponent(hint)}`)).body

const inChinese = async () => test.admin.patch('/session', { language: 'zh-CN' })

describe('A3 recognition', () => {
  it.each([
    '13805712046',
    '138 0571 2046',
    '+86 138-0571-2046',
    '0086 13805712046',
    '１３８０５７１２０４６',
    'tel:+8613805712046',
    'sip:+8613805712046@pbx.example',
    '0571 8888 0001 ext 801',
    'RUOLAN.SHEN@yunqi.example',
    'mailto:ruolan.shen@yunqi.example',
    '622202100111',
    'ERP-77120',
  ])('knows the owner of %s exactly', async (hint) => {
    const found = await recognise(hint)
    expect(found).toMatchObject({ hint, match: 'exact', customer: { id: shenId, name: '沈若兰' } })
  })

  it.each(['沈若', '沈若兰', 'shenruolan', 'srl', '2046', '138 0571', '88880001', 'ruolan'])(
    'thinks of the likely customer for %s',
    async (hint) => {
      const found = await recognise(hint)
      expect(found).toMatchObject({ match: 'probable', customer: { id: shenId } })
      expect(found.candidates).toEqual([{ id: shenId, name: '沈若兰', subtitle: '杭州云栖生物 · 质检部主任' }])
    },
  )

  it('offers several in order: the exact name first', async () => {
    const found = await recognise('zhangwei')
    expect(found.match).toBe('several')
    expect(found).not.toHaveProperty('customer')
    expect((await recognise('章薇')).candidates.map(({ name }: { name: string }) => name)[0]).toBe('章薇')
  })

  it('knows nobody by a number that only ends alike, nor by nothing', async () => {
    expect(await recognise('138 4466 8180 0')).toEqual({ hint: '138 4466 8180 0', match: 'none', candidates: [] })
    expect(await recognise('139 0571 2046')).toMatchObject({ match: 'none' })
    expect(await recognise('   ')).toMatchObject({ match: 'none' })
    expect(await recognise("'\\:*&|!")).toMatchObject({ match: 'none' })
    expect((await test.admin.get('/recognition')).status).toBe(400)
    expect((await test.anonymous.get('/recognition?hint=2046')).status).toBe(401)
    expect(await recognise('13805712046', test.other)).toMatchObject({ match: 'none' })
  })

  it('gives the brief: who, since when, what to remember, how to begin', async () => {
    const { customer } = await recognise('13805712046')
    expect(customer).toMatchObject({
      title: '质检部主任',
      organization: { name: '杭州云栖生物' },
      avatarText: '沈',
      since: '2021-06-01',
      sinceYears: 5,
      greeting: 'Hello Ms Shen. How can I help you?',
      lastPurchases: [],
      ownedCount: 0,
      commitments: [],
      openCases: [],
      lastInteractions: [],
      owner: { id: test.adminId },
      remember: [
        'Lunar birthday 八月十六',
        '入职 25 November – in 2 days',
        'Drinks 绿茶',
        'Best reached 16 点后',
        'Cares most about: 交期提前告知',
      ],
    })
    expect(customer.contactPoints).toHaveLength(4)
  })

  it('obeys scope; a masked number recognises its owner and stays masked; a hidden one is no hint', async () => {
    const role = { permissions: ['customer.read'], scopes: { customer: 'all' } } as const
    const phone = { record: 'customer', field: 'primaryPhone' } as const
    const stranger = await test.as({ permissions: ['customer.read'], scopes: { customer: 'own' } })
    expect(await recognise('13805712046', stranger)).toMatchObject({ match: 'none' })
    expect(await recognise('沈若兰', stranger)).toMatchObject({ match: 'none' })

    const masked = await test.as({ ...role, fieldRules: [{ ...phone, rule: 'masked' }] })
    const seen = await recognise('13805712046', masked)
    expect(seen).toMatchObject({ match: 'exact', customer: { id: shenId } })
    expect(seen.customer.contactPoints[0].value).toBe('+86138****2046')
    expect(await recognise('2046', masked)).toMatchObject({ match: 'none' })

    const hidden = await test.as({
      ...role,
      fieldRules: [
        { ...phone, rule: 'hidden' },
        { record: 'customer', field: 'birthday', rule: 'hidden' },
        { record: 'customer', field: 'organization', rule: 'hidden' },
      ],
    })
    expect(await recognise('13805712046', hidden)).toMatchObject({ match: 'none' })
    const { customer, candidates } = await recognise('沈若兰', hidden)
    expect(candidates[0].subtitle).toBe('质检部主任')
    expect(customer).not.toHaveProperty('organization')
    expect(customer.remember[0]).not.toContain('八月十六')
    expect(customer.contactPoints.map(({ kind }: { kind: string }) => kind)).toEqual(['email', 'card'])
    const reader = await test.as({ permissions: ['order.read'] })
    expect((await reader.get('/recognition?hint=2046')).status).toBe(403)
  })

  it('speaks Chinese as one does', async () => {
    await inChinese()
    const { customer } = await recognise('srl')
    expect(customer.greeting).toBe('沈主任您好，请问有什么可以帮您？')
    expect(customer.remember).toEqual([
      '农历生日八月十六',
      '入职 11月25日（还有 2 天）',
      '喝绿茶',
      '16 点后方便',
      '最在意交期提前告知',
    ])
    expect((await recognise('云栖')).customer.greeting).toBe('您好，请问是杭州云栖生物的哪一位？')
    expect((await recognise('keller')).customer).toMatchObject({
      avatarText: 'AK',
      greeting: 'Anna Keller 您好，请问有什么可以帮您？',
    })
  })
})
