import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

const NONCE_BYTES = 12
const TAG_BYTES = 16
export const KEY_BYTES = 32

/** The bytes did not come out of this key and this place: changed by hand, moved, or sealed under another key. */
export class NotAuthentic extends Error {}

/** AES-256-GCM with a random nonce. @returns nonce, ciphertext and tag in one */
export function seal(key: Buffer, plain: Buffer, boundTo: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(boundTo))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, body, cipher.getAuthTag()])
}

/** @throws NotAuthentic when key, bytes or what they are bound to differ in one bit */
export function unseal(key: Buffer, sealed: Buffer, boundTo: string): Buffer {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new NotAuthentic()
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(boundTo)).setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  } catch {
    throw new NotAuthentic()
  }
}

/** A key of its own for each purpose (RFC 5869), so that none can be used as another. */
export const deriveKey = (key: Buffer | string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', `rapport ${purpose}`, KEY_BYTES))

/** Where a value stands. Bound into its tag, so that a value copied to another record does not open there. */
export interface Place {
  readonly workspaceId: string
  readonly recordType: string
  readonly recordId: string
  readonly field: string
}

export const boundTo = ({ workspaceId, recordType, recordId, field }: Place): string =>
  ['value', workspaceId, recordType, recordId, field].join('\n')

const indexKeys = new WeakMap<Buffer, Buffer>()

function indexKeyOf(key: Buffer): Buffer {
  const known = indexKeys.get(key) ?? deriveKey(key, 'blind index')
  indexKeys.set(key, known)
  return known
}

/** Equal values of a field meet in this, without telling anything else; other workspaces have other keys. */
export const blindIndex = (key: Buffer, place: Omit<Place, 'recordId'>, comparable: string): Buffer =>
  createHmac('sha256', indexKeyOf(key))
    .update([place.workspaceId, place.recordType, place.field, comparable].join('\n'))
    .digest()
