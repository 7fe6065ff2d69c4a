import type { Random } from '../../numerics/random.ts'
import {
  BY_EAR,
  CITIES,
  ENGLISH,
  ENGLISH_SURNAMES,
  FIRM,
  GIVEN,
  KINDS,
  MAIL,
  ROADS,
  SURNAMES,
  TRADITIONAL,
} from './words.ts'

export type Pick = <T>(from: readonly T[]) => T

export interface Place {
  readonly city: number
  readonly road: number
  readonly number: number
  readonly room: number
}

export interface Firm {
  /** Characters and readings of its name. */
  readonly core: readonly (readonly [string, string])[]
  readonly kind: number
  readonly place: Place
  readonly switchboard: string
  readonly domain: string
  /** City of a branch with a customer record of its own; null for the head office. */
  readonly branch: number | null
}

export interface Person {
  readonly family: readonly [string, string] | null
  readonly given: readonly (readonly [string, string])[]
  /** English names, of a person without a Chinese one or beside it. */
  readonly english: string
  readonly englishFamily: string
  readonly firm: Firm | null
  readonly mobile: string
  readonly email: string
  /** ISO day. */
  readonly birthday: string
  readonly place: Place
}

export const pickFrom =
  (random: Random): Pick =>
  (from) =>
    from[random.below(from.length)]!

/** The first ones of a list more often, as names are spread. */
export const pickFrequent = <T>(random: Random, from: readonly T[]): T =>
  from[Math.min(from.length - 1, Math.floor(from.length * random.next() ** 2))]!

export const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.below(10)).join('')

export function newMobile(random: Random): string {
  return pickFrom(random)(['138', '139', '136', '135', '158', '186', '133', '189', '177', '150']) + digits(random, 8)
}

export const newPlace = (random: Random): Place => ({
  city: Math.floor(CITIES.length * random.next() ** 1.5),
  road: random.below(ROADS.length),
  number: 1 + random.below(400),
  room: 101 + random.below(30) * 100 + random.below(6),
})

export function newFirm(random: Random): Firm {
  const core = Array.from({ length: random.next() < 0.75 ? 2 : 3 }, () => pickFrom(random)(FIRM))
  const place = newPlace(random)
  const sounds = core.map(([, sound]) => sound).join('')
  return {
    core,
    kind: random.below(KINDS.length),
    place,
    switchboard: CITIES[place.city]![2] + (2 + random.below(7)) + digits(random, 7),
    domain: `${sounds}${random.next() < 0.5 ? '' : pickFrom(random)(['-cn', 'tech', 'group', '88'])}.${random.next() < 0.6 ? 'com' : 'com.cn'}`,
    branch: null,
  }
}

function newBirthday(random: Random): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${1950 + random.below(55)}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`
}

export function newPerson(random: Random, firm: Firm | null, relation: Partial<Person> = {}): Person {
  const pick = pickFrom(random)
  const isChinese = random.next() < 0.78
  const family = isChinese ? pickFrequent(random, SURNAMES) : null
  const given = isChinese ? Array.from({ length: random.next() < 0.3 ? 1 : 2 }, () => pickFrequent(random, GIVEN)) : []
  const english = isChinese && random.next() > 0.2 ? '' : pickFrequent(random, ENGLISH)
  const englishFamily = isChinese ? '' : pick(ENGLISH_SURNAMES)
  const person: Person = {
    family,
    given,
    english,
    englishFamily,
    firm,
    mobile: newMobile(random),
    email: '',
    birthday: newBirthday(random),
    place: firm && random.next() < 0.7 ? firm.place : newPlace(random),
    ...relation,
  }
  return { ...person, email: newEmail(random, person) }
}

export function newEmail(random: Random, person: Person): string {
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replace(/[^a-z]/gi, '')
      .toLowerCase()
  const family = plain(person.family?.[1] ?? person.englishFamily)
  const given = person.given.length > 0 ? person.given.map(([, sound]) => sound).join('') : plain(person.english)
  const pick = pickFrom(random)
  if (person.firm && random.next() < 0.6)
    return `${pick([`${given}.${family}`, family + given[0], given, `${family}.${given}`])}@${person.firm.domain}`
  const local =
    random.next() < 0.3
      ? digits(random, 9)
      : pick([family + given, given + family, `${given}_${family}`, `${family}${given[0]}`])
  return `${local}${random.next() < 0.6 ? random.below(1000) : ''}@${pick(MAIL)}`
}

/** A character that sounds alike, or the same when the table has none. */
export function byEar(random: Random, character: string): string {
  const group = BY_EAR.find((one) => one.includes(character))
  return group ? pickFrom(random)([...group].filter((one) => one !== character)) : character
}

export const traditional = (text: string): string => [...text].map((one) => TRADITIONAL.get(one) ?? one).join('')

/** One slip in a Latin text: a letter dropped, doubled, replaced, or changed with its neighbour. */
export function slip(random: Random, text: string): string {
  if (text.length < 4) return text
  const at = 1 + random.below(text.length - 2)
  const [before, letter, next, after] = [text.slice(0, at), text[at]!, text[at + 1]!, text.slice(at + 2)]
  const ways = [
    before + next + after,
    before + letter + letter + next + after,
    before + next + letter + after,
    before + pickFrom(random)([...'abcdeghilmnorstu']) + next + after,
  ]
  return pickFrom(random)(ways)
}
