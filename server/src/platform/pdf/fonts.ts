import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import subsetFont from 'subset-font'

export type Weight = 'normal' | 'bold'

/** A piece of text that one font file has the glyphs of. */
export interface Run {
  readonly text: string
  readonly font: string
}

const require = createRequire(import.meta.url)
const WEIGHTS = { normal: 400, bold: 650 } as const
/** Where a character is in both, the later one shows it: Latin, Greek and Cyrillic in Inter, the rest in Noto Sans SC. */
const FAMILIES = ['noto-sans-sc', 'inter'] as const
export const FALLBACK_FONT = 'inter/latin'
const UNKNOWN = '?'

let slices: ReadonlyMap<number, string> | null = null

/** Code point → font slice `family/slice`, as the packages' own lists say. */
function sliceByCharacter(): ReadonlyMap<number, string> {
  if (slices) return slices
  const known = new Map<number, string>()
  for (const family of FAMILIES) {
    const listed = require(`@fontsource-variable/${family}/unicode.json`) as Record<string, string>
    for (const [key, ranges] of Object.entries(listed)) {
      const slice = `${family}/${key.replace(/[[\]]/g, '')}`
      // Noto's own Latin slices would only repeat what Inter has.
      if (family === 'noto-sans-sc' && !/\d$/.test(slice)) continue
      for (const range of ranges.split(',')) addRange(known, range.trim(), slice)
    }
  }
  slices = known
  return known
}

function addRange(known: Map<number, string>, range: string, slice: string): void {
  const [from = '', to = from] = range.slice(2).split('-')
  for (let code = Number.parseInt(from, 16); code <= Number.parseInt(to, 16); code++) {
    // Signs and emoji are listed, but mostly without an outline that a paper could show.
    if (code < 0x1f000 || code >= 0x20000) known.set(code, slice)
  }
}

/** Takes texts apart into runs and remembers which characters of which font they need. */
export class FontChooser {
  readonly #needed = new Map<string, Record<Weight, Set<string>>>()

  runs(text: string, weight: Weight): readonly Run[] {
    const runs: { text: string; font: string }[] = []
    for (const character of text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n]/gu, ' ')) {
      const known = character === '\n' ? FALLBACK_FONT : sliceByCharacter().get(character.codePointAt(0)!)
      const font = known ?? FALLBACK_FONT
      const shown = known ? character : UNKNOWN
      this.#need(font, weight).add(shown)
      const last = runs.at(-1)
      if (last?.font === font) last.text += shown
      else runs.push({ text: shown, font })
    }
    return runs
  }

  #need(font: string, weight: Weight): Set<string> {
    const needed = this.#needed.get(font) ?? { normal: new Set<string>(), bold: new Set<string>() }
    this.#needed.set(font, needed)
    return needed[weight]
  }

  /** Font files with just the glyphs that were asked for: name → weight → TrueType. */
  async cut(): Promise<ReadonlyMap<string, Readonly<Record<Weight, Buffer>>>> {
    const files = new Map<string, Record<Weight, Buffer>>()
    this.#need(FALLBACK_FONT, 'normal').add(UNKNOWN)
    for (const [font, needed] of this.#needed) {
      const [family = '', slice = ''] = font.split('/')
      const path = require.resolve(`@fontsource-variable/${family}/files/${family}-${slice}-wght-normal.woff2`)
      const source = await readFile(path)
      const cutOf = async (weight: Weight) => {
        const text = [...needed[weight]].join('') || [...needed.normal, ...needed.bold].join('')
        const cut = await subsetFont(source, text, { targetFormat: 'sfnt', variationAxes: { wght: WEIGHTS[weight] } })
        // The reader looks for an outline behind the last glyph, even where that is a blank without one.
        return Buffer.concat([cut, Buffer.alloc(64)])
      }
      files.set(font, { normal: await cutOf('normal'), bold: await cutOf('bold') })
    }
    return files
  }
}

/** Whether a cut font has any of its characters; a reader of fonts fails on one that has none. */
export function hasCharacters(font: Buffer): boolean {
  for (let table = 12; table < 12 + font.readUInt16BE(4) * 16; table += 16) {
    if (font.toString('latin1', table, table + 4) !== 'cmap') continue
    return font.readUInt16BE(font.readUInt32BE(table + 8) + 2) > 0
  }
  return false
}
