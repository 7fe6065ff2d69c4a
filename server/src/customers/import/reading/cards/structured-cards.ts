import { SaxesParser, type SaxesTagNS } from 'saxes'
import { UnreadableFile } from '../unreadable-file.ts'
import type { Card } from './vcard.ts'
import { cardCells } from './vcard-columns.ts'
import type { CardProperty } from './vcard-lines.ts'

/** A property's value is a text, a list of them, or a list of such lists; nothing is nested deeper. */
function texts(value: unknown, depth = 0): string[] {
  if (Array.isArray(value)) return depth > 2 ? [] : value.flatMap((member) => texts(member, depth + 1))
  return [
    String(value ?? '')
      .replaceAll('\0', '')
      .replace(/\p{Surrogate}/gu, '\ufffd'),
  ]
}

/** Reads a jCard (RFC 7095): `["vcard", [["fn", {}, "text", "…"], …]]`, or a list of them. */
export function readJcards(parsed: unknown): Card[] {
  if (!Array.isArray(parsed)) throw new UnreadableFile('corrupt', 'not a jCard')
  const cards = parsed[0] === 'vcard' ? [parsed] : parsed.filter((card) => Array.isArray(card) && card[0] === 'vcard')
  return cards.map((card) => {
    const properties = Array.isArray(card[1]) ? card[1].flatMap(jcardProperty) : []
    return { line: 1, cells: cardCells(properties) }
  })
}

function jcardProperty(property: unknown): CardProperty[] {
  if (!Array.isArray(property) || typeof property[0] !== 'string') return []
  const [name, parameters, , ...values] = property as [string, Record<string, unknown> | null, unknown, ...unknown[]]
  const types = texts(parameters?.type ?? []).map((type) => type.toLowerCase())
  if (String(parameters?.pref) === '1') types.push('pref')
  const parts = Array.isArray(values[0]) ? values[0].map((value) => texts(value)) : [texts(values)]
  return [{ group: '', name: name.toUpperCase(), types, parts }]
}

const XCARD = 'urn:ietf:params:xml:ns:vcard-4.0'
const PART_ORDER: Readonly<Record<string, readonly string[]>> = {
  N: ['surname', 'given', 'additional', 'prefix', 'suffix'],
  ADR: ['pobox', 'ext', 'street', 'locality', 'region', 'code', 'country'],
  GENDER: ['sex', 'identity'],
}

/** Reads xCards (RFC 6351), one by one. @throws UnreadableFile corrupt */
export async function* readXcards(text: AsyncIterable<string>): AsyncGenerator<Card> {
  const reader = xcardReader()
  try {
    for await (const piece of text) {
      reader.parser.write(piece)
      yield* reader.cards.splice(0)
    }
    reader.parser.close()
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile('corrupt', (error as Error).message)
  }
  yield* reader.cards.splice(0)
}

function xcardReader() {
  const parser = new SaxesParser({ xmlns: true })
  const cards: Card[] = []
  const path: string[] = []
  let line = 1
  let properties: CardProperty[] = []
  let parts: Map<string, string[]> = new Map()
  let types: string[] = []
  let content = ''
  /** Depth of the `vcard` element; its properties stand one or, in a group, two below. */
  let root = 0
  const propertyDepth = () => root + (path[root] === 'group' ? 2 : 1)
  parser.on('opentag', (tag: SaxesTagNS) => {
    if (path.length > 50) throw new UnreadableFile('too-deep')
    path.push(tag.local)
    content = ''
    if (tag.uri === XCARD && tag.local === 'vcard') {
      root = path.length
      line = parser.line
      properties = []
    } else if (root > 0 && path.length === propertyDepth()) {
      parts = new Map()
      types = []
    }
  })
  parser.on('text', (piece) => {
    content += piece
  })
  parser.on('closetag', (tag: SaxesTagNS) => {
    const depth = path.length
    if (root > 0 && depth === root) {
      cards.push({ line, cells: cardCells(properties) })
      root = 0
    } else if (root > 0 && depth === propertyDepth()) {
      const name = tag.local.toUpperCase()
      const order = PART_ORDER[name]
      const values = order ? order.map((part) => parts.get(part) ?? []) : [...parts.values()]
      properties.push({
        group: '',
        name,
        types,
        parts: name === 'ORG' ? values.flat().map((value) => [value]) : values,
      })
    } else if (root > 0 && path.includes('parameters')) {
      if (path.at(-2) === 'type') types.push(content.trim().toLowerCase())
      if (path.at(-2) === 'pref' && content.trim() === '1') types.push('pref')
    } else if (root > 0 && depth === propertyDepth() + 1) {
      parts.set(tag.local, [...(parts.get(tag.local) ?? []), content.replaceAll('\0', '').trim()])
    }
    path.pop()
    content = ''
  })
  parser.on('error', (error) => {
    throw new UnreadableFile('corrupt', error.message)
  })
  return { parser, cards }
}
