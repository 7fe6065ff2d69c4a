import type { Page } from '@playwright/test'
import type { Api } from './api.ts'
import { expect, settle, test } from './test.ts'

const words = {
  'zh-CN': {
    known: '可能已有此客户',
    name: '名称',
    phone: '电话',
    add: '新建客户',
    scan: '开始查重',
    scanned: /查重完成/,
    group: '疑似重复的一组',
    samePhone: '电话相同',
    merged: /^已合并到/,
    undo: '撤销',
    apart: '不再将他们视为同一客户',
    sure: /^合并 .* 以上的 \d+ 组$/,
    sureTitle: '合并全部有把握的重复',
    these: /^合并 \d+ 组$/,
    mergedSure: /^已合并 \d+ 条记录$/,
    compare: '对比并合并',
    merge: '合并',
    from: '由以下记录合并而来',
    takeBack: '撤销合并',
    restored: '已恢复为各自的记录',
  },
  en: {
    known: 'Probably here already',
    name: 'Name',
    phone: 'Phone',
    add: 'New customer',
    scan: 'Look for duplicates',
    scanned: /^Done/,
    group: 'Group of probable duplicates',
    samePhone: 'same phone',
    merged: /^Merged into/,
    undo: 'Undo',
    apart: 'They will not be taken for the same again',
    sure: /^Merge .*\d+ above/,
    sureTitle: 'Merge all that are sure',
    these: /^Merge \d+ groups?$/,
    mergedSure: /^\d+ records? merged$/,
    compare: 'Compare and merge',
    merge: 'Merge',
    from: 'Merged from',
    takeBack: 'Take back',
    restored: 'The records stand apart again',
  },
} as const

/** One person entered twice: with the same number, the second time with the name turned round. */
async function enterTwice(api: Api, given: string, family: string, phone: string): Promise<string[]> {
  const enter = (name: string) =>
    api.post<{ id: string }>('/customers', { kind: 'person', name, contactPoints: [{ kind: 'phone', value: phone }] })
  const [first, second] = [await enter(`${given} ${family}`), await enter(`${family}, ${given}`)]
  return [first.id, second.id]
}

/** Looks for duplicates, merges one and undoes it, tells them apart, then merges all that are sure. */
async function clearQueue(page: Page, said: (typeof words)['zh-CN' | 'en'], mark: string): Promise<void> {
  await page.goto('/duplicates')
  await settle(page)
  await page.getByRole('button', { name: said.scan }).click()
  await expect(page.getByText(said.scanned).first()).toBeVisible({ timeout: 60_000 })
  const inQueue = (name: string) => page.getByRole('button', { name: new RegExp(name) }).first()
  const review = page.getByRole('region', { name: said.group })

  await inQueue(`Quill${mark}`).click()
  await expect(review.getByText(said.samePhone).first()).toBeVisible()
  await expect(review.getByText(`Quentin Quill${mark}`).first()).toBeVisible()
  await page.keyboard.press('m')
  await expect(page.getByText(said.merged).first()).toBeVisible()
  await expect(inQueue(`Quill${mark}`)).toHaveCount(0)
  await page.getByRole('status').getByRole('button', { name: said.undo }).first().click()
  await expect(inQueue(`Quill${mark}`)).toBeVisible()

  await inQueue(`Quill${mark}`).click()
  await expect(review.getByText(`Quentin Quill${mark}`).first()).toBeVisible()
  await page.keyboard.press('d')
  await expect(page.getByText(said.apart)).toBeVisible()
  await expect(inQueue(`Quill${mark}`)).toHaveCount(0)

  await page.getByRole('button', { name: said.sure }).click()
  const preview = page.getByRole('dialog', { name: said.sureTitle })
  await expect(preview.getByRole('listitem').first()).toBeVisible()
  await preview.getByRole('button', { name: said.these }).click()
  await expect(page.getByText(said.mergedSure)).toBeVisible({ timeout: 60_000 })
  await expect(inQueue(`Rook${mark}`)).toHaveCount(0)
}

for (const language of ['zh-CN', 'en'] as const) {
  test.describe(`One customer, once (${language})`, () => {
    test.use({ language })
    const said = words[language]
    const mark = language === 'en' ? 'Eng' : 'Chi'
    const phone = (end: string) => `+44 7700 9${language === 'en' ? '1' : '2'}${end}`

    test('is told while a customer is typed who is there already', async ({ page, api, faults }) => {
      await enterTwice(api, 'Typhaine', `Tybalt${mark}`, phone('0101'))
      await page.goto('/customers')
      await page.getByRole('grid').waitFor()
      await page.getByRole('button', { name: said.add }).first().click()
      const sheet = page.getByRole('dialog')
      await sheet.getByLabel(said.name, { exact: false }).first().fill(`Typhaine Tybalt${mark}`)
      await sheet.getByLabel(said.phone).fill(phone('0101'))
      const known = sheet.getByRole('region', { name: said.known })
      await expect(known.getByRole('link', { name: `Typhaine Tybalt${mark}` })).toBeVisible()
      await expect(known.getByText(said.samePhone).first()).toBeVisible()
      expect(faults).toEqual([])
    })

    test('is found by a scan, merged by keyboard, undone, told apart, and merged with all that are sure', async ({
      page,
      api,
      faults,
    }) => {
      await enterTwice(api, 'Quentin', `Quill${mark}`, phone('0202'))
      await enterTwice(api, 'Rosalind', `Rook${mark}`, phone('0303'))
      await clearQueue(page, said, mark)
      expect(faults).toEqual([])
    })

    test('is merged from its own page and taken back there', async ({ page, api, faults }) => {
      const [id] = await enterTwice(api, 'Sibylla', `Swann${mark}`, phone('0404'))
      await page.goto(`/customers/${id}`)
      await settle(page)
      await page.getByRole('button', { name: said.compare }).click()
      await page.getByRole('dialog').getByRole('button', { name: said.merge, exact: true }).click()
      await expect(page.getByText(said.merged).first()).toBeVisible()
      const from = page.locator('section', { hasText: said.from }).last()
      await expect(from.getByText(`Swann${mark}`).first()).toBeVisible()
      await from.getByRole('button', { name: said.takeBack }).click()
      await expect(page.getByText(said.restored)).toBeVisible()
      await expect(page.getByRole('button', { name: said.compare })).toBeVisible()
      expect(faults).toEqual([])
    })
  })
}
