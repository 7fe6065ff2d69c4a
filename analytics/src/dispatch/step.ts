import type { Random } from '../numerics/random.ts'
import { type Insertion, insertByRegret, insertGreedily } from './recreate.ts'
import {
  type Removal,
  removeRandom,
  removeRelated,
  removeRoute,
  removeSameTime,
  removeStrings,
  removeWorst,
  type Search,
  takeOut,
} from './ruin.ts'

/** What a step is worth to the ways that made it (Ropke & Pisinger 2006, table 1). */
export const REWARD = { best: 33, better: 13, accepted: 9, refused: 0 } as const

const SEGMENT = 200
const REACTION = 0.1
/** No way falls below this share of an even one, so that it can come back. */
const LEAST_WEIGHT = 0.1
const MOST_UNDONE_TRIED = 10

/** Chooses among ways in proportion to their reward per work done, learned segment by segment. */
export class Wheel<T> {
  private readonly ways: readonly T[]
  private readonly weight: Float64Array
  private readonly reward: Float64Array
  private readonly work: Float64Array
  private chosen = 0
  private turns = 0

  constructor(ways: readonly T[], weights: readonly number[]) {
    this.ways = ways
    this.weight = Float64Array.from(weights)
    this.reward = new Float64Array(ways.length)
    this.work = new Float64Array(ways.length)
  }

  turn(random: Random): T {
    let total = 0
    for (const weight of this.weight) total += weight
    let mark = random.next() * total
    this.chosen = 0
    while (this.chosen < this.ways.length - 1 && mark >= this.weight[this.chosen]!) mark -= this.weight[this.chosen++]!
    return this.ways[this.chosen]!
  }

  learn(reward: number, work: number): void {
    this.reward[this.chosen]! += reward
    this.work[this.chosen]! += work
    if (++this.turns % SEGMENT !== 0) return
    let yields = 0
    let used = 0
    const rate = this.weight.map((weight, i) => (this.work[i]! > 0 ? this.reward[i]! / this.work[i]! : -weight))
    for (const value of rate) {
      if (value < 0) continue
      yields += value
      used++
    }
    const mean = yields / Math.max(1, used)
    for (let i = 0; i < rate.length; i++) {
      if (rate[i]! >= 0 && mean > 0) {
        const learned = (1 - REACTION) * this.weight[i]! + REACTION * (rate[i]! / mean)
        this.weight[i] = Math.min(5, Math.max(LEAST_WEIGHT, learned))
      }
    }
    this.reward.fill(0)
    this.work.fill(0)
  }
}

export interface Wheels {
  readonly removals: Wheel<Removal>
  readonly insertions: Wheel<Insertion>
}

export function createWheels(): Wheels {
  return {
    removals: new Wheel<Removal>(
      [removeStrings, removeRelated, removeRandom, removeWorst, removeSameTime, removeRoute],
      [3, 1, 0.5, 0.5, 0.5, 0.2],
    ),
    insertions: new Wheel<Insertion>([insertGreedily, insertByRegret(2), insertByRegret(3)], [3, 0.5, 0.3]),
  }
}

/** Takes some jobs out and puts them, and some that were undone, back in. The caller keeps the result or rolls it back. */
export function ruinAndRecreate(search: Search, { removals, insertions }: Wheels): void {
  const { set } = search
  const removal = removals.turn(search.random)
  const insertion = insertions.turn(search.random)
  set.begin()
  const jobs = sampleUndone(search)
  const removed = removal(search)
  takeOut(set, removed)
  jobs.push(...removed)
  insertion(search, jobs)
}

/** Undone jobs that have a chance at all; a few when they are many. */
function sampleUndone({ set, random }: Search): number[] {
  const { bank, bankSize, model } = set
  if (bankSize <= MOST_UNDONE_TRIED) return [...bank.subarray(0, bankSize)].filter((u) => model.allowedRoutes[u]! > 0)
  const chosen = new Set<number>()
  for (let tries = 0; tries < MOST_UNDONE_TRIED; tries++) {
    const u = bank[random.below(bankSize)]!
    if (model.allowedRoutes[u]! > 0) chosen.add(u)
  }
  return [...chosen]
}
