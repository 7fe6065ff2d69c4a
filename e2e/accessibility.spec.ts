import AxeBuilder from '@axe-core/playwright'
import { screens } from './screens.ts'
import { expect, settle, test } from './test.ts'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

for (const [language, theme] of [
  ['zh-CN', 'light'],
  ['en', 'dark'],
] as const) {
  test.describe(`Every screen, ${language}, ${theme}`, () => {
    test.use({ language, theme })

    test('meets WCAG 2.2 AA', async ({ page, firm, faults }) => {
      test.setTimeout(300_000)
      const found: string[] = []
      for (const { name, path } of screens(firm)) {
        await page.goto(path)
        await settle(page)
        const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze()
        for (const { id, nodes } of violations)
          found.push(
            `${name}: ${id}: ${nodes
              .map((node) => node.target.join(' '))
              .slice(0, 3)
              .join(' | ')}`,
          )
      }
      expect(found).toEqual([])
      expect(faults).toEqual([])
    })
  })
}

test.describe('What floats above the page', () => {
  test.use({ language: 'en' })

  test('the palette and the keyboard sheet meet WCAG 2.2 AA', async ({ page }) => {
    await page.goto('/customers')
    await page.getByRole('grid').waitFor()
    const found: string[] = []
    for (const open of ['Control+k', 'Shift+?']) {
      await page.keyboard.press(open)
      await page.getByRole('dialog').waitFor()
      const { violations } = await new AxeBuilder({ page }).withTags(standards).include('[role="dialog"]').analyze()
      found.push(...violations.map(({ id, nodes }) => `${open}: ${id}: ${nodes[0]?.target.join(' ')}`))
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    expect(found).toEqual([])
  })
})

test.describe('On a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('no screen scrolls sideways', async ({ page, firm }) => {
    test.setTimeout(180_000)
    const wide: string[] = []
    for (const { name, path } of screens(firm)) {
      await page.goto(path)
      await settle(page)
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      if (over > 0) wide.push(`${name}: ${over} px`)
    }
    expect(wide).toEqual([])
  })
})
