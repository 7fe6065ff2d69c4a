import { meet } from './fold.ts'
import type { HanName, LatinName, PersonName } from './person.ts'
import { ALIKE, CLOSE, compareWords, DIFFERS, distance, INITIAL, NICKNAME, SAME } from './word.ts'

/** How two full names agree; each is a level of the comparator. */
export const PERSON = {
  differs: 0,
  surname: 1,
  initials: 2,
  alike: 3,
  close: 4,
  nickname: 5,
  pinyin: 6,
  swapped: 7,
  same: 8,
} as const

/** Agreement of two names of persons in any writing. */
export function comparePersons(a: PersonName, b: PersonName): number {
  if (a === b) return PERSON.same
  if (a.han && b.han && (a.han.given !== '' || b.han.given !== '')) {
    const level = compareHan(a.han, b.han)
    if (a.han.given !== '' && b.han.given !== '') return level
    return Math.max(level, acrossMixed(a, b))
  }
  if (a.han === null && b.han === null) return compareLatin(a.latin!, b.latin!)
  return acrossMixed(a, b)
}

/** At least one of the two has Chinese characters: what is said in the other writing counts as a transcription at most. */
function acrossMixed(a: PersonName, b: PersonName): number {
  let best: number = PERSON.differs
  if (a.han && b.han) best = compareHan(a.han, b.han)
  if (a.han && b.latin) best = Math.max(best, compareAcross(a.han, b.latin))
  if (b.han && a.latin) best = Math.max(best, compareAcross(b.han, a.latin))
  if (a.latin && b.latin) {
    const level = compareLatin(a.latin, b.latin)
    if (a.han && b.han && a.han.text === b.han.text && level === PERSON.same) return PERSON.same
    best = Math.max(best, Math.min(level, PERSON.pinyin))
  }
  return best
}

function compareHan(a: HanName, b: HanName): number {
  if (a.text === b.text) return PERSON.same
  if (a.family === b.family) {
    if (a.given === '' || b.given === '') return PERSON.surname
    if (meet(a.givenSpelled, b.givenSpelled)) return PERSON.close
    return givenAlike(a.given, b.given) ? PERSON.alike : PERSON.surname
  }
  // 章伟 and 张伟: the surname was written by ear.
  if (a.given === b.given && a.given !== '' && a.families[0] === b.families[0]) return PERSON.close
  return PERSON.differs
}

/** Given names of two or more characters that have all but one in common at their place, or one that is part of the other. */
export function givenAlike(a: string, b: string): boolean {
  if (a.length === b.length) {
    if (a.length < 2) return false
    let apart = 0
    for (let i = 0; i < a.length; i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) apart++
    return apart <= 1
  }
  return a.length < b.length ? b.includes(a) : a.includes(b)
}

function compareAcross(han: HanName, latin: LatinName): number {
  if (han.given !== '' && latin.words.length > 0) {
    if (meet(latin.spelled, han.spelled)) return PERSON.pinyin
    if (meet(latin.spelled, han.initialed)) return PERSON.initials
  }
  if (!meet(latin.familyHashes, han.families)) return slipAcross(han, latin) ? PERSON.close : PERSON.differs
  if (han.given === '') return PERSON.surname
  if (slipAcross(han, latin)) return PERSON.close
  // `David Zhang Wei`: the Chinese name stands beside an English one.
  if (latin.words.length > 2) for (const { text } of latin.words) if (han.givenPinyin === text) return PERSON.pinyin
  return PERSON.surname
}

function slipAcross(han: HanName, latin: LatinName): boolean {
  const whole = latin.wholes[0]!
  if (whole.length < 6 || Math.abs(whole.length - han.usual.length) > 1) return false
  return distance(whole, han.usual) === 1 || distance(whole, han.usualTurned) === 1
}

function compareLatin(a: LatinName, b: LatinName): number {
  const whole = a.wholes[0]!
  if (whole === b.wholes[0]) return PERSON.same
  // From here on the order of the arguments must not matter.
  if (a.words.length !== b.words.length && meet(a.spelled, b.spelled)) return PERSON.swapped
  if (a.words.length !== b.words.length) return a.words.length < b.words.length ? align(a, b) : align(b, a)
  return whole < b.wholes[0]! ? align(a, b) : align(b, a)
}

/** Each word of the shorter name beside the best free one of the longer. */
function align(a: LatinName, b: LatinName): number {
  let used = 0
  let least = SAME
  let anchors = 0
  let inOrder = true
  for (let i = 0; i < a.words.length && least > DIFFERS; i++) {
    let best = DIFFERS
    let at = -1
    for (let j = 0; j < b.words.length; j++) {
      if ((used & (1 << j)) !== 0) continue
      const level = compareWords(a.words[i]!, b.words[j]!)
      // Of two equally good places the same one counts.
      if (level > best || (level === best && level > DIFFERS && j === i)) [best, at] = [level, j]
    }
    if (at >= 0) used |= 1 << at
    if (at !== i) inOrder = false
    if (best >= CLOSE && a.words[i]!.text.length > 1) anchors++
    if (best < least && !(best === ALIKE && least === INITIAL)) least = best
    else if (best === INITIAL && least === ALIKE) least = INITIAL
  }
  if (least === DIFFERS) return unaligned(a, b)
  if (a.words.length === 1)
    return b.words.length === 1 ? ofSingle(least) : least === SAME ? PERSON.surname : PERSON.differs
  if (anchors === 0) return least === ALIKE ? PERSON.alike : unaligned(a, b)
  if (least === SAME) {
    if (a.words.length < b.words.length) return oneSlip(a, b) ?? PERSON.close
    return inOrder ? PERSON.same : PERSON.swapped
  }
  return least === NICKNAME
    ? PERSON.nickname
    : least === CLOSE
      ? PERSON.close
      : least === INITIAL
        ? PERSON.initials
        : PERSON.alike
}

const ofSingle = (level: number): number =>
  level === NICKNAME ? PERSON.nickname : level >= CLOSE ? PERSON.close : PERSON.alike

/** Some word found no partner: blanks may stand elsewhere (Xiao Ming Zhang, Zhang Xiaoming), or only the surname agrees. */
function unaligned(a: LatinName, b: LatinName): number {
  const found = a.words.length === b.words.length ? null : oneSlip(a, b)
  if (found !== null) return found
  return meet(a.familyHashes, b.familyHashes) || kin(a, b) ? PERSON.surname : PERSON.differs
}

function oneSlip(a: LatinName, b: LatinName): number | null {
  const [one, other] = [a.wholes[0]!, b.wholes[0]!]
  if (one.length >= 6 && Math.abs(one.length - other.length) <= 1 && distance(one, other) === 1) return PERSON.close
  return null
}

/** Chan and Chen are spellings of one surname. */
function kin(a: LatinName, b: LatinName): boolean {
  return a.clans.length > 0 && b.clans.length > 0 && meet(a.clans, b.clans)
}

export const termOf = ({ han, latin }: PersonName): string =>
  han
    ? han.text
    : latin!.words
        .map(({ text }) => text)
        .sort()
        .join(' ')
