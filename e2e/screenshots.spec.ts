import { fileURLToPath } from 'node:url'
import { expect, settle, test } from './test.ts'

const folder = process.env.RAPPORT_SCREENSHOTS === 'docs' ? '../docs/screenshots' : '../test-results/screenshots'
const pathOf = (name: string) => fileURLToPath(new URL(`${folder}/${name}.png`, import.meta.url))

const phone = { width: 390, height: 844 }
const desk = { width: 1220, height: 760 }

const listColumns = ['name', 'owner', 'lastOrderOn', 'orderCount', 'orderTotal', 'freshness', 'tags']

const pictures = [
  { name: 'home-light-zh', path: '/', language: 'zh-CN', theme: 'light', viewport: desk },
  { name: 'home-dark-en', path: '/', language: 'en', theme: 'dark', viewport: desk },
  { name: 'customers-dark-en', path: 'customers', language: 'en', theme: 'dark', viewport: desk },
  { name: 'customers-light-zh', path: 'customers', language: 'zh-CN', theme: 'light', viewport: desk },
  { name: 'customer-dark-zh', path: 'customer', language: 'zh-CN', theme: 'dark', viewport: desk },
  { name: 'customer-light-en', path: 'customer', language: 'en', theme: 'light', viewport: desk },
  { name: 'customer-phone-zh', path: 'customer', language: 'zh-CN', theme: 'light', viewport: phone },
  { name: 'relations-light-en', path: 'relations', language: 'en', theme: 'light', viewport: desk },
  {
    name: 'recognition-phone-zh',
    path: 'recognise',
    language: 'zh-CN',
    theme: 'light',
    viewport: phone,
  },
  { name: 'import-light-en', path: '/imports/new', language: 'en', theme: 'light', viewport: desk },
  { name: 'order-light-en', path: 'order', language: 'en', theme: 'light', viewport: desk },
  { name: 'roles-light-en', path: '/settings/roles', language: 'en', theme: 'light', viewport: desk },
] as const

test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('Every picture of the product is drawn, each small enough to be kept', async ({ page, firm, api }) => {
  test.setTimeout(180_000)
  const own: Record<string, string> = {
    customer: `/customers/${firm.customerId}`,
    relations: `/customers/${firm.customerId}/relations`,
    order: `/orders/${firm.orderId}`,
    customers: `/customers?sort=-orderTotal&columns=${encodeURIComponent(JSON.stringify(listColumns))}`,
    recognise: `/recognise?hint=${encodeURIComponent(firm.callerHint)}`,
  }
  for (const { name, path, language, theme, viewport } of pictures) {
    await test.step(name, async () => {
      await api.patch('/session', { language, theme })
      await page.setViewportSize(viewport)
      await page.goto(own[path] ?? path)
      await settle(page)
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
      await page.evaluate(() => document.fonts.ready)
      const image = await page.screenshot({ path: pathOf(name), animations: 'disabled' })
      expect(image.length).toBeLessThan(200_000)
    })
  }
})
