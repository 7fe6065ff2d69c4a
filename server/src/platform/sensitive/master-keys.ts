import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock, writePrivately } from '../../kernel/database/process-lock.ts'
import { dataSecret } from '../../kernel/database/secrets.ts'
import { StartError } from '../../kernel/database/start-error.ts'
import { defineRegistry } from '../../kernel/registry.ts'
import { deriveKey, KEY_BYTES, NotAuthentic, seal, unseal } from './cipher.ts'

/** A key that wraps data keys. It lives outside the database and never encrypts a value itself. */
interface MasterKey {
  /** Tells keys apart without telling anything of them. */
  readonly fingerprint: string
  readonly key: Buffer
}

/** The master key in use and, while it is being changed, the one before. */
export interface MasterKeys {
  readonly current: MasterKey
  readonly previous: MasterKey | null
}

/** `app.ts` fills it with the keys that this installation was started with. */
export const masterKeyring = defineRegistry<MasterKeys>('master-keys')

const masterKey = (secret: string): MasterKey => ({
  fingerprint: createHash('sha256').update(deriveKey(secret, 'master key fingerprint')).digest('hex').slice(0, 16),
  key: deriveKey(secret, 'master key'),
})

export const masterKeysOf = (current: string, previous: string | null = null): MasterKeys => ({
  current: masterKey(current),
  previous: previous === null ? null : masterKey(previous),
})

interface Given {
  readonly masterKey: string | null
  readonly masterKeyBefore: string | null
}

/** From the configuration, else from `<data>/secrets.json`, where one is made on first use. */
export async function openMasterKeys(given: Given, dataDir: string): Promise<MasterKeys> {
  if (given.masterKey !== null) return masterKeysOf(given.masterKey, given.masterKeyBefore)
  const current = await dataSecret(dataDir, 'master')
  return masterKeysOf(current, given.masterKeyBefore ?? readSecrets(dataDir)[BEFORE] ?? null)
}

const BEFORE = 'master-before'
const readSecrets = (dataDir: string): Record<string, string> => {
  const path = join(dataDir, 'secrets.json')
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>) : {}
}

const changeSecrets = (dataDir: string, change: (secrets: Record<string, string>) => Record<string, string>) =>
  withLock(join(dataDir, 'secrets.lock'), () =>
    writePrivately(join(dataDir, 'secrets.json'), `${JSON.stringify(change(readSecrets(dataDir)), null, 2)}\n`),
  )

/** Makes a new master key in the data folder and keeps the one before beside it, until {@link forgetPreviousMaster}. */
export async function renewMaster(dataDir: string): Promise<void> {
  await dataSecret(dataDir, 'master')
  await changeSecrets(dataDir, ({ [BEFORE]: unfinished, ...secrets }) =>
    // A change that broke off is finished first: its old key may still wrap something.
    unfinished
      ? { ...secrets, [BEFORE]: unfinished }
      : { ...secrets, [BEFORE]: secrets.master!, master: randomBytes(KEY_BYTES).toString('base64url') },
  )
}

export const forgetPreviousMaster = (dataDir: string): Promise<void> =>
  changeSecrets(dataDir, ({ [BEFORE]: _gone, ...secrets }) => secrets)

/** What a data key is wrapped for: one taken over from another workspace or version does not open. */
const wrapping = (workspaceId: string, version: number) => ['data key', workspaceId, version].join('\n')

export interface WrappedKey {
  readonly keyVersion: number
  readonly master: string
  readonly wrapped: Buffer
}

export function wrapDataKey(masters: MasterKeys, workspaceId: string, version: number, key: Buffer): WrappedKey {
  const { fingerprint, key: master } = masters.current
  return { keyVersion: version, master: fingerprint, wrapped: seal(master, key, wrapping(workspaceId, version)) }
}

/** @throws StartError when neither key at hand wrapped it */
export function unwrapDataKey(masters: MasterKeys, workspaceId: string, row: WrappedKey): Buffer {
  const master = [masters.current, masters.previous].find((known) => known?.fingerprint === row.master)
  if (!master) throw wrongMaster(masters, row.master)
  try {
    return unseal(master.key, row.wrapped, wrapping(workspaceId, row.keyVersion))
  } catch (error) {
    if (error instanceof NotAuthentic) throw wrongMaster(masters, row.master)
    throw error
  }
}

export const wrongMaster = ({ current }: MasterKeys, wanted: string) =>
  new StartError(
    `The sensitive values in this database are sealed under the master key ${wanted}, but this installation has ` +
      `${current.fingerprint}. Set RAPPORT_MASTER_KEY to the key it was set to before, or put back secrets.json of the ` +
      'data folder from the backup. To change the key, name the old one in RAPPORT_MASTER_KEY_BEFORE.',
    5,
  )
