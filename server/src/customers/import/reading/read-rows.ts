import { type ByteSource, byteSource } from './byte-source.ts'
import { readJcards, readXcards } from './cards/structured-cards.ts'
import { readCards } from './cards/vcard.ts'
import { CARD_COLUMNS } from './cards/vcard-columns.ts'
import { openDelimited } from './delimited.ts'
import { decodeText, type FoundEncoding, findEncoding } from './encoding.ts'
import { jsonCells, jsonShape, readJson } from './json.ts'
import { recordsTable } from './records-table.ts'
import type { ReadOptions, Table, TableFormat } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'
import { openSpreadsheet } from './workbook/spreadsheet.ts'

const HEAD_BYTES = 64 * 1024
const JCARD_BYTES_MAX = 64 * 1024 * 1024

/**
 * Opens a file that somebody hands over, whatever it is: delimited text, XLSX, vCard, jCard, xCard or JSON. Format,
 * encoding, delimiter and header are found by looking at the content, unless they are given.
 *
 * ```ts
 * const table = await openTable('/tmp/customers.csv')
 * for await (const rows of table.rows(lastRowDone + 1)) …
 * ```
 * @throws UnreadableFile when it cannot be read as a table at all; a bad row is never a reason.
 */
export async function openTable(from: string | Buffer, options: ReadOptions = {}): Promise<Table> {
  const source = byteSource(from)
  const head = await source.head(HEAD_BYTES)
  if (head.length === 0) throw new UnreadableFile('empty-file')
  const binary = await binaryFormat(source, head)
  if (binary) return openSpreadsheet(source, options)
  const encoding = await findEncoding(source, options.encoding)
  const format = options.format ?? (await textFormat(source, encoding.encoding))
  switch (format) {
    case 'vcard':
      return cardsTable('vcard', encoding, () => readCards(textOf(source, encoding)))
    case 'xcard':
      return cardsTable('xcard', encoding, () => readXcards(textOf(source, encoding)))
    case 'jcard':
      return openJcards(source, encoding)
    case 'json':
      return openJson(source, encoding)
    case 'spreadsheet':
      throw new UnreadableFile('corrupt', 'no XLSX workbook')
    default:
      return openDelimited(source, options)
  }
}

const textOf = (source: ByteSource, { encoding }: FoundEncoding) => decodeText(source.chunks(), encoding)

/** Signatures of files that are no text. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ['25504446', 'pdf'],
  ['89504e47', 'png'],
  ['ffd8ff', 'jpeg'],
  ['47494638', 'gif'],
  ['1f8b', 'gzip'],
  ['377abcaf', '7z'],
  ['52617221', 'rar'],
  ['7f454c46', 'program'],
]

async function binaryFormat(source: ByteSource, head: Buffer): Promise<boolean> {
  const hex = head.toString('hex', 0, 8)
  if (/^504b(0304|0506|0708)/.test(hex)) return true
  if (hex.startsWith('d0cf11e0a1b11ae1')) {
    // Office keeps an encrypted workbook, and every workbook from before 2007, in a compound file.
    if (await contains(source, Buffer.from('EncryptedPackage', 'utf16le'))) throw new UnreadableFile('encrypted')
    throw new UnreadableFile('unknown-format', 'xls')
  }
  const known = SIGNATURES.find(([signature]) => hex.startsWith(signature))
  if (known) throw new UnreadableFile('unknown-format', known[1])
  return false
}

async function contains(source: ByteSource, needle: Buffer): Promise<boolean> {
  let tail: Buffer = Buffer.alloc(0)
  for await (const chunk of source.chunks()) {
    const piece = Buffer.concat([tail, chunk])
    if (piece.includes(needle)) return true
    tail = piece.subarray(-needle.length)
  }
  return false
}

async function headText(source: ByteSource, encoding: string): Promise<string> {
  let head = ''
  for await (const piece of decodeText(source.chunks(), encoding)) {
    head += piece
    if (head.length >= HEAD_BYTES) break
  }
  return head.slice(0, HEAD_BYTES).trimStart()
}

async function textFormat(source: ByteSource, encoding: string): Promise<TableFormat> {
  const head = await headText(source, encoding)
  if (/^BEGIN\s*:\s*VCARD\s*$/im.test(head.slice(0, 2000)) && /^BEGIN\s*:/i.test(head)) return 'vcard'
  if (head.startsWith('<')) {
    if (head.includes('urn:ietf:params:xml:ns:vcard-4.0')) return 'xcard'
    throw new UnreadableFile('unknown-format', /^<(!doctype\s+html|html)/i.test(head) ? 'html' : 'xml')
  }
  if (/^\[\s*(\[\s*)?"vcard"\s*,/.test(head)) return 'jcard'
  return /^(\[\s*([[{\]]|$)|\{\s*("|\}|$))/.test(head) ? 'json' : 'delimited'
}

async function cardsTable(
  format: TableFormat,
  encoding: FoundEncoding,
  cards: () => ReturnType<typeof readCards>,
): Promise<Table> {
  return { ...(await recordsTable(cards, CARD_COLUMNS)), format, encoding }
}

async function openJson(source: ByteSource, encoding: FoundEncoding): Promise<Table> {
  const shape = jsonShape(await headText(source, encoding.encoding))
  const records = async function* () {
    for await (const { value, line, problem } of readJson(textOf(source, encoding), shape)) {
      yield { line, cells: jsonCells(value), ...(problem && { problem }) }
    }
  }
  return { ...(await recordsTable(records)), format: 'json', encoding }
}

async function openJcards(source: ByteSource, encoding: FoundEncoding): Promise<Table> {
  let text = ''
  for await (const piece of textOf(source, encoding)) {
    text += piece
    if (text.length > JCARD_BYTES_MAX) throw new UnreadableFile('row-too-large', 'jCard')
  }
  const cards = readJcards(parseJson(text))
  return cardsTable('jcard', encoding, async function* () {
    yield* cards
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UnreadableFile('corrupt', (error as Error).message.slice(0, 200))
  }
}
