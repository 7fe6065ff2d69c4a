import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

const CHUNK_BYTES = 256 * 1024

/** Bytes that can be read any number of times from the beginning: a file on disk or a buffer. */
export interface ByteSource {
  readonly from: string | Buffer
  readonly chunks: () => AsyncIterable<Buffer>
  /** The first bytes, at most `size` of them. */
  readonly head: (size: number) => Promise<Buffer>
}

export function byteSource(from: string | Buffer): ByteSource {
  return typeof from === 'string' ? fileSource(from) : bufferSource(from)
}

function fileSource(path: string): ByteSource {
  return {
    from: path,
    chunks: () => createReadStream(path, { highWaterMark: CHUNK_BYTES }),
    head: async (size) => {
      const file = await open(path)
      try {
        const bytes = Buffer.alloc(size)
        const { bytesRead } = await file.read(bytes, 0, size, 0)
        return bytes.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },
  }
}

function bufferSource(bytes: Buffer): ByteSource {
  return {
    from: bytes,
    chunks: async function* () {
      for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES)
    },
    head: async (size) => bytes.subarray(0, size),
  }
}
