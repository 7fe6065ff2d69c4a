import { readFileSync } from 'node:fs'
import { fixture, seller } from './firm.ts'
import { expect, settle, test } from './test.ts'

test.describe('A file of Chinese customers in GB18030', () => {
  test('is read, mapped, checked, imported over what is there, and taken back exactly', async ({
    page,
    firm,
    api,
    faults,
  }) => {
    const reach = async () => {
      const { contactPoints } = await api.get<{ contactPoints: { kind: string; value: string }[] }>(
        `/customers/${firm.customerId}/page`,
      )
      return contactPoints.map(({ kind, value }) => `${kind} ${value}`).sort()
    }
    const before = await reach()
    // The same people with a new mail address each: rows that are there already are changed.
    const renewed = readFileSync(fixture('customers-gb18030.csv'))
      .toString('latin1')
      .replaceAll('@example.com', '@example.org')
    await page.goto('/imports/new')
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'renewed.csv', mimeType: 'text/csv', buffer: Buffer.from(renewed, 'latin1') })
    await expect(page.getByText('renewed.csv').first()).toBeVisible()
    await expect(page.getByLabel('编码').first()).toHaveValue('GB18030')
    await expect(page.getByText('沈若兰').first()).toBeVisible()
    await expect(page.getByLabel('手机 对应到').first()).toHaveValue(/电话/)
    await page.getByRole('button', { name: '检查文件' }).click()
    await expect(page.getByText('将更新')).toBeVisible()
    expect(await reach()).toEqual(before)
    await page.getByRole('button', { name: /^导入 \d+ 行$/ }).click()
    await expect(page.getByText(/已导入/).first()).toBeVisible({ timeout: 60_000 })
    expect(await reach()).not.toEqual(before)
    await page.getByRole('button', { name: '撤回这次导入' }).click()
    await expect(page.getByText('所有记录已恢复到导入之前。')).toBeVisible({ timeout: 60_000 })
    expect(await reach()).toEqual(before)
    expect(faults).toEqual([])
  })
})

test.describe('Finding a customer', () => {
  for (const typed of ['zs', 'zhangsan', '张三']) {
    test(`by "${typed}" from the palette`, async ({ page }) => {
      await page.goto('/')
      await settle(page)
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox').fill(typed)
      await expect(page.getByRole('option', { name: /张三/ }).first()).toBeVisible()
      await page.getByRole('option', { name: /张三/ }).first().click()
      await expect(page.getByRole('heading', { level: 1, name: '张三' })).toBeVisible()
    })
  }

  test('recognises a caller by pinyin initials', async ({ page }) => {
    await page.goto('/recognise')
    await page.getByRole('textbox').fill('shenruolan')
    await page.keyboard.press('Enter')
    await expect(page.getByText('沈若兰').first()).toBeVisible()
  })
})

test.describe('The customer page', () => {
  test('shows who, what happened and what matters, and changes a fact with a way back', async ({
    page,
    firm,
    faults,
  }) => {
    await page.goto(`/customers/${firm.customerId}`)
    await expect(page.getByRole('heading', { level: 1, name: '沈若兰' })).toBeVisible()
    await expect(page.getByText(/农历八月十六/).first()).toBeVisible()
    await expect(page.getByText('绿茶，不喝咖啡').first()).toBeVisible()
    await expect(page.getByText(/新的洁净室/).first()).toBeVisible()
    await page.getByRole('button', { name: /职务$/ }).click()
    await page.getByRole('textbox', { name: '职务' }).fill('首席科学家')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: /职务$/ })).toHaveText('首席科学家')
    await page.getByRole('button', { name: '撤销' }).first().click()
    await expect(page.getByRole('button', { name: /职务$/ })).not.toHaveText('首席科学家')
    expect(faults).toEqual([])
  })

  test('remembers something and forgets it again', async ({ page, firm }) => {
    await page.goto(`/customers/${firm.customerId}`)
    const section = page.getByRole('region', { name: '请记得' })
    await section.getByRole('button', { name: '添加' }).first().click()
    await section.getByRole('textbox', { name: '要记住的事' }).fill('爱听昆曲')
    await page.keyboard.press('Enter')
    await expect(section.getByText('爱听昆曲')).toBeVisible()
    await section.getByRole('button', { name: '移除“爱听昆曲”' }).click()
    await expect(section.getByText('爱听昆曲')).toHaveCount(0)
  })
})

test.describe('The list', () => {
  test.use({ language: 'en' })

  test('edits a cell in place and undoes it', async ({ page, faults }) => {
    await page.goto('/customers?sort=name')
    await page.getByRole('grid').waitFor()
    const row = page.getByRole('row').nth(1)
    const name = await row.getByRole('link').first().textContent()
    await page.keyboard.press('e')
    await page.getByRole('grid').getByRole('textbox').fill('New Name Ltd')
    await page.keyboard.press('Enter')
    await expect(page.getByText('New Name Ltd').first()).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByRole('link', { name: name ?? '' }).first()).toBeVisible()
    expect(faults).toEqual([])
  })

  test('filters by a chip, selects and assigns, all by keyboard', async ({ page }) => {
    await page.goto('/customers')
    await page.getByRole('grid').waitFor()
    await page.keyboard.press('f')
    await page.getByRole('textbox', { name: 'Which field' }).fill('city')
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'City' }).fill('杭州')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'City contains 杭州' })).toBeVisible()
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await expect(page.getByText('2 selected')).toBeVisible()
  })

  test('keeps what is on screen as a view', async ({ page }) => {
    await page.goto('/customers?sort=-orderTotal')
    await page.getByRole('grid').waitFor()
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: 'Save as a view' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Largest first')
    await page.getByRole('button', { name: 'Save the view' }).click()
    await expect(page.getByRole('navigation', { name: 'Main', exact: true }).getByText('Largest first')).toBeVisible()
  })
})

test.describe('A seller with a narrow role', () => {
  test.use({ as: 'seller' })

  test('sees only their customer, with the phone number masked and no settings', async ({ page, firm }) => {
    await page.goto('/customers')
    await page.getByRole('grid').waitFor()
    await expect(page.getByText('1 位客户')).toBeVisible()
    await expect(page.getByRole('link', { name: '沈若兰' }).first()).toBeVisible()
    await page.goto(`/customers/${firm.customerId}`)
    await expect(page.getByRole('heading', { level: 1, name: '沈若兰' })).toBeVisible()
    await expect(page.locator('main')).not.toContainText(/138 ?\d{4} ?\d{4}/)
    await page.goto('/settings')
    await expect(page.getByRole('heading', { level: 1, name: '个人资料' })).toBeVisible()
    await expect(page.getByRole('link', { name: '角色' })).toHaveCount(0)
  })
})

test.describe('Signing in', () => {
  test.use({ as: 'seller', language: 'en' })

  test('refuses a wrong password in words, lets the right one in, and switches language at once', async ({
    browser,
    firm,
    page: _signedIn,
  }) => {
    const context = await browser.newContext({ locale: 'en-GB', storageState: { cookies: [], origins: [] } })
    const page = await context.newPage()
    await page.goto(`${firm.url}/customers`)
    await page.getByLabel('Email').fill(seller.email)
    await page.getByRole('textbox', { name: 'Password' }).fill('not-the-password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('alert')).toContainText('Email or password is wrong')
    await page.getByRole('textbox', { name: 'Password' }).fill(seller.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page).toHaveURL(/\/customers/)
    await page.getByRole('button', { name: /Your settings/ }).click()
    await page.getByRole('menuitem', { name: '中文' }).click()
    await expect(page.getByRole('heading', { level: 1, name: '客户' })).toBeVisible()
    await context.close()
  })
})
