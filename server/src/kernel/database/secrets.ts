import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock, writePrivately } from './process-lock.ts'
import { StartError } from './start-error.ts'

/**
 * The secret of this name, made on first use and kept in `<data>/secrets.json` (mode 0600).
 * URL-safe, 256 bits.
 */
export async function dataSecret(dataDir: string, name: string): Promise<string> {
  const path = join(dataDir, 'secrets.json')
  const known = readSecrets(path)[name]
  if (known) return known
  return withLock(join(dataDir, 'secrets.lock'), () => {
    const secrets = readSecrets(path)
    const secret = secrets[name] ?? randomBytes(32).toString('base64url')
    writePrivately(path, `${JSON.stringify({ ...secrets, [name]: secret }, null, 2)}\n`)
    return secret
  })
}

function readSecrets(path: string): Record<string, string> {
  if (!existsSync(path)) return {}
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>
  } catch (cause) {
    throw new StartError(`${path} cannot be read. It holds passwords and keys: restore it from a backup.`, 1, { cause })
  }
}
