import type { Meter } from './budget.ts'
import { EPSILON } from './model.ts'
import { travelCost } from './route-set.ts'
import type { Search } from './ruin.ts'
import { ruinAndRecreate, type Wheels } from './step.ts'

/** Iterations without a further shift saved, per job, after which this gives up. */
const PATIENCE_PER_JOB = 300

/** In mean cost per job: enough to wander among plans that leave the same jobs undone. */
const TEMPERATURE = 0.05

/**
 * Saves whole shifts (fleet minimization of Christiaens & Vanden Berghe 2020): closes the shift whose jobs have caused least trouble
 * so far and tries to spread them. Jobs that often stay undone weigh more and more, so that others make way for them. Ends on the
 * last plan that left nothing undone that the first plan did not.
 */
export function saveDays(search: Search, wheels: Wheels, meter: Meter, shareOfTime: number): void {
  const { set } = search
  const { n } = set.model
  const trouble = new Float64Array(n)
  const undoneAtFirst = undoneWeight(search)
  const temperature = (TEMPERATURE * travelCost(set)) / n
  let full = set.snapshot()
  let patience = PATIENCE_PER_JOB * n
  const least = fewestPossible(search)
  const closeFree = () => {
    for (let r = 0; r < set.closed.length; r++) if (set.count[r] === 0) set.closed[r] = 1
  }
  closeFree()
  let undoneTrouble = closeOne(search, trouble, least)
  while (undoneTrouble >= 0 && meter.spent < shareOfTime && patience-- > 0 && meter.goOn()) {
    const costBefore = set.cost
    const sizeBefore = set.bankSize
    ruinAndRecreate(search, wheels)
    let sum = 0
    for (let b = 0; b < set.bankSize; b++) sum += trouble[set.bank[b]!]!
    const equal = set.bankSize === sizeBefore && set.cost < costBefore - temperature * Math.log(search.random.next())
    const whole = set.brokenRoutes === 0
    if (whole && (set.bankSize < sizeBefore || sum < undoneTrouble || (sum === undoneTrouble && equal)))
      undoneTrouble = sum
    else set.rollBack()
    for (let b = 0; b < set.bankSize; b++) trouble[set.bank[b]!]!++
    undoneTrouble += set.bankSize
    if (undoneWeight(search) <= undoneAtFirst + EPSILON) {
      full = set.snapshot()
      closeFree()
      meter.note(full.cost)
      patience = PATIENCE_PER_JOB * n
      undoneTrouble = closeOne(search, trouble, least)
    }
  }
  set.closed.fill(0)
  set.restore(full)
}

/** Empties and closes the shift with the least trouble; its jobs' sum of trouble, or −1 when no shift can be saved. */
function closeOne({ set }: Search, trouble: Float64Array, least: number): number {
  let best = -1
  let bestSum = 0
  let used = 0
  for (let r = 0; r < set.count.length; r++) {
    if (set.count[r] === 0) continue
    used++
    let sum = 0
    for (const u of set.sequence(r)) sum += trouble[u]!
    if (best < 0 || sum < bestSum) {
      best = r
      bestSum = sum
    }
  }
  if (used <= least) return -1
  set.assign(best, [])
  set.closed[best] = 1
  let sum = 0
  for (let b = 0; b < set.bankSize; b++) sum += trouble[set.bank[b]!]!
  return sum
}

/** No fewer shifts can carry the demand. */
function fewestPossible({ set }: Search): number {
  const { routes } = set.model
  let total = 0
  for (let r = 0; r < set.load.length; r++) total += set.load[r]!
  const capacities = routes.map(({ capacity }) => capacity).sort((a, b) => b - a)
  let least = 0
  for (; total > EPSILON && least < capacities.length; least++) total -= capacities[least]!
  return Math.max(1, least)
}

function undoneWeight({ set }: Search): number {
  let sum = 0
  for (let b = 0; b < set.bankSize; b++) sum += set.model.undone[set.bank[b]!]!
  return sum
}
