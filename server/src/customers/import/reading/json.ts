import { JSONParser } from '@streamparser/json'
import type { RowProblem } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'

export interface JsonRecord {
  readonly value: unknown
  readonly line: number
  readonly problem?: RowProblem
}

const LINE_CHARS_MAX = 10_000_000
const RECORD_CHARS_MAX = 20_000_000

export type JsonShape = 'array' | 'wrapped' | 'lines'

/** An array of records, an object that wraps one (`{"items": […]}`), or one record a line. */
export function jsonShape(head: string): JsonShape {
  const text = head.trimStart()
  if (text.startsWith('[')) return 'array'
  const [first = '', second = ''] = text.split('\n', 2)
  try {
    const record: unknown = JSON.parse(first)
    if (second.trimStart().startsWith('{')) return 'lines'
    return Object.values(record as object).some(isListOfRecords) ? 'wrapped' : 'lines'
  } catch {
    return second.startsWith('{') ? 'lines' : 'wrapped'
  }
}

const isListOfRecords = (value: unknown) => Array.isArray(value) && value.length > 0 && typeof value[0] === 'object'

/** Reads records one by one. @throws UnreadableFile corrupt, too-deep, row-too-large */
export function readJson(text: AsyncIterable<string>, shape: JsonShape): AsyncGenerator<JsonRecord> {
  return shape === 'lines' ? readLines(text) : readArray(text, shape === 'array' ? '$.*' : '$.*.*')
}

async function* readLines(text: AsyncIterable<string>): AsyncGenerator<JsonRecord> {
  let rest = ''
  let line = 0
  const parse = (content: string): JsonRecord | undefined => {
    line++
    if (content.trim() === '') return undefined
    try {
      return { value: JSON.parse(content), line }
    } catch {
      return { value: {}, line, problem: { code: 'broken-record' } }
    }
  }
  for await (const piece of text) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop()!
    if (rest.length > LINE_CHARS_MAX) throw new UnreadableFile('row-too-large', `line ${line + lines.length + 1}`)
    for (const content of lines) {
      const record = parse(content)
      if (record) yield record
    }
  }
  const last = parse(rest)
  if (last) yield last
}

async function* readArray(text: AsyncIterable<string>, path: string): AsyncGenerator<JsonRecord> {
  const parser = new JSONParser({ paths: [path], keepStack: false })
  let found: JsonRecord[] = []
  let line = 1
  let failure: Error | undefined
  let charsSinceRecord = 0
  parser.onValue = ({ value, key }) => {
    // Beside the list, an envelope may hold counts and links.
    if (typeof key === 'number') found.push({ value, line })
  }
  parser.onError = (error) => {
    failure ??= error
  }
  for await (const piece of text) {
    guardDepth(piece)
    parser.write(piece)
    line += piece.split('\n').length - 1
    charsSinceRecord = found.length > 0 ? 0 : charsSinceRecord + piece.length
    if (charsSinceRecord > RECORD_CHARS_MAX) throw new UnreadableFile('row-too-large', `line ${line}`)
    yield* found
    found = []
    if (failure) break
  }
  if (!failure && !parser.isEnded) failure = new Error('the text ends too early')
  yield* found
  if (failure) throw new UnreadableFile('corrupt', failure.message.slice(0, 200))
}

function guardDepth(piece: string) {
  if (/[[{](?:\s*[[{]){50}/.test(piece)) throw new UnreadableFile('too-deep')
}

/** Lays a record out as named cells: `{address: {city}}` becomes `address.city`, a list of texts one cell. */
export function jsonCells(value: unknown): Map<string, string> {
  const cells = new Map<string, string>()
  if (value !== null && typeof value === 'object') flatten(cells, value, '', 0)
  else cells.set('value', jsonText(value))
  return cells
}

function flatten(cells: Map<string, string>, value: object, path: string, depth: number) {
  for (const [key, member] of Object.entries(value)) {
    const name = path === '' ? key : `${path}.${key}`
    if (member === null || typeof member !== 'object') cells.set(name, jsonText(member))
    else if (Array.isArray(member) && member.every((item) => item === null || typeof item !== 'object')) {
      cells.set(name, member.map(jsonText).filter(Boolean).join('; '))
    } else if (depth < 5) flatten(cells, member, name, depth + 1)
    else cells.set(name, wellFormed(nestedText(member)))
  }
}

function nestedText(value: object): string {
  try {
    return JSON.stringify(value)
  } catch {
    throw new UnreadableFile('too-deep')
  }
}

const jsonText = (value: unknown) => (value === null || value === undefined ? '' : wellFormed(String(value)))

/** Escapes may spell NUL and halves of surrogate pairs, which no text column can hold. */
const wellFormed = (text: string) => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd')
