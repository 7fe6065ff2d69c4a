import { mean, variance } from '../numerics/descriptive.ts'
import { AnalysisFailure, checkpoint, type RunOptions } from '../numerics/failure.ts'
import { createRandom, type Random } from '../numerics/random.ts'
import type { RfmSummary } from './rfm.ts'

export interface Clusters {
  /** Per customer, the cluster 0…k−1; clusters are numbered by falling mean turnover. */
  readonly member: Uint8Array
  /** Per cluster: size and plain means. */
  readonly centres: readonly { customers: number; recency: number; frequency: number; monetary: number }[]
  /** Sum of squared distances to the centres, in standardized log units. */
  readonly inertia: number
  /** Mean simplified silhouette (distance to the nearest other centre), −1…1: above .5 the clusters are real. */
  readonly silhouette: number
}

export interface ClusterOptions extends RunOptions {
  readonly clusters: number
  readonly seed: number
  /** Independent starts, of which the tightest is kept; default 10. */
  readonly starts?: number
}

/**
 * k-means (Lloyd 1982, started by k-means++, Arthur & Vassilvitskii 2007) on standardized log(1 + R, F, M); turnovers of 0
 * and less count as 0. The same seed gives the same clusters whatever the sequence of customers, up to ties.
 * @throws AnalysisFailure `bad-input` unless 2 ≤ clusters ≤ 20, `too-few-rows` with fewer distinct customers than clusters
 */
export function clusterRfm(summary: RfmSummary, options: ClusterOptions): Clusters {
  const { clusters: k, seed, starts = 10 } = options
  const n = summary.customers.length
  if (!(Number.isInteger(k) && k >= 2 && k <= 20))
    throw new AnalysisFailure('bad-input', 'Between 2 and 20 clusters can be formed.')
  const columns = [summary.recency, summary.frequency, summary.monetary].map((values) => standardizeLog(values))
  const points = new Float64Array(n * 3)
  for (let i = 0; i < n; i++) for (let d = 0; d < 3; d++) points[i * 3 + d] = columns[d]![i]!
  const distinct = new Set(
    Array.from({ length: n }, (_, i) => `${points[i * 3]},${points[i * 3 + 1]},${points[i * 3 + 2]}`),
  )
  if (distinct.size < k)
    throw new AnalysisFailure(
      'too-few-rows',
      `${k} clusters need at least ${k} different customers; there are ${distinct.size}.`,
    )
  const random = createRandom(seed)
  // Starts are drawn over customers in an order of their values, so that the sequence of rows has no say.
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort(
    (a, b) =>
      points[a * 3]! - points[b * 3]! ||
      points[a * 3 + 1]! - points[b * 3 + 1]! ||
      points[a * 3 + 2]! - points[b * 3 + 2]!,
  )
  let best: { member: Uint8Array; centres: Float64Array; inertia: number } | undefined
  for (let start = 0; start < starts; start++) {
    checkpoint(options, start / starts)
    const found = lloyd(points, seedCentres(points, order, k, random), k)
    if (!best || found.inertia < best.inertia - 1e-12) best = found
  }
  checkpoint(options, 1)
  return describe(summary, points, best!, k)
}

function standardizeLog(values: Float64Array): Float64Array {
  const logs = values.map((value) => Math.log1p(Math.max(0, value)))
  const centre = mean(logs)
  const spread = Math.sqrt(variance(logs))
  return logs.map((value) => (spread > 1e-12 ? (value - centre) / spread : 0))
}

function distance(points: Float64Array, i: number, centres: Float64Array, c: number): number {
  let sum = 0
  for (let d = 0; d < 3; d++) sum += (points[i * 3 + d]! - centres[c * 3 + d]!) ** 2
  return sum
}

function seedCentres(points: Float64Array, order: Uint32Array, k: number, random: Random): Float64Array {
  const centres = new Float64Array(k * 3)
  const nearest = new Float64Array(order.length).fill(Infinity)
  let chosen = order[random.below(order.length)]!
  for (let c = 0; c < k; c++) {
    for (let d = 0; d < 3; d++) centres[c * 3 + d] = points[chosen * 3 + d]!
    let total = 0
    for (const i of order) {
      nearest[i] = Math.min(nearest[i]!, distance(points, i, centres, c))
      total += nearest[i]!
    }
    let draw = random.next() * total
    for (const i of order) {
      if (nearest[i] === 0) continue
      chosen = i
      draw -= nearest[i]!
      if (draw <= 0) break
    }
  }
  return centres
}

function lloyd(points: Float64Array, centres: Float64Array, k: number) {
  const n = points.length / 3
  const member = new Uint8Array(n)
  let inertia = Infinity
  for (let round = 0; round < 200; round++) {
    const sums = new Float64Array(k * 3)
    const counts = new Float64Array(k)
    let total = 0
    for (let i = 0; i < n; i++) {
      let nearest = 0
      let least = Infinity
      for (let c = 0; c < k; c++) {
        const away = distance(points, i, centres, c)
        if (away < least) {
          least = away
          nearest = c
        }
      }
      member[i] = nearest
      total += least
      counts[nearest]!++
      for (let d = 0; d < 3; d++) sums[nearest * 3 + d]! += points[i * 3 + d]!
    }
    for (let c = 0; c < k; c++) {
      if (counts[c]! > 0) for (let d = 0; d < 3; d++) centres[c * 3 + d] = sums[c * 3 + d]! / counts[c]!
    }
    if (inertia - total <= 1e-12 * (1 + total)) return { member, centres, inertia: total }
    inertia = total
  }
  return { member, centres, inertia }
}

function describe(
  summary: RfmSummary,
  points: Float64Array,
  found: { member: Uint8Array; centres: Float64Array; inertia: number },
  k: number,
): Clusters {
  const n = summary.customers.length
  const plain = Array.from({ length: k }, () => ({ customers: 0, recency: 0, frequency: 0, monetary: 0 }))
  for (let i = 0; i < n; i++) {
    const cluster = plain[found.member[i]!]!
    cluster.customers++
    cluster.recency += summary.recency[i]!
    cluster.frequency += summary.frequency[i]!
    cluster.monetary += summary.monetary[i]!
  }
  for (const cluster of plain) {
    for (const field of ['recency', 'frequency', 'monetary'] as const) cluster[field] /= Math.max(1, cluster.customers)
  }
  const rank = plain.map((_, c) => c).sort((a, b) => plain[b]!.monetary - plain[a]!.monetary)
  let silhouette = 0
  for (let i = 0; i < n; i++) {
    const own = Math.sqrt(distance(points, i, found.centres, found.member[i]!))
    let other = Infinity
    for (let c = 0; c < k; c++)
      if (c !== found.member[i]) other = Math.min(other, Math.sqrt(distance(points, i, found.centres, c)))
    const larger = Math.max(own, other)
    silhouette += larger > 0 ? (other - own) / larger / n : 0
  }
  return {
    member: found.member.map((c) => rank.indexOf(c)),
    centres: rank.map((c) => plain[c]!),
    inertia: found.inertia,
    silhouette,
  }
}
