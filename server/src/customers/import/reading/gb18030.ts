/** Fewest double-byte characters from which the letter statistics below say anything. */
const ENOUGH_PAIRS = 20

/**
 * How surely bytes are Chinese in GB18030 (also GBK, GB2312): 0 when they break its grammar or read as rare
 * characters. Chinese text consists mostly of the 3,755 common characters of GB 2312 level 1 (lead bytes B0–D7) and
 * punctuation (A1, A3). Korean EUC-KR fills only B0–C8 of these, Japanese EUC-JP fills A4 and A5 with kana, and Latin
 * text in a one-byte encoding pairs accents with ASCII letters.
 */
export function looksLikeGb18030(bytes: Uint8Array): number {
  const seen = countPairs(bytes)
  if (!seen || seen.pairs + seen.quads === 0) return 0
  const { pairs, common, punctuation, kana, beyondKorean } = seen
  const share = (common + punctuation) / (pairs + seen.quads)
  if (share < 0.6 || common === 0) return 0
  if (kana > 0.2 * pairs) return 0
  if (common >= ENOUGH_PAIRS && beyondKorean < 0.05 * common) return 0
  return Math.min(0.99, share) * (pairs >= ENOUGH_PAIRS ? 1 : 0.8)
}

interface Pairs {
  pairs: number
  /** Four-byte characters. */
  quads: number
  common: number
  punctuation: number
  kana: number
  beyondKorean: number
}

function countPairs(bytes: Uint8Array): Pairs | undefined {
  const seen: Pairs = { pairs: 0, quads: 0, common: 0, punctuation: 0, kana: 0, beyondKorean: 0 }
  let i = 0
  while (i < bytes.length) {
    const lead = bytes[i]!
    if (lead < 0x80) {
      i++
      continue
    }
    if (lead === 0x80 || lead === 0xff) return undefined
    // A sample may end inside a character.
    if (i + 1 >= bytes.length) break
    const trail = bytes[i + 1]!
    if (trail >= 0x30 && trail <= 0x39) {
      if (i + 3 >= bytes.length) break
      if (!isFourByteTail(bytes[i + 2]!, bytes[i + 3]!)) return undefined
      seen.quads++
      i += 4
      continue
    }
    if (trail < 0x40 || trail === 0x7f || trail === 0xff) return undefined
    countPair(seen, lead, trail)
    i += 2
  }
  return seen
}

const isFourByteTail = (third: number, fourth: number) =>
  third >= 0x81 && third <= 0xfe && fourth >= 0x30 && fourth <= 0x39

function countPair(seen: Pairs, lead: number, trail: number) {
  seen.pairs++
  if (trail < 0xa1) return
  if (lead >= 0xb0 && lead <= 0xd7) {
    seen.common++
    if (lead > 0xc8) seen.beyondKorean++
  } else if (lead === 0xa1 || lead === 0xa3) seen.punctuation++
  else if (lead === 0xa4 || lead === 0xa5) seen.kana++
}
