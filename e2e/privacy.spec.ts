import { expect, test } from './test.ts'

const said = {
  'zh-CN': {
    more: '更多操作',
    menu: '隐私请求',
    kind: '请求类型',
    access: '查阅',
    erasure: '删除',
    save: '登记',
    verify: '核实身份',
    verified: '身份已核实',
    start: '开始处理',
    make: '生成数据包',
    download: '下载数据包',
    confirm: /无法撤销/,
    erase: '永久删除',
    pdf: '删除证明（PDF）',
  },
  en: {
    more: 'More actions',
    menu: 'Privacy request',
    kind: 'What is asked',
    access: 'Access',
    erasure: 'Erasure',
    save: 'Take in',
    verify: 'Verify identity',
    verified: 'Identity is verified',
    start: 'Begin work',
    make: 'Make package',
    download: 'Download package',
    confirm: /cannot be taken back/,
    erase: 'Erase for good',
    pdf: 'Certificate (PDF)',
  },
} as const

for (const language of ['zh-CN', 'en'] as const) {
  test.describe(`What a person asks about their data, ${language}`, () => {
    test.use({ language })

    test('is handed over as a package, then erased with a certificate', async ({ page, api, faults }) => {
      const words = said[language]
      const name = `林晚 ${language}`
      const { id } = await api.post<{ id: string }>('/customers', { kind: 'person', name })
      const ask = async (kind: string) => {
        await page.goto(`/customers/${id}`)
        await page.getByRole('button', { name: words.more }).click()
        await page.getByRole('menuitem', { name: words.menu }).click()
        await page.getByRole('combobox', { name: words.kind }).click()
        await page.getByRole('option', { name: kind, exact: true }).click()
        await page.getByRole('dialog').getByRole('button', { name: words.save }).click()
        await page.getByRole('button', { name: words.verify }).click()
        await page.getByRole('button', { name: words.verified }).click()
      }
      await ask(words.access)
      await page.getByRole('button', { name: words.start }).click()
      await page.getByRole('button', { name: words.make }).click()
      const handedOver = page.waitForEvent('download')
      await page.getByRole('link', { name: words.download }).click()
      expect((await handedOver).suggestedFilename()).toMatch(/\.zip$/)
      await ask(words.erasure)
      await page.getByLabel(words.confirm).fill(name)
      await page.getByRole('button', { name: words.erase }).click()
      const certified = page.waitForEvent('download')
      await page.getByRole('link', { name: words.pdf }).click()
      expect((await certified).suggestedFilename()).toMatch(/^erasure-.*\.pdf$/)
      await page.goto(`/customers?q=${encodeURIComponent('林晚')}`)
      await expect(page.getByText(name)).toHaveCount(0)
      expect(faults).toEqual([])
    })
  })
}
