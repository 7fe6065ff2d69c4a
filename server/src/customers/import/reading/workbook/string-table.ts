import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const CHUNK_BYTES = 1024 * 1024
const MEMORY_BYTES_MAX = 48 * 1024 * 1024
const PAGE_BYTES = 64 * 1024
const PAGES_MAX = 256

/** A growing list of texts with bounded memory: beyond 48 MB the older ones move to a temporary file. */
export class StringTable {
  #offsets = new Float64Array(1024)
  #count = 0
  #chunks: Buffer[] = []
  /** Bytes in `#chunks`; the last one may be partly filled. */
  #held = 0
  #spilled = 0
  #file: { descriptor: number; folder: string } | undefined
  readonly #pages = new Map<number, Buffer>()

  get length(): number {
    return this.#count
  }

  push(text: string): void {
    if (this.#count + 1 >= this.#offsets.length) {
      const larger = new Float64Array(this.#offsets.length * 2)
      larger.set(this.#offsets)
      this.#offsets = larger
    }
    this.#append(Buffer.from(text))
    this.#offsets[++this.#count] = this.#spilled + this.#held
  }

  at(index: number): string | undefined {
    if (index < 0 || index >= this.#count) return undefined
    const from = this.#offsets[index]!
    const bytes = Buffer.allocUnsafe(this.#offsets[index + 1]! - from)
    for (let done = 0; done < bytes.length; ) done += this.#copy(bytes, done, from + done)
    return bytes.toString('utf8')
  }

  close(): void {
    if (!this.#file) return
    closeSync(this.#file.descriptor)
    rmSync(this.#file.folder, { recursive: true, force: true })
    this.#file = undefined
  }

  #append(bytes: Buffer) {
    for (let done = 0; done < bytes.length; ) {
      const used = this.#held % CHUNK_BYTES
      if (used === 0) {
        if (this.#held >= MEMORY_BYTES_MAX) this.#spill()
        this.#chunks.push(Buffer.allocUnsafe(CHUNK_BYTES))
      }
      const copied = bytes.copy(this.#chunks.at(-1)!, used, done, done + CHUNK_BYTES - used)
      this.#held += copied
      done += copied
    }
  }

  /** Only ever called when every chunk is full. */
  #spill() {
    if (!this.#file) {
      const folder = mkdtempSync(join(tmpdir(), 'rapport-strings-'))
      this.#file = { folder, descriptor: openSync(join(folder, 'strings'), 'w+') }
    }
    for (const chunk of this.#chunks) {
      writeSync(this.#file.descriptor, chunk, 0, CHUNK_BYTES, this.#spilled)
      this.#spilled += CHUNK_BYTES
    }
    this.#chunks = []
    this.#held = 0
  }

  #copy(target: Buffer, at: number, position: number): number {
    if (position >= this.#spilled) {
      const inMemory = position - this.#spilled
      const from = inMemory % CHUNK_BYTES
      return this.#chunks[Math.floor(inMemory / CHUNK_BYTES)]!.copy(target, at, from)
    }
    const number = Math.floor(position / PAGE_BYTES)
    return this.#page(number).copy(target, at, position % PAGE_BYTES)
  }

  #page(number: number): Buffer {
    const known = this.#pages.get(number)
    if (known) return known
    const page = Buffer.allocUnsafe(PAGE_BYTES)
    readSync(this.#file!.descriptor, page, 0, PAGE_BYTES, number * PAGE_BYTES)
    if (this.#pages.size >= PAGES_MAX) this.#pages.delete(this.#pages.keys().next().value!)
    this.#pages.set(number, page)
    return page
  }
}
