import { expect, it } from 'vitest'
import { renderPdf } from './render-pdf.ts'

const textsOf = (pdf: Buffer) =>
  [...pdf.toString('latin1').matchAll(/\/BaseFont \/[A-Z]{6}\+([^\s/]+)/g)].map(([, name]) => name)

it('sets Chinese, Latin, Greek and Cyrillic letters in fonts that it brings along', async () => {
  const pdf = await renderPdf({
    title: '个人信息副本',
    language: 'zh-CN',
    foot: '青禾精密仪器',
    blocks: [
      { kind: 'title', text: '个人信息副本' },
      { kind: 'text', text: '沈若兰女士，绿茶，不喝咖啡。龘靐龍鳳 Müller Łódź Привет Ελλάδα' },
      {
        kind: 'pairs',
        rows: [
          ['电话', '+86 138 0013 8000'],
          ['备注', 'tab\there\u0000\nnew line'],
        ],
      },
    ],
  })
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(new Set(textsOf(pdf)).size).toBeGreaterThan(1)
  expect(pdf.length).toBeLessThan(300_000)
})

it('shows that there is a character which no font has, instead of failing', async () => {
  const paper = { title: 'x', language: 'en', foot: 'x', blocks: [{ kind: 'text', text: 'ไทย 😀 ᚠ \ud800' }] } as const
  expect((await renderPdf(paper)).length).toBeGreaterThan(1000)
})
