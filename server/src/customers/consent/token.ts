import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a link is for: the preference page, a confirmation, or one-click unsubscribe. */
export const TOKEN_KINDS = ['preferences', 'confirm', 'unsubscribe'] as const
export type TokenKind = (typeof TOKEN_KINDS)[number]

/**
 * What stands in a link. `id` names a given-out link; an unsubscribe token, of which a mailing has one per recipient,
 * has no row and names the customer and the choice itself.
 */
export interface TokenClaims {
  readonly kind: TokenKind
  readonly workspaceId: string
  readonly id: string
  readonly expiresAt: Date
  readonly choice: string
}

export interface ParsedToken extends TokenClaims {
  readonly payload: Buffer
  readonly mac: Buffer
}

const HEAD_BYTES = 37
const MAC_BYTES = 32
const CHOICE = /^(?:[a-z][a-z0-9-]{0,39}\/[a-z]{3,6})?$/

const uuidBytes = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')
const uuidText = (bytes: Buffer) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** `kind (1) · workspace (16) · id (16) · expiry in seconds (4) · choice · HMAC-SHA256 (32)`, base64url. */
export function signToken(key: Buffer, claims: TokenClaims): string {
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt8(TOKEN_KINDS.indexOf(claims.kind))
  uuidBytes(claims.workspaceId).copy(head, 1)
  uuidBytes(claims.id).copy(head, 17)
  head.writeUInt32BE(Math.floor(claims.expiresAt.getTime() / 1000), 33)
  const payload = Buffer.concat([head, Buffer.from(claims.choice)])
  return Buffer.concat([payload, macOf(key, payload)]).toString('base64url')
}

const macOf = (key: Buffer, payload: Buffer) => createHmac('sha256', key).update(payload).digest()

/** What nobody signed; asked about all the same, so that a broken link takes the way of a wrong one. */
const BLANK: ParsedToken = {
  kind: 'preferences',
  workspaceId: '00000000-0000-0000-0000-000000000000',
  id: '00000000-0000-0000-0000-000000000000',
  expiresAt: new Date(0),
  choice: '',
  payload: Buffer.alloc(HEAD_BYTES),
  mac: Buffer.alloc(MAC_BYTES),
}

/** Takes a token apart without believing it. */
export function parseToken(text: string): ParsedToken {
  const bytes = Buffer.from(text, 'base64url')
  const end = bytes.length - MAC_BYTES
  if (end < HEAD_BYTES || bytes.toString('base64url') !== text) return BLANK
  const payload = bytes.subarray(0, end)
  const kind = TOKEN_KINDS[payload.readUInt8(0)]
  const choice = payload.subarray(HEAD_BYTES).toString('latin1')
  if (kind === undefined || !CHOICE.test(choice)) return BLANK
  return {
    kind,
    workspaceId: uuidText(payload.subarray(1, 17)),
    id: uuidText(payload.subarray(17, 33)),
    expiresAt: new Date(payload.readUInt32BE(33) * 1000),
    choice,
    payload,
    mac: bytes.subarray(end),
  }
}

/** Whether the key signed it; takes as long for a wrong one. */
export const isSigned = (token: ParsedToken, key: Buffer): boolean =>
  timingSafeEqual(macOf(key, token.payload), token.mac)
