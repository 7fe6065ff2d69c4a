import { wilsonInterval } from '../numerics/descriptive.ts'
import { AnalysisFailure } from '../numerics/failure.ts'
import { betaCdf, chiSquareTail } from '../numerics/special.ts'

export interface Transition {
  readonly from: string
  readonly to: string
  readonly customers: number
  /** Share of those who were in `from`, with its 95 % interval (Wilson). */
  readonly share: number
  readonly low: number
  readonly high: number
}

export interface Movement {
  /** All pairs of classes, row after row, in the order of `classes`. */
  readonly transitions: readonly Transition[]
  /** Customers in both periods. */
  readonly customers: number
  readonly stayed: number
  /** Towards the front of `classes`, and towards its end. */
  readonly rose: number
  readonly fell: number
  /** P(as lopsided or more | rises and falls equally likely), exact sign test, two-sided. */
  readonly directionP: number
  /** Bowker's test of symmetry (1948): P(as uneven an exchange between classes by chance). */
  readonly symmetryP: number
}

/**
 * Movement of customers between classes from one date to another.
 * @param classes all classes, best first
 * @param before class per customer, and @param after at the later date; customers in only one of them are not counted
 * @throws AnalysisFailure `bad-input` for a class that is not in the list, `too-few-rows` when nobody is in both
 */
export function movement(
  classes: readonly string[],
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Movement {
  const k = classes.length
  const index = new Map(classes.map((name, i) => [name, i]))
  const counts = new Float64Array(k * k)
  const place = (name: string) => {
    const at = index.get(name)
    if (at === undefined) throw new AnalysisFailure('bad-input', `${name} is not among the classes.`)
    return at
  }
  let customers = 0
  for (const [customer, from] of before) {
    const to = after.get(customer)
    if (to === undefined) continue
    counts[place(from) * k + place(to)]!++
    customers++
  }
  if (customers === 0) throw new AnalysisFailure('too-few-rows', 'No customer is in both periods.')
  let stayed = 0
  let rose = 0
  let fell = 0
  let statistic = 0
  let degrees = 0
  for (let i = 0; i < k; i++) {
    stayed += counts[i * k + i]!
    for (let j = i + 1; j < k; j++) {
      const down = counts[i * k + j]!
      const up = counts[j * k + i]!
      fell += down
      rose += up
      if (down + up === 0) continue
      statistic += (down - up) ** 2 / (down + up)
      degrees++
    }
  }
  const transitions = classes.flatMap((from, i) => {
    const total = counts.subarray(i * k, i * k + k).reduce((sum, count) => sum + count, 0)
    return classes.map((to, j): Transition => {
      const count = counts[i * k + j]!
      const [low, high] = wilsonInterval(count, total)
      return { from, to, customers: count, share: total > 0 ? count / total : 0, low, high }
    })
  })
  return {
    transitions,
    customers,
    stayed,
    rose,
    fell,
    directionP: signTest(Math.min(rose, fell), rose + fell),
    symmetryP: degrees > 0 ? chiSquareTail(statistic, degrees) : 1,
  }
}

/** P(Binomial(n, ½) ≤ k) doubled, through the incomplete beta function. */
function signTest(k: number, n: number): number {
  return n === 0 ? 1 : Math.min(1, 2 * betaCdf(0.5, n - k, k + 1))
}

export interface Slide {
  readonly customer: string
  readonly from: string
  readonly to: string
  readonly value: number
}

/** Customers who fell at least one class, dearest first, for the alert "a valuable customer slides". */
export function slides(
  classes: readonly string[],
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  worthOf: (customer: string) => number,
): Slide[] {
  return [...before]
    .flatMap(([customer, from]) => {
      const to = after.get(customer)
      return to !== undefined && classes.indexOf(to) > classes.indexOf(from)
        ? [{ customer, from, to, value: worthOf(customer) }]
        : []
    })
    .sort((a, b) => b.value - a.value || (a.customer < b.customer ? -1 : 1))
}
