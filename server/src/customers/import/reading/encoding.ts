import { isUtf8 } from 'node:buffer'
import { analyse } from 'chardet'
import iconv from 'iconv-lite'
import type { ByteSource } from './byte-source.ts'
import { looksLikeGb18030 } from './gb18030.ts'
import { UnreadableFile } from './unreadable-file.ts'

export interface FoundEncoding {
  /** A name that iconv-lite knows: `utf-8`, `gb18030`, `utf-16le`, `windows-1252`, … */
  readonly encoding: string
  /** 0–1. */
  readonly confidence: number
  readonly how:
    | 'given'
    | 'bom'
    | 'ascii'
    | 'utf-8'
    | 'damaged-utf-8'
    | 'zero-bytes'
    | 'gb18030'
    | 'detector'
    | 'fallback'
}

const SAMPLE_BYTES = 256 * 1024

const BOMS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  ['gb18030', [0x84, 0x31, 0x95, 0x33]],
]

/** Names the detector may give, as iconv-lite names. ISO-8859-1 is read as its superset, as every browser does. */
const DETECTED: Readonly<Record<string, string>> = {
  Big5: 'big5',
  Shift_JIS: 'shift_jis',
  'EUC-JP': 'euc-jp',
  'EUC-KR': 'euc-kr',
  GB18030: 'gb18030',
  'ISO-8859-1': 'windows-1252',
  'ISO-8859-2': 'iso-8859-2',
  'ISO-8859-5': 'iso-8859-5',
  'ISO-8859-6': 'iso-8859-6',
  'ISO-8859-7': 'iso-8859-7',
  'ISO-8859-8': 'iso-8859-8',
  'ISO-8859-9': 'iso-8859-9',
  'windows-1250': 'windows-1250',
  'windows-1251': 'windows-1251',
  'windows-1252': 'windows-1252',
  'windows-1253': 'windows-1253',
  'windows-1254': 'windows-1254',
  'windows-1255': 'windows-1255',
  'windows-1256': 'windows-1256',
  'KOI8-R': 'koi8-r',
}
const MULTI_BYTE = new Set(['big5', 'shift_jis', 'euc-jp', 'euc-kr', 'gb18030'])

/**
 * Finds in which encoding a text is written: byte order mark → strict UTF-8 over the whole file → GB18030 → a
 * statistical detector → windows-1252. Reads the file once at memory speed, since one bad byte at the end is enough.
 * @throws UnreadableFile unknown-encoding, when `given` is none we know.
 */
export async function findEncoding(source: ByteSource, given?: string): Promise<FoundEncoding> {
  if (given !== undefined) {
    if (!iconv.encodingExists(given)) throw new UnreadableFile('unknown-encoding', given)
    return { encoding: given.toLowerCase(), confidence: 1, how: 'given' }
  }
  const head = await source.head(SAMPLE_BYTES)
  const marked = BOMS.find(([, mark]) => mark.every((byte, i) => head[i] === byte))
  if (marked) return { encoding: marked[0], confidence: 1, how: 'bom' }
  const wide = wideEncoding(head)
  if (wide) return { encoding: wide, confidence: 0.9, how: 'zero-bytes' }
  const { broken, isAscii } = await firstBrokenUtf8(source)
  if (!broken) return { encoding: 'utf-8', confidence: 1, how: isAscii ? 'ascii' : 'utf-8' }
  return legacyEncoding(broken)
}

/** UTF-16 without a mark: separators and line ends are a byte of ASCII beside a zero byte, always on the same side. */
function wideEncoding(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  let little = 0
  let big = 0
  for (let i = 0; i + 1 < head.length; i += 2) {
    if (head[i + 1] === 0 && isSeparator(head[i]!)) little++
    else if (head[i] === 0 && isSeparator(head[i + 1]!)) big++
  }
  if (little + big < Math.max(2, head.length / 1000)) return undefined
  return little > 10 * big ? 'utf-16le' : big > 10 * little ? 'utf-16be' : undefined
}

const isSeparator = (byte: number) => byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x2c || byte === 0x3b

/** The piece of the file that holds its first byte sequence outside UTF-8, with enough around it to judge. */
async function firstBrokenUtf8(source: ByteSource): Promise<{ broken?: Buffer; isAscii: boolean }> {
  let carry: Buffer = Buffer.alloc(0)
  let isAscii = true
  for await (const chunk of source.chunks()) {
    const piece = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk
    const whole = piece.length - unfinishedTail(piece)
    if (!isUtf8(piece.subarray(0, whole))) return { broken: piece, isAscii: false }
    if (isAscii && !isPlainAscii(piece)) isAscii = false
    carry = piece.subarray(whole)
  }
  // A file cut inside its last character is still UTF-8; the cut shows as U+FFFD in its last row.
  return carry.length > 0 && isAscii ? { broken: carry, isAscii: false } : { isAscii }
}

function isPlainAscii(bytes: Buffer): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! > 0x7f) return false
  return true
}

/** How many bytes at the end begin a character that the next chunk may finish. */
function unfinishedTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
  }
  return 0
}

function legacyEncoding(piece: Buffer): FoundEncoding {
  const text = piece.toString('utf8')
  const broken = text.split('\ufffd').length - 1
  const intact = text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0
  if (intact > 20 * broken) return { encoding: 'utf-8', confidence: 0.7, how: 'damaged-utf-8' }
  const chinese = looksLikeGb18030(piece)
  if (chinese > 0) return { encoding: 'gb18030', confidence: chinese, how: 'gb18030' }
  for (const { name, confidence } of analyse(piece)) {
    const encoding = DETECTED[name]
    if (encoding === undefined || confidence < 10) continue
    if (MULTI_BYTE.has(encoding) && !decodesStrictly(piece, encoding)) continue
    return { encoding, confidence: confidence / 100, how: 'detector' }
  }
  return { encoding: 'windows-1252', confidence: 0.3, how: 'fallback' }
}

function decodesStrictly(bytes: Buffer, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/** Decodes piece by piece, without the byte order mark and without NUL characters, which no text column can hold. */
export async function* decodeText(bytes: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<string> {
  const decoder = textDecoder(encoding)
  for await (const chunk of bytes) {
    const text = decoder.write(chunk)
    if (text !== '') yield withoutNul(text)
  }
  const rest = decoder.end()
  if (rest) yield withoutNul(rest)
}

function textDecoder(encoding: string): { write: (chunk: Buffer) => string; end: () => string | undefined } {
  if (encoding !== 'utf-8' && encoding !== 'utf8') return iconv.getDecoder(encoding)
  const decoder = new TextDecoder('utf-8')
  return { write: (chunk) => decoder.decode(chunk, { stream: true }), end: () => decoder.decode() }
}

const withoutNul = (text: string) => (text.includes('\0') ? text.replaceAll('\0', '') : text)
