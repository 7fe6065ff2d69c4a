import { AnalysisFailure } from '../numerics/failure.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Base64, in every runtime alike. */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const left = bytes.length - i
    parts.push(
      ALPHABET[word >> 18]!,
      ALPHABET[(word >> 12) & 63]!,
      left > 1 ? ALPHABET[(word >> 6) & 63]! : '=',
      left > 2 ? ALPHABET[word & 63]! : '=',
    )
  }
  return parts.join('')
}

/** @throws AnalysisFailure `bad-input` for anything that is not base64 */
export function fromBase64(text: string): Uint8Array {
  const clean = text.replace(/=+$/, '')
  const bytes = new Uint8Array(Math.floor((clean.length * 3) / 4))
  let held = 0
  let bits = 0
  let at = 0
  for (const char of clean) {
    const value = ALPHABET.indexOf(char)
    if (value < 0) throw new AnalysisFailure('bad-input', 'The model file is damaged.')
    held = ((held << 6) | value) & 0xffffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (held >> bits) & 255
    }
  }
  return bytes
}
