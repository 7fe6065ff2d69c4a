import { AnalysisFailure } from '../numerics/failure.ts'
import { createRandom } from '../numerics/random.ts'
import type { CustomerHistories } from './order-log.ts'

/** Distinct (x, t_x, T) with the number of customers that share each: the likelihood only ever sees these. */
export interface PooledHistories extends CustomerHistories {
  /** Customers per distinct history. */
  readonly weight: Float64Array
  /** For each customer, the index of its distinct history. */
  readonly member: Uint32Array
}

/** Pools identical histories by hashing their 24 bytes. Linear time. @throws AnalysisFailure `bad-input` on impossible histories */
export function poolHistories(histories: CustomerHistories): PooledHistories {
  const { frequency, recency, age } = histories
  const n = frequency.length
  checkHistories(histories)
  let capacity = 16
  while (capacity < n * 2) capacity *= 2
  const table = new Int32Array(capacity).fill(-1)
  const member = new Uint32Array(n)
  const x = new Float64Array(n)
  const tx = new Float64Array(n)
  const T = new Float64Array(n)
  const weight = new Float64Array(n)
  const bits = new Float64Array(3)
  const words = new Int32Array(bits.buffer)
  let size = 0
  for (let i = 0; i < n; i++) {
    bits[0] = frequency[i]!
    bits[1] = recency[i]!
    bits[2] = age[i]!
    let slot = hash(words) & (capacity - 1)
    for (;;) {
      const found = table[slot]!
      if (found < 0) {
        table[slot] = size
        x[size] = bits[0]!
        tx[size] = bits[1]!
        T[size] = bits[2]!
        weight[size] = 1
        member[i] = size++
        break
      }
      if (x[found] === bits[0] && tx[found] === bits[1] && T[found] === bits[2]) {
        weight[found]!++
        member[i] = found
        break
      }
      slot = (slot + 1) & (capacity - 1)
    }
  }
  return {
    frequency: x.slice(0, size),
    recency: tx.slice(0, size),
    age: T.slice(0, size),
    weight: weight.slice(0, size),
    member,
  }
}

/**
 * Histories of `size` customers drawn at random, pooled, for a first fit from which the full fit needs only a few steps.
 * Customers are drawn, not histories: the few histories that many share carry most of the likelihood.
 */
export function samplePool(pool: PooledHistories, size: number): PooledHistories {
  const n = pool.member.length
  if (n <= size || pool.weight.length <= size) return pool
  const random = createRandom(1)
  const counts = new Map<number, number>()
  let taken = 0
  for (let i = 0; i < n && taken < size; i++) {
    if (random.next() * (n - i) >= size - taken) continue
    taken++
    counts.set(pool.member[i]!, (counts.get(pool.member[i]!) ?? 0) + 1)
  }
  const pick = (from: Float64Array) => Float64Array.from(counts.keys(), (i) => from[i]!)
  return {
    frequency: pick(pool.frequency),
    recency: pick(pool.recency),
    age: pick(pool.age),
    weight: Float64Array.from(counts.values()),
    member: new Uint32Array(0),
  }
}

function hash(words: Int32Array): number {
  let h = 0x811c9dc5
  for (let i = 0; i < 6; i++) {
    h = Math.imul(h ^ words[i]!, 0x85ebca6b)
    h ^= h >>> 13
  }
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}

function checkHistories({ frequency, recency, age }: CustomerHistories): void {
  const n = frequency.length
  if (recency.length !== n || age.length !== n) {
    throw new AnalysisFailure('bad-input', 'Frequency, recency and age must have one element per customer each.')
  }
  for (let i = 0; i < n; i++) {
    const x = frequency[i]!
    const tx = recency[i]!
    if (!(x >= 0 && Number.isInteger(x) && tx >= 0 && tx <= age[i]! && age[i]! < Infinity) || (x === 0 && tx !== 0)) {
      throw new AnalysisFailure(
        'bad-input',
        `Customer ${i} has an impossible history: ${x} repeat purchases, recency ${tx}, age ${age[i]}.`,
      )
    }
  }
}
