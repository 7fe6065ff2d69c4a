import type { Comparator } from '../comparator.ts'
import { hash, meet } from './fold.ts'
import { type OrganizationName, readOrganization } from './organization-parts.ts'
import { ALIKE, CLOSE, compareWords, distance, SAME, type Word } from './word.ts'

const LEVEL = { differs: 0, alike: 1, branch: 2, acronym: 3, close: 4, short: 5, translated: 6, same: 7 } as const

function compare(a: OrganizationName, b: OrganizationName): number {
  if (a === b) return LEVEL.same
  const core = compareCores(a, b)
  if (core === LEVEL.differs) return isShortForm(a, b) || isShortForm(b, a) ? LEVEL.acronym : LEVEL.differs
  if (core === LEVEL.alike) return LEVEL.alike
  // 宏达贸易 and 宏达科技, 上海宏达 and 北京宏达 are firms of their own.
  if (a.kinds !== 0 && b.kinds !== 0 && (a.kinds & b.kinds) === 0) return LEVEL.alike
  if (a.cities.length > 0 && b.cities.length > 0 && !meet(a.cities, b.cities)) return LEVEL.alike
  if (a.branch !== b.branch) return LEVEL.branch
  return core === LEVEL.same && a.kinds !== b.kinds ? LEVEL.short : core
}

function compareCores(a: OrganizationName, b: OrganizationName): number {
  let best: number = LEVEL.differs
  if (a.han !== '' && b.han !== '') {
    if (a.han === b.han) return LEVEL.same
    best = meet(a.spelled, b.spelled) ? LEVEL.close : compareHan(a.han, b.han)
  }
  if (a.latin.text !== '' && b.latin.text !== '') {
    const level = compareWords(a.latin, b.latin)
    if (level === SAME)
      return a.han === b.han || a.han === '' || b.han === '' ? LEVEL.same : Math.max(best, LEVEL.close)
    if (level === CLOSE) best = Math.max(best, LEVEL.close)
    else if (level === ALIKE || shareWords(a.latinWords, b.latinWords)) best = Math.max(best, LEVEL.alike)
  } else if (a.latin.text !== '' || b.latin.text !== '') {
    if (meet(a.spelled, b.spelled)) return LEVEL.translated
    const near = Math.abs(a.usual.length - b.usual.length) <= 1 && a.usual.length >= 6
    if (near && distance(a.usual, b.usual) === 1) best = LEVEL.close
  }
  return best
}

function compareHan(a: string, b: string): number {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a]
  if (shorter.length < 2) return LEVEL.differs
  if (shorter.length === longer.length) {
    let apart = 0
    for (let i = 0; i < a.length; i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) apart++
    return apart === 1 && a.length >= 3 ? LEVEL.close : LEVEL.differs
  }
  return longer.includes(shorter) ? LEVEL.alike : LEVEL.differs
}

/** Every word of the shorter name in the longer one. */
function shareWords(a: readonly Word[], b: readonly Word[]): boolean {
  if (a.length === b.length) return false
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a]
  for (const word of shorter) {
    let found = false
    for (const other of longer) found ||= word.text === other.text
    if (!found) return false
  }
  return shorter.length > 0
}

/** IBM; 工行 for 工商银行, 中石化 for 中国石油化工: characters of the longer name in order, from its beginning. */
function isShortForm(short: OrganizationName, long: OrganizationName): boolean {
  if (long.acronym !== 0 && long.acronym === hashOf(short.latin)) return true
  const [a, b] = [short.hanWhole, long.hanWhole]
  if (a.length < 2 || a.length > 3 || b.length < 2 * a.length) return false
  if (a.charCodeAt(0) !== b.charCodeAt(0) && a.charCodeAt(0) !== long.han.charCodeAt(0)) return false
  let at = b.indexOf(a[0]!)
  for (let i = 1; i < a.length && at >= 0; i++) at = b.indexOf(a[i]!, at + 1)
  return at >= 0
}

const hashOf = ({ text }: Word): number => (text.length >= 2 && text.length <= 6 ? hash(text) : 0)

/**
 * Names of firms and institutions, Chinese and English. Legal forms, brackets, accents and traditional forms make no difference; the
 * place before the name and further kinds of business may be missing. Levels:
 *
 * - `differs`
 * - `alike`: part of the name, two slips; or the same name with another business or in another city (宏达贸易 and 宏达科技)
 * - `branch`: a branch and the head office, or another branch (…有限公司北京分公司)
 * - `acronym`: IBM, 工行
 * - `close`: one slip, or one character of a longer name
 * - `short`: the business is named in one only, or more fully (Acme and Acme Holdings)
 * - `translated`: the same in the other writing (华为技术有限公司 and Huawei Technologies Co., Ltd.; 西门子 and Siemens)
 * - `same`
 */
export const organizationName: Comparator<OrganizationName> = {
  role: 'organization',
  levels: Object.keys(LEVEL),
  prepare: readOrganization,
  compare,
  termKey: ({ term }) => term,
  blockingKeys({ han, hanWhole, latin, latinWords, spelled, acronym, usual }) {
    const keys = new Set([`x:${han || latin.text}`])
    for (const one of spelled.slice(0, 3)) keys.add(`p:${one}`)
    if (han.length >= 2) keys.add(`h:${han.slice(0, 2)}`)
    if (hanWhole.length >= 2) keys.add(`a:${hanWhole[0]}${hanWhole.at(-1)}`)
    if (latin.text !== '') keys.add(`s:${latin.sound}`)
    if (latinWords.length > 1) keys.add(`w:${latinWords[0]!.text}`)
    if (acronym !== 0) keys.add(`a:${acronym}`)
    const own = hashOf(latin)
    if (own !== 0) keys.add(`a:${own}`)
    if (usual.length >= 6) keys.add(`c:${usual.slice(0, 4)}`)
    return [...keys].slice(0, 8)
  },
}
