import { AnalysisFailure } from '../numerics/failure.ts'
import { measureScores } from './measures.ts'
import type { Field } from './table.ts'

export interface Drift {
  readonly field: string
  /** Population stability index: under .1 steady, .1–.25 watch, above .25 the model no longer knows these rows. */
  readonly psi: number
  readonly verdict: 'steady' | 'watch' | 'drifted'
}

/**
 * Drift of fields between training and now: PSI = Σ (now − then) ln(now / then) over classes (Siddiqi 2006), numbers in ten
 * classes of equal size then, gaps a class of their own. Half a row is added to each class so that an empty one stays finite.
 */
export function findDrift(then: readonly Field[], now: readonly Field[]): Drift[] {
  return then.map((field) => {
    const other = now.find(({ name }) => name === field.name)
    if (!other || other.kind !== field.kind)
      throw new AnalysisFailure('bad-input', `${field.name} is missing in the newer rows.`)
    if (field.values.length === 0 || other.values.length === 0)
      throw new AnalysisFailure('too-few-rows', 'Drift needs rows on both sides.')
    const classOf = classifier(field)
    const [before, after] = [tally(field, classOf), tally(other, classOf)]
    const names = new Set([...before.keys(), ...after.keys()])
    let psi = 0
    for (const name of names) {
      const p = ((before.get(name) ?? 0) + 0.5) / (field.values.length + 0.5 * names.size)
      const q = ((after.get(name) ?? 0) + 0.5) / (other.values.length + 0.5 * names.size)
      psi += (q - p) * Math.log(q / p)
    }
    return { field: field.name, psi, verdict: psi < 0.1 ? 'steady' : psi < 0.25 ? 'watch' : 'drifted' }
  })
}

function classifier(field: Field): (value: string | number | null) => string {
  if (field.kind === 'category') return (value) => (value === null ? '' : `=${value}`)
  const sorted = Float64Array.from(Array.from(field.values).filter((value) => value !== null)).sort()
  const cuts = Array.from({ length: 9 }, (_, k) => sorted[Math.floor(((k + 1) * sorted.length) / 10)] ?? 0)
  return (value) => (value === null ? '' : String(cuts.filter((cut) => cut <= (value as number)).length))
}

function tally(field: Field, classOf: (value: string | number | null) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (let i = 0; i < field.values.length; i++) {
    const name = classOf(field.values[i] ?? null)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}

export interface GroupFairness {
  readonly group: string
  readonly rows: number
  /** Share with the outcome, and mean probability given: apart, the score wrongs this group. */
  readonly actual: number
  readonly forecast: number
  /** Share scored at or above the threshold. */
  readonly selected: number
  /** Of those with the outcome, the share selected; of those without, the share selected. Null without such rows. */
  readonly truePositiveRate: number | null
  readonly falsePositiveRate: number | null
  readonly auc: number | null
  /** Selected share against the most selected group; under .8 it fails the four-fifths rule. */
  readonly impactRatio: number
}

/** How a score treats groups of rows, largest group first. @param groups group of each row */
export function compareGroups(
  probabilities: ArrayLike<number>,
  outcome: ArrayLike<number>,
  groups: ArrayLike<string>,
  threshold = 0.5,
): GroupFairness[] {
  const members = new Map<string, number[]>()
  for (let i = 0; i < groups.length; i++) {
    const own = members.get(groups[i]!)
    if (own) own.push(i)
    else members.set(groups[i]!, [i])
  }
  const share = (rows: number[], test: (row: number) => boolean) =>
    rows.length > 0 ? rows.filter(test).length / rows.length : null
  const selected = (row: number) => probabilities[row]! >= threshold
  const most = Math.max(...[...members.values()].map((rows) => share(rows, selected) ?? 0))
  return [...members]
    .map(([group, rows]): GroupFairness => {
      const withIt = rows.filter((row) => outcome[row] === 1)
      const without = rows.filter((row) => outcome[row] === 0)
      const both = withIt.length > 0 && without.length > 0
      return {
        group,
        rows: rows.length,
        actual: withIt.length / rows.length,
        forecast: rows.reduce((sum, row) => sum + probabilities[row]!, 0) / rows.length,
        selected: share(rows, selected) ?? 0,
        truePositiveRate: share(withIt, selected),
        falsePositiveRate: share(without, selected),
        auc: both
          ? measureScores(
              rows.map((row) => probabilities[row]!),
              rows.map((row) => outcome[row]!),
            ).auc
          : null,
        impactRatio: most > 0 ? (share(rows, selected) ?? 0) / most : 1,
      }
    })
    .sort((a, b) => b.rows - a.rows || (a.group < b.group ? -1 : 1))
}
