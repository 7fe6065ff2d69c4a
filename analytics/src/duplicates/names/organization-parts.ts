import { fold, hash, isNothing } from './fold.ts'
import {
  brandName,
  isFiller,
  isLegalForm,
  kindOf,
  placeName,
  placeOf,
  placesIn,
  takeKinds,
  takePlaces,
  withoutFillers,
  withoutLegalForm,
} from './organization-terms.ts'
import { wordsOf } from './person.ts'
import { givenReadings } from './romanization.ts'
import { type Word, wordOf } from './word.ts'

/** The name of an organization, read once. */
export interface OrganizationName {
  /** The distinctive part in Chinese, empty when there is none. */
  readonly han: string
  /** Chinese name without legal form, for short forms. */
  readonly hanWhole: string
  /** The distinctive part in Latin letters, joined; empty when there is none. */
  readonly latin: Word
  readonly latinWords: readonly Word[]
  /** Hashes of the distinctive part in Latin letters: readings, the brand's English name, or the words joined. */
  readonly spelled: readonly number[]
  readonly usual: string
  /** Bits of the kinds of business. */
  readonly kinds: number
  readonly cities: readonly number[]
  /** Hash of the branch's place, 0 for none. */
  readonly branch: number
  /** Hash of the initials of its words, 0 for fewer than two. */
  readonly acronym: number
  readonly term: string
}

interface Part {
  core: string
  words: string[]
  kinds: number
  cities: string[]
  branch: string
}

const HAN = /\p{Script=Han}/u
const HAN_MAX = 40
const LATIN_MAX = 10
const BRANCH_HAN =
  /^(.*(?:公司|银行|集团|医院|大学|酒店|保险|证券))?(.*?)(?:分公司|分行|支行|分店|办事处|营业部|分部|分院|分校|代表处|门店|店)$/u
const BRANCH_LATIN = /\b(?:branch|office|subbranch|store|outlet)\b/u

/** Reads the name of an organization in Chinese, English or both. Null when there is no letter in it. */
export function readOrganization(text: string): OrganizationName | null {
  const folded = fold(text)
    .replace(/\bhong kong\b/gu, 'hongkong')
    .replace(/\breal estate\b/gu, 'realestate')
  if (isNothing(folded)) return null
  const hanText = (folded.match(/[\p{Script=Han}()0-9]+/gu) ?? [])
    .filter((run) => HAN.test(run))
    .join('')
    .slice(0, HAN_MAX)
  const latinText = folded.replace(/\p{Script=Han}+/gu, ' ').replace(/\b(\p{L})\.(?=\p{L}\b)/gu, '$1')
  const han = hanText === '' ? null : readHanPart(hanText)
  const latin = han && !/\p{L}{2}/u.test(latinText) ? null : readLatinPart(latinText)
  if (!han && !latin) return null
  return put(han, latin, hanText)
}

function put(han: Part | null, latin: Part | null, hanText: string): OrganizationName {
  const readings = han ? readingsOf(han.core) : []
  const joined = latin?.core ?? ''
  const spellings = new Set([...readings, ...(joined === '' ? [] : [joined])])
  const kinds = (han?.kinds ?? 0) | (latin?.kinds ?? 0)
  const cities = [...new Set([...(han?.cities ?? []), ...(latin?.cities ?? [])])].sort()
  const branch = han?.branch || latin?.branch || ''
  const initials = latin && latin.words.length > 1 ? latin.words.map((word) => word[0]).join('') : ''
  return {
    han: han?.core ?? '',
    hanWhole: withoutLegalForm(hanText.replace(/[()]/gu, '')),
    latin: wordOf(joined),
    latinWords: latin ? latin.words.filter((word) => joined.includes(word)).map(wordOf) : [],
    spelled: [...spellings].map(hash),
    usual: readings[0] ?? joined,
    kinds,
    cities: cities.map(hash),
    branch: branch === '' ? 0 : hash(branch),
    acronym: initials.length > 1 ? hash(initials) : 0,
    term: `${han?.core ? 'h' : 'l'} ${han?.core || joined} ${kinds} ${cities.join('+')} ${branch}`,
  }
}

function readingsOf(core: string): string[] {
  if (core === '') return []
  // Cores that are a place have its Latin name already.
  if (!HAN.test(core)) return [core]
  const brand = brandName(core)
  const found = givenReadings(core).map((syllables) => syllables.join('').replaceAll('v', 'u'))
  return brand ? [...found, brand] : found
}

function readHanPart(text: string): Part {
  let branch = ''
  let head = text
  const inBrackets = /\(([^()]*)\)/u.exec(text)?.[1] ?? ''
  const flat = text.replace(/[()]/gu, '')
  const found = BRANCH_HAN.exec(flat)
  if (found && /分|支行|办事处|营业部|代表处|店$/u.test(flat)) {
    const before = found[1] ?? ''
    branch = before === '' ? branchOf(found[2] ?? '') : (found[2] ?? '')
    const rest = before === '' ? (found[2] ?? '').slice(0, (found[2] ?? '').length - branch.length) : before
    // A hotel or shop that ends in 店 is a firm by itself.
    if (rest === '' || (branch === '' && flat.endsWith('店'))) branch = ''
    else head = rest
    branch = branch === '' ? '' : placeName(branch)
  }
  const cities: string[] = []
  if (inBrackets !== '' && head === text) {
    const inside = takePlaces(inBrackets)
    if (inside.found.length > 0 && inside.rest === '') {
      cities.push(...inside.cities)
      head = text.replace(`(${inBrackets})`, '')
    }
  }
  const legal = withoutLegalForm(head.replace(/[()]/gu, ''))
  const { rest, found: leading, cities: more } = takePlaces(legal)
  const { rest: distinct, kinds } = takeKinds(rest)
  const core = withoutFillers(distinct)
  // 北京大学, 中国银行: the place is what is distinctive.
  if (core === '' && distinct === '') {
    const place = leading.at(-1)
    return { core: place ?? (legal || flat), words: [], kinds: place ? kinds : 0, cities: place ? [] : more, branch }
  }
  return { core: core || distinct, words: [], kinds, cities: [...cities, ...more], branch }
}

/** Without a word that ends the firm's name, the last place or the last two characters. */
function branchOf(text: string): string {
  const place = placesIn(text).at(-1)
  if (place && text.endsWith(place) && text !== place) return place
  return text.length > 3 ? text.slice(-2) : ''
}

function readLatinPart(text: string): Part | null {
  const isBranch = BRANCH_LATIN.test(text)
  const all = wordsOf(
    text.replace(/\b(?:branch|office|subbranch|store|outlet)\b/gu, ' ').replaceAll('&', ' and '),
  ).slice(0, LATIN_MAX)
  if (all.length === 0) return null
  const words = all.filter((word, i) => i === 0 || !isLegalForm(word))
  const found = words.map(placeOf)
  const core = words.filter(
    (word, i) =>
      !found[i] && kindOf(word) === 0 && !isFiller(word) && !(i === 0 && words.length > 1 && isLegalForm(word)),
  )
  const named = found.flatMap((place) => place ?? [])
  const cities = named.flatMap(({ name, isCity }) => (isCity ? [name] : []))
  const kinds = words.reduce((mask, word) => mask | kindOf(word), 0)
  const significant = words.filter((word) => word !== 'and' && word !== 'of' && word !== 'the')
  if (core.length === 0) {
    const place = named[0]?.name
    return { core: place ?? words.join(''), words: significant, kinds: place ? kinds : 0, cities: [], branch: '' }
  }
  const branch = isBranch ? (cities.at(-1) ?? 'branch') : ''
  return { core: core.join(''), words: significant, kinds, cities: isBranch ? cities.slice(0, -1) : cities, branch }
}
