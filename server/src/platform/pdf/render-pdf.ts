import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Content } from 'pdfmake'
import { FALLBACK_FONT, FontChooser, hasCharacters, type Weight } from './fonts.ts'

/** A paragraph, heading or list of a paper. */
export type PdfBlock =
  | { readonly kind: 'title' | 'heading' | 'subheading' | 'text' | 'muted'; readonly text: string }
  | { readonly kind: 'pairs'; readonly rows: readonly (readonly [label: string, value: string])[] }

export interface Paper {
  readonly title: string
  readonly language: string
  readonly blocks: readonly PdfBlock[]
  /** Stands at the foot of every page, before its number. */
  readonly foot: string
}

const FOLDER = 'rapport-fonts-'
const TEXT_MAX = 20_000
const LOOKS = {
  title: { fontSize: 20, weight: 'bold', margin: [0, 0, 0, 10] },
  heading: { fontSize: 13, weight: 'bold', margin: [0, 16, 0, 6] },
  subheading: { fontSize: 10, weight: 'bold', margin: [0, 8, 0, 2] },
  text: { fontSize: 10, weight: 'normal', margin: [0, 0, 0, 6] },
  muted: { fontSize: 9, weight: 'normal', margin: [0, 0, 0, 6], color: '#6b6660' },
} as const

// One object whose methods need each other, so not to be taken apart by an import.
const pdfmake = createRequire(import.meta.url)('pdfmake') as typeof import('pdfmake')
// A paper is made of what it is given: nothing is fetched, and no file is read but the fonts cut for it.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => path.includes(FOLDER))

/**
 * Sets a paper as PDF, A4, in Chinese, Latin, Greek and Cyrillic letters; text can be marked and searched. Fonts are cut
 * to the characters used (20 to 200 kB). Characters that neither font has become a question mark.
 */
export async function renderPdf({ title, language, blocks, foot }: Paper): Promise<Buffer> {
  const fonts = new FontChooser()
  const content = blocks.map((block) => contentOf(fonts, block))
  const footRuns = runsOf(fonts, `${foot} · `, 'normal')
  const pageRuns = runsOf(fonts, '0123456789 /', 'normal')
  const font = pageRuns[0]?.font ?? FALLBACK_FONT
  const folder = await mkdtemp(join(tmpdir(), FOLDER))
  try {
    const written = await writeFonts(fonts, folder)
    pdfmake.setFonts(written.files)
    const pdf = pdfmake.createPdf({
      content: replaceMissing(content, written.missing) as Content,
      pageSize: 'A4',
      pageMargins: [56, 56, 56, 60],
      language,
      info: { title, creator: 'Rapport', producer: 'Rapport' },
      defaultStyle: { font, fontSize: 10, lineHeight: 1.25 },
      footer: (page, pages) => ({
        text: [
          ...(replaceMissing(footRuns, written.missing) as { text: string }[]),
          { text: `${page} / ${pages}`, font },
        ],
        fontSize: 8,
        color: '#6b6660',
        margin: [56, 16, 56, 0],
      }),
    })
    return Buffer.from(await pdf.getBuffer())
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function contentOf(fonts: FontChooser, block: PdfBlock): object {
  if (block.kind === 'pairs') return pairsOf(fonts, block.rows)
  const { weight, ...look } = LOOKS[block.kind]
  return { text: runsOf(fonts, block.text, weight), ...look, bold: weight === 'bold' }
}

const pairsOf = (fonts: FontChooser, rows: readonly (readonly [string, string])[]) => ({
  table: {
    widths: [130, '*'],
    body: rows.map(([label, value]) => [
      { text: runsOf(fonts, label, 'normal'), color: '#6b6660' },
      { text: runsOf(fonts, value, 'normal') },
    ]),
  },
  layout: {
    hLineWidth: () => 0.4,
    vLineWidth: () => 0,
    hLineColor: () => '#dedbd5',
    paddingTop: () => 2,
    paddingBottom: () => 2,
  },
  margin: [0, 0, 0, 4],
})

function runsOf(fonts: FontChooser, text: string, weight: Weight): { text: string; font: string }[] {
  const shown = text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)} …` : text
  return fonts.runs(shown.toWellFormed(), weight).map((run) => ({ ...run }))
}

async function writeFonts(fonts: FontChooser, folder: string) {
  const files: Record<string, { normal: string; bold: string }> = {}
  const missing = new Set<string>()
  for (const [name, cut] of await fonts.cut()) {
    if (!hasCharacters(cut.normal) || !hasCharacters(cut.bold)) {
      missing.add(name)
      continue
    }
    const path = (weight: Weight) => join(folder, `${name.replace('/', '-')}-${weight}.ttf`)
    await writeFile(path('normal'), cut.normal)
    await writeFile(path('bold'), cut.bold)
    files[name] = { normal: path('normal'), bold: path('bold') }
  }
  return { files, missing }
}

/** Runs in a font that turned out to have none of their characters. */
function replaceMissing(content: unknown, missing: ReadonlySet<string>): unknown {
  if (missing.size === 0 || typeof content !== 'object' || content === null) return content
  if (Array.isArray(content)) return content.map((part) => replaceMissing(part, missing))
  const part = content as Record<string, unknown>
  if (typeof part.font === 'string' && missing.has(part.font)) {
    return { ...part, text: '?'.repeat([...String(part.text)].length), font: FALLBACK_FONT }
  }
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, replaceMissing(value, missing)]))
}
