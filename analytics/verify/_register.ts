import type { DuplicateColumn } from '../src/duplicates/index.ts'
import { createRandom, type Random } from '../src/numerics/random.ts'

export interface Register {
  readonly columns: readonly DuplicateColumn[]
  /** Whom each row is about. */
  readonly entity: Int32Array
  /** Pairs of rows about one person. */
  readonly pairs: number
}

const START = [
  'B',
  'C',
  'D',
  'F',
  'G',
  'H',
  'J',
  'K',
  'L',
  'M',
  'N',
  'P',
  'R',
  'S',
  'T',
  'V',
  'W',
  'St',
  'Br',
  'Ch',
  'Tr',
  'Sh',
]
const VOWEL = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'ou']
const MIDDLE = ['l', 'n', 'r', 'm', 's', 't', 'nd', 'll', 'rt', 'ck', 'ss', 'v', 'b', 'd', 'gh']
const END = ['son', 'ton', 'ley', 'er', 'man', 'field', 'ford', 'well', 'y', 'n', 's', 'wood', 'es', 'ard']
const STREET = ['street', 'road', 'avenue', 'lane', 'drive', 'court', 'place', 'crescent']
const MAIL = ['gmail.com', 'outlook.com', 'yahoo.com', 'icloud.com', 'qq.com', 'hotmail.com']

/** Names made of syllables, used as unevenly as real ones (Zipf). */
function namesOf(random: Random, count: number, ends: readonly string[]): () => string {
  const pick = (from: readonly string[]) => from[random.below(from.length)]!
  const names = new Set<string>()
  while (names.size < count) {
    const middle = random.next() < 0.5 ? pick(MIDDLE) + pick(VOWEL) : ''
    names.add(pick(START) + pick(VOWEL) + pick(MIDDLE) + middle + pick(ends))
  }
  const list = [...names]
  const cumulated = new Float64Array(count)
  let sum = 0
  for (let i = 0; i < count; i++) {
    sum += 1 / (i + 10) ** 0.95
    cumulated[i] = sum
  }
  return () => {
    const target = random.next() * sum
    let [low, high] = [0, count - 1]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (cumulated[middle]! > target) high = middle
      else low = middle + 1
    }
    return list[low]!
  }
}

type Person = Record<'given' | 'family' | 'phone' | 'email' | 'birthday' | 'address' | 'city' | 'postcode', string>

/**
 * A customer base with planted duplicates: four fifths of the rows are people of their own, one fifth are further rows about
 * them, each with one to three errors (slips, missing values, another telephone or mail address, a move). One in ten people
 * lives with a namesake by family who shares address and telephone, whom nobody may take for the same.
 */
export function simulateRegister(rows: number, seed: number): Register {
  const random = createRandom(seed)
  const given = namesOf(random, 4_000, ['a', 'e', 'y', 'n', 'ah', 'us', 'is', 'o'])
  const family = namesOf(random, 40_000, END)
  const street = namesOf(random, 30_000, END)
  const city = namesOf(random, 2_000, ['ton', 'ham', 'bury', 'ville', 'ford', ' upon sea'])
  const digits = (count: number) => String(random.below(10 ** count)).padStart(count, '0')
  const taken = new Set<string>()
  const place = () => {
    const name = city()
    return {
      city: name,
      postcode: String(
        10_000 +
          ((name.length * 7919 + name.charCodeAt(0) * 613 + name.charCodeAt(2) * 37) % 80_000) +
          random.below(12),
      ),
    }
  }
  const person = (home?: Person): Person => {
    const own = { given: given(), family: home?.family ?? family() }
    const box = `${own.given}.${own.family}`.toLowerCase().replaceAll(' ', '')
    const host = MAIL[random.below(MAIL.length)]
    // An address belongs to one person only.
    let email = `${box}${random.below(3) ? random.below(1000) : ''}@${host}`
    for (let next = 1000; taken.has(email); next += 1 + random.below(9)) email = `${box}${next}@${host}`
    taken.add(email)
    const birthday = `${1940 + random.below(66)}-${String(1 + random.below(12)).padStart(2, '0')}-${String(1 + random.below(28)).padStart(2, '0')}`
    const fresh = home ?? {
      phone: `+44 7${digits(3)} ${digits(6)}`,
      address: `${1 + random.below(200)} ${street()} ${STREET[random.below(STREET.length)]}`,
      ...place(),
    }
    return { ...fresh, ...own, email, birthday }
  }
  const slip = (text: string): string => {
    const at = random.below(Math.max(1, text.length - 1))
    const kind = random.below(4)
    if (kind === 0) return text.slice(0, at) + text.slice(at + 1)
    if (kind === 1) return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2)
    const letter = /\d/.test(text[at] ?? '') ? digits(1) : 'etaoinshr'[random.below(9)]!
    return text.slice(0, at) + letter + text.slice(kind === 2 ? at : at + 1)
  }
  const corrupt = (one: Person): Person => {
    const out = { ...one }
    const names = Object.keys(out) as (keyof Person)[]
    for (let errors = 1 + random.below(3); errors > 0; errors--) {
      const name = names[random.below(names.length)]!
      const draw = random.next()
      if (draw < 0.3) out[name] = ''
      else if (draw < 0.4 && (name === 'phone' || name === 'email' || name === 'address')) {
        const other = person()
        out[name] = other[name]
        if (name === 'address') Object.assign(out, { city: other.city, postcode: other.postcode })
      } else if (draw < 0.45 && name === 'given') Object.assign(out, { given: out.family, family: out.given })
      else out[name] = slip(out[name])
    }
    return out
  }
  const people = Math.round(rows * 0.8)
  const list: Person[] = []
  const who: number[] = []
  for (let i = 0; i < people; i++) {
    list.push(person(i > 0 && random.next() < 0.1 ? list[i - 1] : undefined))
    who.push(i)
  }
  while (list.length < rows) {
    const of = random.below(people)
    list.push(corrupt(list[of]!))
    who.push(of)
  }
  return inRandomOrder(list, who, people, random)
}

function inRandomOrder(list: readonly Person[], who: readonly number[], people: number, random: Random): Register {
  const order = Uint32Array.from(list.keys())
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const held = order[i]!
    order[i] = order[j]!
    order[j] = held
  }
  const column = (name: keyof Person, role: DuplicateColumn['role']): DuplicateColumn => ({
    name,
    role,
    values: Array.from(order, (i) => list[i]![name] || null),
  })
  const counts = new Uint32Array(people)
  for (const one of who) counts[one]!++
  return {
    columns: [
      column('given', 'given-name'),
      column('family', 'family-name'),
      column('phone', 'phone'),
      column('email', 'email'),
      column('birthday', 'date'),
      column('address', 'address'),
      column('city', 'city'),
      column('postcode', 'postcode'),
    ],
    entity: Int32Array.from(order, (i) => who[i]!),
    pairs: counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0),
  }
}
