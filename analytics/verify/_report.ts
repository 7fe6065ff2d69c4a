import { readFileSync } from 'node:fs'
import { type Figure, repositoryFile } from './_figure.ts'
import { type Growth, SIZES } from './_growth.ts'

/** Modules in the order in which a manager meets them; each has its half page in both languages. */
const MODULES = [
  'lifetime-value',
  'satisfaction',
  'duplicates',
  'rfm',
  'scoring',
  'basket',
  'attribution',
  'forecast',
  'text',
  'dispatch',
  'sla-clock',
] as const

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')

const milliseconds = (time: number | null): string =>
  time === null ? '' : time < 10 ? time.toFixed(1) : String(Math.round(time))

/** The page with the picture drawn from real numbers in the place of the drawing in letters, whose place it keeps. */
function withPicture(page: string, picture: string | null): string {
  if (picture === null) return page
  const heading = /^## (.*)$/m.exec(page)?.[1] ?? ''
  return page.replace(/```[\s\S]*?```/, `![${heading}](${picture})`)
}

/** `docs/analytics.md` from what was measured and what each module says of itself. */
export function writeReport(
  figures: readonly Figure[],
  growth: readonly Growth[],
  pictures: ReadonlySet<string>,
): string {
  const about = (language: 'en' | 'zh-CN') =>
    MODULES.map((module) =>
      withPicture(
        readFileSync(repositoryFile(`analytics/src/${module}/about.${language}.md`), 'utf8').trim(),
        pictures.has(module) ? `pictures/${module}.${language}.svg` : null,
      ),
    ).join('\n\n')
  const failed = figures.filter(({ holds }) => holds === false).length
  return `${[
    '# The numbers behind the relationship · 客户关系背后的数字',
    '*Printed by `npm run verify`; not written by hand. 由 `npm run verify` 生成，请勿手工修改。*',
    '[English](#english) · [中文](#中文) · [Figures · 数字](#figures--数字)',
    '# English',
    about('en'),
    '# 中文',
    about('zh-CN'),
    '# Figures · 数字',
    `${figures.filter(({ holds }) => holds !== null).length} figures held against published ones or against what was asked; ${failed === 0 ? 'all hold' : `${failed} do not hold`}.`,
    table(
      ['module', 'figure', 'reference', 'ours', 'holds', 'processor time, ms'],
      figures.map((one) => [
        one.module,
        one.figure,
        one.reference,
        one.ours,
        one.holds === null ? '–' : one.holds ? 'yes' : '**no**',
        one.timeMs > 0 ? milliseconds(one.timeMs) : '',
      ]),
    ),
    growthSection(growth),
  ].join('\n\n')}\n`
}

export const GROWTH_HEADING = '## As data grow · 数据增长时'

/** The last section of `docs/analytics.md`. */
export function growthSection(growth: readonly Growth[]): string {
  return [
    GROWTH_HEADING,
    'Processor time of one thread, all its helpers included. 单线程的处理器时间，含其辅助线程。',
    table(
      ['what', ...SIZES.map((size) => `${size.toLocaleString('en-US')} rows, ms`), 'memory then, MB'],
      growth.map(({ what, timesMs, memoryMb }) => [what, ...timesMs.map(milliseconds), String(memoryMb)]),
    ),
  ].join('\n\n')
}

/** The same figures for the terminal. */
export function printFigures(figures: readonly Figure[]): string {
  const rows = [
    ['module', 'figure', 'reference', 'ours', '', 'ms'],
    ...figures.map((one) => [
      one.module,
      one.figure,
      one.reference,
      one.ours,
      one.holds === null ? '–' : one.holds ? 'ok' : 'OFF',
      one.timeMs > 0 ? milliseconds(one.timeMs) : '',
    ]),
  ]
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)))
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
