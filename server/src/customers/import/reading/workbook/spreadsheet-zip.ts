import type { Readable } from 'node:stream'
import { type Entry, fromBuffer, open, type ZipFile } from 'yauzl'
import type { ByteSource } from '../byte-source.ts'
import { UnreadableFile } from '../unreadable-file.ts'

const ENTRIES_MAX = 10_000
const ENTRY_BYTES_MAX = 6 * 1024 ** 3
const TOTAL_BYTES_MAX = 8 * 1024 ** 3
/** Real sheets shrink to a tenth, very repetitive ones to a hundredth; a bomb to a thousandth. */
const RATIO_MAX = 250
const RATIO_MATTERS_FROM_BYTES = 64 * 1024 ** 2
const LONGEST_RUN_BYTES = 16 * 1024 ** 2

export interface OpenZip {
  readonly has: (name: string) => boolean
  /** The entry as text. @throws UnreadableFile corrupt, zip-bomb */
  readonly read: (name: string) => AsyncGenerator<string>
  readonly close: () => void
}

/** Opens a zip archive of XML parts and refuses one made to exhaust the reader. @throws UnreadableFile */
export async function openZip(source: ByteSource): Promise<OpenZip> {
  const zip = await openFile(source)
  const entries = await listEntries(zip).catch((error) => {
    zip.close()
    throw asUnreadable(error)
  })
  return {
    has: (name) => entries.has(name),
    read: (name) => readEntry(zip, entries.get(name), name),
    close: () => zip.close(),
  }
}

function openFile({ from }: ByteSource): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, zip?: ZipFile) => (zip ? resolve(zip) : reject(asUnreadable(error)))
    const options = { lazyEntries: true, autoClose: false } as const
    if (typeof from === 'string') open(from, options, done)
    else fromBuffer(from, options, done)
  })
}

function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>()
    let total = 0
    zip.on('error', reject)
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: Entry) => {
      total += entry.uncompressedSize
      const refusal = refusalOf(entry, entries.size, total)
      if (refusal) return reject(refusal)
      entries.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

function refusalOf(entry: Entry, count: number, total: number): UnreadableFile | undefined {
  const size = entry.uncompressedSize
  if ((entry.generalPurposeBitFlag & 1) === 1) return new UnreadableFile('encrypted')
  if (count >= ENTRIES_MAX) return new UnreadableFile('zip-bomb', `more than ${ENTRIES_MAX} entries`)
  if (size > ENTRY_BYTES_MAX || total > TOTAL_BYTES_MAX) return new UnreadableFile('zip-bomb', `${total} bytes`)
  if (size > RATIO_MATTERS_FROM_BYTES && size > RATIO_MAX * entry.compressedSize) {
    return new UnreadableFile('zip-bomb', `1 : ${Math.round(size / Math.max(1, entry.compressedSize))}`)
  }
  return undefined
}

/** The archive reader itself refuses an entry that holds more than it declares. */
async function* readEntry(zip: ZipFile, entry: Entry | undefined, name: string): AsyncGenerator<string> {
  if (!entry) throw new UnreadableFile('corrupt', `${name} is missing`)
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (opened ? resolve(opened) : reject(asUnreadable(error))))
  })
  stream.setEncoding('utf8')
  let run = 0
  try {
    for await (const piece of stream as AsyncIterable<string>) {
      const tag = piece.lastIndexOf('<')
      run = tag < 0 ? run + piece.length : piece.length - tag
      if (run > LONGEST_RUN_BYTES)
        throw new UnreadableFile('zip-bomb', `a text of more than ${LONGEST_RUN_BYTES} bytes`)
      yield piece
    }
  } catch (error) {
    throw asUnreadable(error)
  } finally {
    stream.destroy()
  }
}

function asUnreadable(error: unknown): Error {
  return error instanceof UnreadableFile ? error : new UnreadableFile('corrupt', (error as Error | null)?.message ?? '')
}
