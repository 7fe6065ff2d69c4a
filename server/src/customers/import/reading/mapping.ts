import { type ColumnContent, columnContent } from './column-content.ts'
import type { MappingTarget, TargetType } from './mapping-targets.ts'

export interface ColumnGuess {
  readonly column: string
  readonly index: number
  /** Undefined when the column is best left out. */
  readonly key: string | undefined
  /** 0–1; from 0.8 on the name of the column says it. */
  readonly confidence: number
  readonly reason: 'name' | 'part-of-name' | 'content' | 'none'
  /** Other targets it may hold, the likelier first. */
  readonly alternatives: readonly string[]
}

/** Below this a person is better asked. */
const WORTH_A_GUESS = 0.35

interface Candidate {
  readonly index: number
  readonly target: MappingTarget
  readonly confidence: number
  readonly reason: ColumnGuess['reason']
}

/**
 * Guesses which target each column holds, by its name and, where that is silent, by its content. A target goes to one
 * column only, the surest, unless it is repeatable.
 */
export function guessMapping(
  columns: readonly string[],
  sample: readonly (readonly string[])[],
  targets: readonly MappingTarget[],
): ColumnGuess[] {
  const contents = columns.map((_, i) => columnContent(sample.map((row) => row[i] ?? '')))
  const candidates = columns
    .flatMap((column, index) => candidatesFor(column, index, contents[index]!, targets))
    .sort((a, b) => b.confidence - a.confidence || a.index - b.index)
  const chosen = new Map<number, Candidate>()
  const taken = new Set<string>()
  for (const candidate of candidates) {
    if (candidate.confidence < WORTH_A_GUESS) break
    if (chosen.has(candidate.index) || (taken.has(candidate.target.key) && !candidate.target.isRepeatable)) continue
    chosen.set(candidate.index, candidate)
    taken.add(candidate.target.key)
  }
  return columns.map((column, index) => {
    const best = chosen.get(index)
    const others = candidates.filter((each) => each.index === index && each !== best).map((each) => each.target.key)
    const alternatives = [...new Set(others)].slice(0, 3)
    if (!best) return { column, index, key: undefined, confidence: 0, reason: 'none', alternatives }
    return { column, index, key: best.target.key, confidence: best.confidence, reason: best.reason, alternatives }
  })
}

/** A column name without case, punctuation, what stands in brackets and the number of a repetition. */
export function plainName(name: string): string {
  const text = name.normalize('NFKC').toLowerCase()
  const outside = text.replace(/[([【][^)\]】]*[)\]】]/g, '')
  return (outside === '' ? text : outside).replace(/[^\p{L}\p{N}]+/gu, '').replace(/(?<=\p{L})\d{1,2}$/u, '')
}

const plainSynonyms = new Map<MappingTarget, readonly string[]>()

function synonymsOf(target: MappingTarget): readonly string[] {
  const known = plainSynonyms.get(target)
  if (known) return known
  const synonyms = [target.key, ...target.synonyms].map(plainName)
  plainSynonyms.set(target, synonyms)
  return synonyms
}

function candidatesFor(
  column: string,
  index: number,
  content: ColumnContent,
  targets: readonly MappingTarget[],
): Candidate[] {
  const name = plainName(column)
  const isNameless = /^column\d*$/.test(name)
  const found: Candidate[] = []
  for (const target of targets) {
    const byName = isNameless ? 0 : nameScore(name, synonymsOf(target))
    const fit = contentFit(target.type, content)
    const reason = byName >= 0.8 ? 'name' : 'part-of-name'
    if (byName > 0 && fit > 0) found.push({ index, target, confidence: round(byName * fit), reason })
    else if (byName === 0) {
      const byContent = contentScore(target, content)
      if (byContent > 0) found.push({ index, target, confidence: byContent, reason: 'content' })
    }
  }
  return found
}

/** The earlier a synonym stands in its list, the surer it is. */
function nameScore(name: string, synonyms: readonly string[]): number {
  const place = synonyms.indexOf(name)
  if (place >= 0) return 0.98 - Math.min(place, 40) * 0.002
  const within = synonyms.find(
    (synonym) => isLongEnough(synonym) && (name.endsWith(synonym) || name.startsWith(synonym)),
  )
  return within === undefined ? 0 : 0.5 + 0.25 * Math.min(1, within.length / name.length)
}

const isLongEnough = (synonym: string) => (/^\p{Script=Han}/u.test(synonym) ? synonym.length >= 2 : synonym.length >= 4)

/** How well values fit a type: 1 when they do or there are none (a name that says it outranks one that merely hints), less when some contradict, 0 when they cannot be it. */
function contentFit(type: TargetType, content: ColumnContent): number {
  if (content.filled === 0) return 1
  switch (type) {
    case 'email':
      return content.email >= 0.5 ? 1 : content.email > 0 ? 0.8 : 0.3
    case 'date':
      return content.date >= 0.5 ? 1 : 0.4
    case 'number':
    case 'money':
      return content.number >= 0.5 ? 1 : 0.4
    case 'url':
      return content.number >= 0.5 ? 0.3 : 1
    case 'phone':
      return content.email >= 0.5 || content.decimal >= 0.5 ? 0.3 : 1
    case 'name':
      return content.email >= 0.5 || content.decimal >= 0.5 ? 0.3 : content.number >= 0.9 ? 0.6 : 1
    default:
      return 1
  }
}

/** What a column may hold whose name says nothing. */
function contentScore({ key, type }: MappingTarget, content: ColumnContent): number {
  if (content.filled === 0) return 0
  if (type === 'email' && content.email >= 0.8) return 0.75
  if (type === 'phone' && content.phone >= 0.8) return 0.65
  if (type === 'url' && content.url >= 0.8) return 0.6
  if (type === 'date' && content.date >= 0.9 && ['placedOn', 'occurredAt'].includes(key)) return 0.55
  if (['name', 'customerName'].includes(key) && content.chineseName >= 0.8 && content.distinct > 0.5) return 0.45
  if (key === 'amount' && content.decimal >= 0.8) return 0.4
  if (key === 'customerExternalId' && content.padded >= 0.5) return 0.4
  if (key === 'quantity' && content.small >= 0.9) return 0.35
  return 0
}

const round = (value: number) => Math.round(value * 1000) / 1000

/**
 * Whether rows without a kind are persons or organizations: a column of companies without one of persons' names,
 * birthdays or genders says organizations.
 */
export function guessCustomerKind(guesses: readonly ColumnGuess[]): 'person' | 'organization' {
  const keys = new Set(guesses.map((guess) => guess.key))
  const ofPersons = ['familyName', 'givenName', 'birthday', 'lunarBirthday', 'gender', 'jobTitle'].filter((key) =>
    keys.has(key),
  )
  if (ofPersons.length > 0) return 'person'
  const ofFirms = ['industry', 'employees', 'annualRevenue', 'foundedYear', 'parent'].filter((key) => keys.has(key))
  const name = guesses.find((guess) => guess.key === 'name')
  const isFirmName =
    name !== undefined && /account|company|organi[sz]ation|firm|公司|单位|企业/.test(plainName(name.column))
  return isFirmName || ofFirms.length >= 2 || (!name && keys.has('organization')) ? 'organization' : 'person'
}
