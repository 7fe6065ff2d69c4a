import { expect, test } from '@playwright/test'
import { type Product, startProduct } from './product.ts'

const words = {
  en: {
    language: 'English',
    firm: 'Firm',
    name: 'Your name',
    email: 'Email',
    password: 'Password',
    create: 'Create the firm',
    welcome: 'Let’s bring your customers in',
    own: 'Bring your own file',
    example: 'Load the example firm',
  },
  'zh-CN': {
    language: '中文',
    firm: '公司名称',
    name: '你的姓名',
    email: '邮箱',
    password: '密码',
    create: '创建公司',
    welcome: '先把客户请进来吧',
    own: '导入自己的文件',
    example: '载入示例公司',
  },
}

for (const language of ['en', 'zh-CN'] as const) {
  test.describe(`A first run in ${language}`, () => {
    let product: Product
    test.beforeAll(async () => {
      product = await startProduct()
    })
    test.afterAll(() => product.stop())

    test('creates the firm and its administrator, then offers the first step', async ({ page }) => {
      const said = words[language]
      await page.goto(product.url)
      await expect(page).toHaveURL(/\/setup$/)
      await page.getByRole('radio', { name: said.language }).locator('..').click()
      await page.getByLabel(said.firm).fill(language === 'en' ? 'Brightwater Instruments' : '青禾精密仪器')
      await page.getByLabel(said.name).fill(language === 'en' ? 'Maria Keller' : '林薇')
      await page.getByLabel(said.email).fill('first@example.com')
      await page.getByRole('textbox', { name: said.password }).fill('a-long-first-password')
      await page.getByRole('button', { name: said.create }).click()
      await expect(page.getByText(said.welcome)).toBeVisible()
      await expect(page.getByRole('link', { name: said.own })).toBeVisible()
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      await page.reload()
      await expect(page.getByText(said.welcome)).toBeVisible()
    })
  })
}
