import type { Meter } from './budget.ts'
import { improve } from './local-search.ts'
import { travelCost } from './route-set.ts'
import type { Search } from './ruin.ts'
import { REWARD, ruinAndRecreate, type Wheels } from './step.ts'

/** First and last temperature, in mean cost per served job. */
export const HOT = 0.6
export const COLD = 0.006
/** A plan to keep to is not thrown about first. */
export const WARM = 0.06
/** Local search after a new best plan, as long as it is a small part of the work. */
const POLISH_UP_TO_JOBS = 500

/**
 * Adaptive large neighbourhood search under simulated annealing (Ropke & Pisinger 2006) with string removal and blinks
 * (Christiaens & Vanden Berghe 2020). Leaves the best plan in `search.set`.
 */
export function anneal(search: Search, wheels: Wheels, meter: Meter, hot = HOT): void {
  const { set, random } = search
  const from = meter.spent
  const scale = travelCost(set) / Math.max(1, set.model.n - set.bankSize)
  let best = set.snapshot()
  while (meter.goOn()) {
    const { cool, newRound } = meter.cooling(from)
    if (newRound) set.restore(best)
    const temperature = scale * hot * (COLD / hot) ** cool
    const before = set.cost
    const looks = set.looks
    ruinAndRecreate(search, wheels)
    let reward: number = REWARD.refused
    if (set.brokenRoutes === 0 && set.cost < before - temperature * Math.log(random.next())) {
      reward = set.cost < before - 1e-9 ? REWARD.better : REWARD.accepted
      if (set.cost < best.cost - 1e-6) {
        reward = REWARD.best
        if (set.model.n <= POLISH_UP_TO_JOBS && cool > 0.3) improve(search)
        set.settle()
        best = set.snapshot()
        meter.note(best.cost)
      }
    } else set.rollBack()
    const work = set.looks - looks + 1
    wheels.removals.learn(reward, work)
    wheels.insertions.learn(reward, work)
  }
  set.restore(best)
}
