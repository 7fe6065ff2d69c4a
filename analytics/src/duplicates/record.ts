import { AnalysisFailure } from '../numerics/failure.ts'
import type { Role } from './comparator.ts'
import {
  type Comparison,
  compareExchangeable,
  compareValues,
  createComparison,
  kindOfRecord,
  tellKindsApart,
  type ValueSource,
} from './comparison.ts'
import { hashText, kindOf } from './keys.ts'
import { type Layout, layFields, layoutOf } from './layout.ts'
import { type BlockingRule, type DuplicateModel, riseWithLikeness, statedShares } from './model.ts'
import { probabilityOf, tellsPeopleApart, type Weights, weigh } from './weights.ts'

/** Values of a record by column name; several where a person has several. Unknown names are ignored. */
export type RecordValues = Readonly<Record<string, string | null | undefined | readonly (string | null)[]>>

interface PreparedValue {
  readonly field: number
  /** As the field's own comparator reads it and, of exchangeable fields, as the partner's does; null when unreadable. */
  readonly own: unknown
  readonly crossed: unknown
}

/** A record read once, to be compared many times. Plain data. */
export interface PreparedRecord {
  readonly fields: readonly (readonly PreparedValue[])[]
}

/** One line of the explanation of a pair: "same phone +8.1 bits", "surname differs −2.3". */
export interface EvidenceLine {
  /** Name of the field; of an exchange, both names with ↔ between; `together` for what people of one household or firm share. */
  readonly field: string
  readonly role: Role | 'order' | 'together'
  /** Key of the comparator's level; `exchanged` for an exchange. */
  readonly level: string
  /** Positive speaks for one and the same. */
  readonly bits: number
  /** 0 for `differs`, rising to 1 for the highest level. */
  readonly likeness: number
}

export interface PairScore {
  readonly probability: number
  /** Evidence without the prior, in bits; the sum of `evidence`. */
  readonly bits: number
  /** Strongest first, whichever way it points. Fields that one of the two lacks are not listed. */
  readonly evidence: readonly EvidenceLine[]
}

interface Compiled {
  readonly layout: Layout
  readonly weights: Weights
  readonly shares: readonly { readonly named: ReadonlyMap<string, number>; readonly rest: number }[]
}

const compiledModels = new WeakMap<DuplicateModel, Compiled>()

/** Models are plain JSON: what is derived from one is kept as long as the object itself. */
function compile(model: DuplicateModel): Compiled {
  let compiled = compiledModels.get(model)
  if (!compiled) {
    const layout = layoutOf(model)
    const shares = model.fields.map(({ terms }) => ({ named: new Map(terms?.frequent), rest: terms?.rest ?? 0 }))
    compiled = { layout, weights: weigh(model, layout), shares }
    compiledModels.set(model, compiled)
  }
  return compiled
}

/** Reads a record for a model. Multi-valued columns may be given as arrays; blank values are missing. */
export function prepareRecord(model: DuplicateModel, values: RecordValues): PreparedRecord {
  const { layout } = compile(model)
  return {
    fields: layout.fields.map(({ columns, comparator, partner }, field) => {
      const other = partner >= 0 ? layout.fields[partner]!.comparator : null
      const texts = columns
        .flatMap((column) => values[column] ?? [])
        .filter((text) => typeof text === 'string' && text.trim() !== '')
      // Exchangeable fields hold one value each.
      return texts.slice(0, other ? 1 : 20).flatMap((text) => {
        const own = comparator.prepare(text!.trim())
        const crossed = other ? other.prepare(text!.trim()) : null
        return own === null && crossed === null ? [] : [{ field, own, crossed }]
      })
    }),
  }
}

/** What the model says of two records, with reasons. Symmetric in the two. */
export function scorePair(model: DuplicateModel, a: PreparedRecord, b: PreparedRecord): PairScore {
  const { layout, weights, shares } = compile(model)
  const comparison = createComparison(layout)
  // Of its two readings a value gives the one of the field that asks.
  const read = (field: number, value: PreparedValue) => (value.field === field ? value.own : value.crossed)
  const source: ValueSource<PreparedValue> = {
    level(field, x, y) {
      const [p, q] = [read(field, x), read(field, y)]
      return p === null || q === null ? -1 : layout.fields[field]!.comparator.compare(p, q)
    },
    share(field, value) {
      const own = read(field, value)
      const { named, rest } = shares[field]!
      return own === null ? 0 : (named.get(layout.fields[field]!.comparator.termKey!(own)) ?? rest)
    },
  }
  layout.fields.forEach((field, f) => {
    if (field.partner < 0) compareValues(source, field, f, a.fields[f]!, b.fields[f]!, comparison)
  })
  layout.swaps.forEach(([f, g], swap) => {
    const pairOf = ({ fields }: PreparedRecord) => [fields[f]![0], fields[g]![0]] as const
    compareExchangeable(source, layout, swap, pairOf(a), pairOf(b), comparison)
  })
  const [own, other] = [a, b].map(({ fields }) => kindOfRecord(layout, (field) => fields[field]!.length > 0))
  layout.fields.forEach((_, f) => {
    tellKindsApart(layout, f, own!, other!, comparison)
  })
  const bits = weights.total(comparison) - weights.together(comparison)
  return {
    probability: probabilityOf(weights.prior + bits),
    bits,
    evidence: explain(model, layout, weights, comparison),
  }
}

function explain(model: DuplicateModel, layout: Layout, weights: Weights, comparison: Comparison): EvidenceLine[] {
  const lines = layout.fields.flatMap(({ name, role, comparator, top }, f): EvidenceLine[] => {
    const level = comparison.levels[f]!
    if (level < 0) return []
    const bits = weights.field(f, comparison)
    return [{ field: name, role, level: comparator.levels[level]!, bits, likeness: level / top }]
  })
  model.swaps.forEach(({ fields }, swap) => {
    const bits = weights.order(swap, comparison)
    if (bits === 0) return
    const exchanged = comparison.exchanged[swap] === 1
    lines.push({
      field: fields.join(' ↔ '),
      role: 'order',
      level: exchanged ? 'exchanged' : 'as-they-stand',
      bits,
      likeness: exchanged ? 0 : 1,
    })
  })
  const together = weights.together(comparison)
  if (together > 0.01)
    lines.push({ field: 'together', role: 'together', level: 'live-or-work-together', bits: -together, likeness: 0 })
  return lines.sort((p, q) => Math.abs(q.bits) - Math.abs(p.bits))
}

/**
 * A model of stated defaults, where there is nothing yet to learn from. `prior` for a customer base: one record in ten has a
 * duplicate among `records`.
 */
export function statedModel(
  fields: readonly { readonly name: string; readonly role: Role }[],
  { records = 10_000 }: { readonly records?: number } = {},
): DuplicateModel {
  if (fields.length === 0) throw new AnalysisFailure('bad-input', 'There is no field to compare.')
  const layout = layFields(fields)
  return {
    version: 1,
    prior: Math.min(0.05, 0.2 / Math.max(2, records)),
    together: tellsPeopleApart(layout) ? Math.min(0.05, 0.2 / Math.max(2, records)) : null,
    records: 0,
    fields: layout.fields.map(({ name, role, columns, comparator, top, termLevel, parent }) => {
      const shares = riseWithLikeness(statedShares(role, top + 1, termLevel))
      // A city that goes with its postcode says nothing of its own.
      const { m } = shares
      const given = { field: layout.fields[parent]?.name ?? '', agrees: { m, u: m }, differs: shares }
      return {
        name,
        role,
        columns,
        levels: comparator.levels,
        ...shares,
        terms: null,
        given: parent < 0 ? null : given,
      }
    }),
    swaps: layout.swaps.map(([f, g]) => ({ fields: [layout.fields[f]!.name, layout.fields[g]!.name], share: 0.02 })),
    blocking: statedRules(layout),
  }
}

/** Fields of which strangers rarely agree: met by themselves. The others are met in twos. */
const ALONE: ReadonlySet<Role> = new Set(['email', 'phone', 'full-name', 'organization', 'address'])
const TOGETHER: ReadonlySet<Role> = new Set(['given-name', 'family-name', 'date', 'postcode', 'city'])

/** Rules that hold for any customer base: what a database keeps for each record must not change whenever a model is learned anew. */
export function statedRules({ fields }: Layout): BlockingRule[] {
  const kinds = fields.map(({ comparator }) => statedKinds(comparator.role))
  const rules: BlockingRule[] = []
  fields.forEach(({ name, role }, f) => {
    if (ALONE.has(role)) for (const kind of kinds[f]!) rules.push({ parts: [{ fields: [name], kind }] })
    fields.slice(f + 1).forEach((other, i) => {
      if (!TOGETHER.has(role) || !TOGETHER.has(other.role)) return
      const g = f + 1 + i
      for (const kind of kinds[f]!.slice(0, 2)) {
        const second = kinds[g]!.includes(kind) ? kind : kinds[g]![0]!
        rules.push({
          parts: [
            { fields: [name], kind },
            { fields: [other.name], kind: second },
          ],
        })
      }
    })
  })
  return rules
}

/** The exact value and the surest of the looser kinds, by role. */
function statedKinds(role: Role): readonly string[] {
  if (role === 'email') return ['x', 'b']
  if (role === 'phone') return ['x', 't']
  if (role === 'date') return ['x', 'd']
  if (role === 'postcode' || role === 'city') return ['x']
  if (role === 'address') return ['o']
  return ['x', 'p']
}

const MOST_STORED = 48

/**
 * Keys under which a new record meets the records it may be a duplicate of: what a database stores for each record and looks up.
 * Short texts, the same on every machine and for every model over the same field names, at most 48. Values that more than one
 * record in 2,000 holds get no key of their own and meet in combination with another field only, so that looking up stays
 * fast. Some keys are still common ("smith" and "london"): prefer the records that share the most keys, and take the first 200.
 */
export function blockingKeys(model: DuplicateModel, record: PreparedRecord): string[] {
  const { layout, shares } = compile(model)
  const keysOf = (name: string, kind: string, rareOnly: boolean): string[] => {
    const f = layout.fields.findIndex((field) => field.name === name)
    const { comparator } = layout.fields[f]!
    return record.fields[f]!.flatMap(({ own }) => {
      if (own === null) return []
      const share = comparator.termKey ? (shares[f]!.named.get(comparator.termKey(own)) ?? 0) : 0
      return rareOnly && share > 1 / 2_000 ? [] : comparator.blockingKeys(own).filter((key) => kindOf(key) === kind)
    })
  }
  const out = new Set<string>()
  for (const { parts } of model.blocking) {
    const label = parts.map(({ fields }) => fields.join('+')).join('|')
    const [first, second] = parts.map(({ fields, kind }) =>
      fields.flatMap((name) => keysOf(name, kind, parts.length < 2)),
    )
    // Of two keys the sequence has no say, so that exchanged names meet.
    if (second) for (const p of first!) for (const q of second) out.add(shorten(`${label}|${[p, q].sort().join('|')}`))
    else for (const key of first!) out.add(shorten(`${label}|${key}`))
  }
  return [...out].slice(0, MOST_STORED)
}

/** 64 bits of two hashes: among millions of keys none meet by accident. */
const shorten = (key: string): string => hashText(key).toString(36) + hashText(` ${key}`).toString(36)
