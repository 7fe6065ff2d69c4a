import { AnalysisFailure } from '../numerics/failure.ts'
import type { SatisfactionEstimate } from './estimate.ts'

export interface DriverImpact {
  readonly driver: string
  /** Importance: change of the target's 0–100 index when the driver's index rises by one point, all else as the model says. */
  readonly importance: number
  /** Performance: the driver's index today. */
  readonly performance: number
  /** Where the driver stands against the mean of all drivers. */
  readonly quadrant: 'concentrate-here' | 'keep-up' | 'low-priority' | 'possible-overkill'
}

/**
 * Importance–performance map of a target construct (Martilla & James 1977; in index points, Ringle & Sarstedt 2016): total
 * effect × index deviation of the target / index deviation of the driver, against the driver's index.
 * @throws AnalysisFailure `bad-input` for a construct that nothing leads to
 */
export function importancePerformance(estimate: SatisfactionEstimate, target: string): DriverImpact[] {
  const effects = estimate.totalEffects.filter(({ to }) => to === target)
  if (effects.length === 0) throw new AnalysisFailure('bad-input', `No driver leads to ${target}.`)
  const drivers = effects.map(({ from, effect }) => ({
    driver: from,
    importance: (effect * estimate.indexDeviation[target]!) / estimate.indexDeviation[from]!,
    performance: estimate.index[from]!,
  }))
  const importance = drivers.reduce((sum, driver) => sum + driver.importance, 0) / drivers.length
  const performance = drivers.reduce((sum, driver) => sum + driver.performance, 0) / drivers.length
  return drivers
    .map((driver): DriverImpact => {
      const matters = driver.importance >= importance
      const good = driver.performance >= performance
      const quadrant = matters ? (good ? 'keep-up' : 'concentrate-here') : good ? 'possible-overkill' : 'low-priority'
      return { ...driver, quadrant }
    })
    .sort((a, b) => b.importance - a.importance)
}

export interface WhatIf {
  readonly construct: string
  readonly before: number
  readonly after: number
}

/**
 * "What if this driver rises by 5 points?": the new mean index of the driver and of everything it leads to. Linear, as the
 * model is; indices are held within 0…100.
 */
export function whatIf(estimate: SatisfactionEstimate, driver: string, points: number): WhatIf[] {
  const before = estimate.index[driver]
  if (before === undefined) throw new AnalysisFailure('bad-input', `${driver} is no construct of this model.`)
  const within = (value: number) => Math.min(100, Math.max(0, value))
  const real = within(before + points) - before
  const led = estimate.totalEffects.filter(({ from }) => from === driver)
  return [
    { construct: driver, before, after: before + real },
    ...led.map(({ to, effect }) => {
      const change = (real * effect * estimate.indexDeviation[to]!) / estimate.indexDeviation[driver]!
      return { construct: to, before: estimate.index[to]!, after: within(estimate.index[to]! + change) }
    }),
  ]
}
