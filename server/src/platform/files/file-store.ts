import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

export interface StoredContent {
  /** SHA-256, hexadecimal. */
  readonly hash: string
  readonly bytes: number
  /** The first bytes, from which the media type is told. */
  readonly head: Buffer
}

/** Where the bytes of attachments lie. Content is named by its hash, so that the same file is kept once. */
export interface FileStore {
  readonly put: (workspaceId: string, content: Readable) => Promise<StoredContent>
  /** @throws ENOENT when it is not there */
  readonly read: (workspaceId: string, hash: string) => Promise<Readable>
  readonly remove: (workspaceId: string, hash: string) => Promise<void>
}

const HEAD_BYTES = 512

/** Files in the data folder: `files/<workspace>/<first two of the hash>/<hash>`. */
export function createDiskStore(dataDir: string): FileStore {
  const folderOf = (workspaceId: string, hash: string) => join(dataDir, 'files', workspaceId, hash.slice(0, 2))
  return {
    put: async (workspaceId, content) => {
      const incoming = join(dataDir, 'files', workspaceId, 'incoming')
      await mkdir(incoming, { recursive: true, mode: 0o700 })
      const path = join(incoming, randomUUID())
      try {
        const stored = await writeFile(path, content)
        const folder = folderOf(workspaceId, stored.hash)
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await rename(path, join(folder, stored.hash))
        return stored
      } catch (error) {
        await rm(path, { force: true })
        throw error
      }
    },
    read: async (workspaceId, hash) => {
      const path = join(folderOf(workspaceId, hash), hash)
      await access(path)
      return createReadStream(path)
    },
    remove: (workspaceId, hash) => rm(join(folderOf(workspaceId, hash), hash), { force: true }),
  }
}

async function writeFile(path: string, content: Readable): Promise<StoredContent> {
  const hash = createHash('sha256')
  const heads: Buffer[] = []
  let bytes = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      if (bytes < HEAD_BYTES) heads.push(chunk.subarray(0, HEAD_BYTES))
      bytes += chunk.length
      hash.update(chunk)
      await file.write(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { hash: hash.digest('hex'), bytes, head: Buffer.concat(heads).subarray(0, HEAD_BYTES) }
}
