import { test as base, type Page } from '@playwright/test'
import { type Api, apiOver } from './api.ts'
import { type Firm, firm } from './firm.ts'

type Language = 'zh-CN' | 'en'
type Given = {
  firm: Firm
  language: Language
  theme: 'light' | 'dark'
  as: 'administrator' | 'seller'
  api: Api
  /** Says no to page errors: a journey that leaves one behind has failed. */
  faults: string[]
}

/** A journey in the shared firm, signed in, in a language and a light. */
export const test = base.extend<Given>({
  language: ['zh-CN', { option: true }],
  theme: ['light', { option: true }],
  as: ['administrator', { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
  firm: async ({}, use) => use(firm()),
  baseURL: async ({ firm: { url } }, use) => use(url),
  storageState: async ({ firm: given, as }, use) =>
    use(as === 'seller' ? given.sellerSession : given.administratorSession),
  extraHTTPHeaders: async ({ firm: { url } }, use) => use({ 'x-rapport': '1', origin: url }),
  api: async ({ request, language, theme }, use) => {
    const api = apiOver(request)
    await api.patch('/session', { language, theme })
    await use(api)
  },
  faults: async ({ page }, use) => {
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    await use(faults)
  },
  page: async ({ page, api }, use) => {
    await api.get('/session')
    await use(page)
  },
})

export { expect } from '@playwright/test'

/** Waits until the page has drawn what it asked for. */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  await page.locator('main h1, main h2').first().waitFor()
  await page.waitForFunction(
    () => document.querySelectorAll('.mantine-Skeleton-root, .mantine-Loader-root').length === 0,
  )
}
