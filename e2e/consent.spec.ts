import { expect, settle, test } from './test.ts'

const words = {
  'zh-CN': {
    locale: 'zh-CN',
    page: '您愿意收到什么？',
    choice: '新品与优惠：短信',
    save: '保存我的选择',
    saved: '已保存，谢谢。',
    link: '偏好设置链接',
    make: '生成链接',
    refused: '撤回同意：新品与优惠（短信）',
    mark: /^新品与优惠，短信：.*撤回$/,
    wrong: '链接无法打开',
  },
  en: {
    locale: 'en-GB',
    page: 'What may we send you?',
    choice: 'News and offers: Text message',
    save: 'Save my choices',
    saved: 'Saved. Thank you.',
    link: 'Preference link',
    make: 'Make the link',
    refused: 'Withdrew consent: News and offers by text message',
    mark: /^News and offers, Text message: Withdrawn/,
    wrong: 'This link does not work',
  },
} as const

for (const language of ['zh-CN', 'en'] as const) {
  test.describe(`A customer with a preference link (${language})`, () => {
    test.use({ language })

    test('takes a consent back on the phone, and staff sees it on the timeline', async ({
      page,
      firm,
      api,
      browser,
      faults,
    }) => {
      const said = words[language]
      const choices = [{ purpose: 'marketing', channel: 'sms', state: 'granted' }]
      await api.post(`/customers/${firm.customerId}/consent`, { choices, source: 'form' })
      await page.goto(`/customers/${firm.customerId}`)
      await settle(page)
      await page.getByRole('button', { name: said.link }).click()
      await page.getByRole('button', { name: said.make }).click()
      const link = (await page.getByRole('dialog').locator('code').textContent()) ?? ''

      const phone = await browser.newContext({
        viewport: { width: 390, height: 844 },
        locale: said.locale,
        storageState: { cookies: [], origins: [] },
        extraHTTPHeaders: {},
      })
      const holder = await phone.newPage()
      holder.on('pageerror', (error) => faults.push(error.message))
      await holder.goto(link)
      await expect(holder.getByRole('heading', { level: 1, name: said.page })).toBeVisible()
      const isTooWide = await holder.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
      expect(isTooWide).toBe(false)
      const choice = holder.getByRole('switch', { name: said.choice })
      await expect(choice).toBeChecked()
      await choice.click({ force: true })
      await holder.getByRole('button', { name: said.save }).click()
      await expect(holder.getByText(said.saved)).toBeVisible()
      await holder.reload()
      await expect(holder.getByRole('switch', { name: said.choice })).not.toBeChecked()
      await holder.goto(`${link.slice(0, -4)}AAAA`)
      await expect(holder.getByRole('heading', { level: 1, name: said.wrong })).toBeVisible()
      await phone.close()

      await page.goto(`/customers/${firm.customerId}`)
      await expect(page.getByText(said.refused).first()).toBeVisible()
      await expect(page.getByRole('button', { name: said.mark })).toBeVisible()
      expect(faults).toEqual([])
    })
  })
}
