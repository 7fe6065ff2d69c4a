import { createRandom, type Random } from '../../numerics/random.ts'
import type { DuplicateColumn } from '../index.ts'
import { type Firm, newFirm, newPerson, newPlace, type Person, pickFrom } from './people.ts'
import { type Written, writeFirm, writePerson } from './written.ts'

export interface BilingualSet {
  readonly columns: readonly DuplicateColumn[]
  /** Whom each row is about; equal for duplicates. */
  readonly truth: Int32Array
}

/**
 * Customers as Chinese firms keep them: persons and organizations in both languages, 35 % of them entered two to five times by
 * different people: in pinyin or characters, traditional or simplified, either name order, with an old number, a new mail address,
 * slips, gaps and titles. Among them strangers who are hard to tell apart: the same common name elsewhere, father and son at one
 * address, branches of a firm, colleagues who share a switchboard and a mail domain. Rows are in random order.
 * @param size number of records
 */
export function bilingualSet(seed: number, size: number): BilingualSet {
  const random = createRandom(seed)
  const rows: { entity: number; written: Written }[] = []
  let entity = 0
  const enter = (write: (copy: number) => Written) => {
    for (let copy = 0, copies = copiesOf(random); copy < copies; copy++) rows.push({ entity, written: write(copy) })
    entity++
  }
  const firms: Firm[] = []
  while (rows.length < size) {
    const dice = random.next()
    if (dice < 0.2) for (const firm of firmAndBranches(random, firms)) enter((copy) => writeFirm(random, firm, copy))
    else for (const person of personAndKin(random, firms)) enter((copy) => writePerson(random, person, copy))
  }
  const kept = shuffled(random, rows.slice(0, size))
  const names = ['name', 'organization', 'email', 'phone', 'date', 'address', 'city'] as const
  const roles = { ...Object.fromEntries(names.map((name) => [name, name])), name: 'full-name' } as Record<
    (typeof names)[number],
    DuplicateColumn['role']
  >
  return {
    columns: names.map((name) => ({
      name: name === 'date' ? 'birthday' : name,
      role: roles[name],
      values: kept.map(({ written }) => written[name]),
    })),
    truth: Int32Array.from(kept, (row) => row.entity),
  }
}

/** 65 % are entered once. */
function copiesOf(random: Random): number {
  const dice = random.next()
  return dice < 0.65 ? 1 : dice < 0.85 ? 2 : dice < 0.94 ? 3 : dice < 0.98 ? 4 : 5
}

function firmAndBranches(random: Random, firms: Firm[]): Firm[] {
  let firm = newFirm(random)
  // A domain has one owner.
  while (firms.some(({ domain }) => domain === firm.domain)) firm = newFirm(random)
  firms.push(firm)
  const branches: Firm[] = []
  while (random.next() < 0.15) {
    const place = newPlace(random)
    // Branches write from the firm's mail domain; half of them give the head office's switchboard.
    const switchboard = random.next() < 0.5 ? firm.switchboard : newFirm(random).switchboard
    if (place.city !== firm.place.city && branches.every((other) => other.branch !== place.city))
      branches.push({ ...firm, place, switchboard, branch: place.city })
  }
  return [firm, ...branches]
}

function personAndKin(random: Random, firms: readonly Firm[]): Person[] {
  const firm = firms.length > 0 && random.next() < 0.45 ? pickFrom(random)(firms) : null
  const person = newPerson(random, firm)
  const dice = random.next()
  const { family, given, english, englishFamily, place, mobile } = person
  // Father and son, or a couple: one address and often one telephone.
  if (dice < 0.06) {
    const own = random.next() < 0.5 ? {} : { mobile }
    const names = family ? { family, english: '', englishFamily: '' } : { englishFamily, family: null, given: [] }
    return [person, newRelative(random, { ...names, place, ...own }, family !== null)]
  }
  // The same name elsewhere.
  if (dice < 0.12) return [person, newPerson(random, null, { family, given, english, englishFamily })]
  return [person]
}

/** Draws until the given name fits the writing of the family's. */
function newRelative(random: Random, relation: Partial<Person>, isChinese: boolean): Person {
  for (;;) {
    const relative = newPerson(random, null, relation)
    if (isChinese ? relative.given.length > 0 : relative.english !== '') return relative
  }
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const out = [...list]
  for (let i = out.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    ;[out[i], out[j]] = [out[j]!, out[i]!]
  }
  return out
}
