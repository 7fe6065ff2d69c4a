import type { JobContext } from '../../kernel/jobs/job.ts'
import type { Row } from '../../kernel/record/event.ts'
import type { PdfBlock } from '../../platform/index.ts'
import type { PackageContent } from './package-content.ts'

type Words = Pick<JobContext, 't' | 'actor'>

/** What says nothing to a reader: keys of the product's own. All of it is in the JSON. */
const UNTOLD =
  /(^|_)id$|_ids$|^(version|lines_version|position|hash|sort_name|updated_at|completeness|currency|sealed)$/
const ROWS_MAX = 2_000

/** The readable half of a package. Choices and labels come in the language of whoever made it. */
export function paperOf(
  { t, actor }: Words,
  about: { name: string; firm: string; on: string },
  content: PackageContent,
) {
  const blocks: PdfBlock[] = [
    { kind: 'title', text: t('privacy.paper.title') },
    { kind: 'text', text: t('privacy.paper.lead', about) },
    { kind: 'muted', text: t('privacy.paper.json') },
  ]
  for (const { table, label, rows } of content.sections) {
    if (rows.length === 0) continue
    blocks.push({ kind: 'heading', text: `${t(label)} (${rows.length})` })
    for (const row of rows.slice(0, ROWS_MAX)) {
      const pairs = pairsOf({ t, actor }, table, row)
      if (pairs.length > 0) blocks.push({ kind: 'pairs', rows: pairs })
    }
    if (rows.length > ROWS_MAX)
      blocks.push({ kind: 'muted', text: t('privacy.paper.more', { count: rows.length - ROWS_MAX }) })
  }
  if (content.sensitive.length > 0) {
    blocks.push({ kind: 'heading', text: t('privacy.trace.sensitive') })
    blocks.push({
      kind: 'pairs',
      rows: content.sensitive.map(({ field, value }) => [wordsOr(t, `customer.field.${field}`, field), value]),
    })
  }
  if (content.files.length > 0) {
    blocks.push({ kind: 'heading', text: `${t('privacy.trace.files')} (${content.files.length})` })
    blocks.push({
      kind: 'pairs',
      rows: content.files.map(({ name, createdAt }) => [dayOf(actor.language, actor.timeZone, createdAt), name]),
    })
  }
  blocks.push({ kind: 'heading', text: t('privacy.paper.changes') })
  blocks.push({ kind: 'text', text: t('privacy.paper.changes-text', { count: content.changes.length }) })
  return blocks
}

function pairsOf({ t, actor }: Words, table: string, row: Row): (readonly [string, string])[] {
  return Object.entries(row).flatMap(([column, value]) => {
    if (UNTOLD.test(column) || isEmpty(value)) return []
    return [[columnLabel(t, table, column), valueText({ t, actor }, table, column, value)] as const]
  })
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === '' ||
  value === false ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0)

const camel = (column: string) => column.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())
const recordOf = (table: string) => table.split('.')[1]!.replaceAll('_', '-')

function columnLabel(t: Words['t'], table: string, column: string): string {
  return wordsOr(
    t,
    `${recordOf(table)}.field.${camel(column)}`,
    wordsOr(t, `privacy.column.${column}`, column.replaceAll('_', ' ')),
  )
}

function wordsOr(t: Words['t'], key: string, fallback: string): string {
  const words = t(key)
  return words === key ? fallback : words
}

function valueText({ t, actor }: Words, table: string, column: string, value: unknown): string {
  if (value === true) return t('privacy.paper.yes')
  if (typeof value === 'string') {
    if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return dayOf(actor.language, actor.timeZone, new Date(value))
    return wordsOr(t, `${recordOf(table)}.${camel(column)}.${value}`, value)
  }
  if (Array.isArray(value)) return value.map((item) => String(item)).join(', ')
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, item]) => `${key}: ${typeof item === 'object' ? JSON.stringify(item) : String(item)}`)
      .join('\n')
  }
  return String(value)
}

const dayOf = (language: string, timeZone: string, at: Date) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at)
