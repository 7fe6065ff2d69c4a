import type { RowProblem } from '../table.ts'
import { type CardCells, cardCells } from './vcard-columns.ts'
import { type CardProperty, parseCardLine } from './vcard-lines.ts'

export interface Card {
  readonly line: number
  readonly cells: CardCells
  readonly problem?: RowProblem
}

/** A card with an embedded picture is large; beyond this its lines are dropped, but never the whole card. */
const LINE_CHARS_MAX = 200_000
const PROPERTIES_MAX = 500

/** Reads cards one by one. A card whose END is missing ends where the next begins, and says so. */
export async function* readCards(text: AsyncIterable<string>): AsyncGenerator<Card> {
  let properties: CardProperty[] = []
  let version = ''
  let begun = 0
  const finish = (problem?: RowProblem): Card | undefined => {
    const card = begun > 0 ? { line: begun, cells: cardCells(properties), ...(problem && { problem }) } : undefined
    properties = []
    version = ''
    begun = 0
    return card && (card.cells.size > 0 || problem) ? card : undefined
  }
  for await (const { content, line } of unfolded(text)) {
    const marker = /^(?:\S+\.)?(BEGIN|END)\s*:\s*VCARD\s*$/i.exec(content)?.[1]?.toUpperCase()
    if (marker === 'BEGIN') {
      const unfinished = finish({ code: 'card-without-end' })
      if (unfinished) yield unfinished
      begun = line
    } else if (marker === 'END') {
      const card = finish()
      if (card) yield card
    } else if (begun > 0 && properties.length < PROPERTIES_MAX) {
      const property = parseCardLine(content, version)
      if (property?.name === 'VERSION') version = property.parts[0]?.[0]?.trim() ?? ''
      else if (property) properties.push(property)
    }
  }
  const last = finish({ code: 'card-without-end' })
  if (last) yield last
}

/** Joins folded lines (RFC 6350 section 3.2) and the soft line breaks of quoted-printable (vCard 2.1). */
async function* unfolded(text: AsyncIterable<string>): AsyncGenerator<{ content: string; line: number }> {
  let parts: string[] = []
  let size = 0
  let line = 1
  let at = 0
  let isQuotedPrintable = false
  for await (const next of physicalLines(text)) {
    at++
    const isFold = next.startsWith(' ') || next.startsWith('\t')
    const isSoft = isQuotedPrintable && parts.at(-1)!.endsWith('=')
    if (parts.length > 0 && (isFold || isSoft)) {
      if (isSoft) parts.push(parts.pop()!.slice(0, -1))
      if (size < LINE_CHARS_MAX) parts.push(isFold && !isSoft ? next.slice(1) : next)
      size += next.length
      continue
    }
    if (parts.length > 0 && size < LINE_CHARS_MAX) yield { content: parts.join(''), line }
    parts = [next]
    size = next.length
    line = at
    isQuotedPrintable = /^[^:]*quoted-printable[^:]*:/i.test(next.slice(0, 500))
  }
  if (parts.length > 0 && size < LINE_CHARS_MAX) yield { content: parts.join(''), line }
}

async function* physicalLines(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of text) {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop()!
    yield* lines
    // No line of text is this long: what has no end of line cannot grow without limit.
    if (rest.length > 2 * LINE_CHARS_MAX) rest = rest.slice(0, 2 * LINE_CHARS_MAX)
  }
  yield rest
}
