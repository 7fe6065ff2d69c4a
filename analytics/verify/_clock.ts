import { createBusinessClock } from '../src/sla-clock/index.ts'
import { type Figure, figuresOf, timed } from './_figure.ts'

const ADDITIONS = 1_000_000

/** Speed of the business clock; that it is right is tested minute by minute in the unit tests. */
export function verifyClock(): Figure[] {
  const { figures, atLeast } = figuresOf('sla-clock')
  const day = [
    { from: 540, to: 720 },
    { from: 780, to: 1080 },
  ]
  for (const timeZone of ['Asia/Shanghai', 'America/New_York']) {
    const clock = createBusinessClock({
      timeZone,
      week: [day, day, day, day, day, [], []],
      exceptions: { '2025-10-01': [], '2025-09-28': day },
    })
    const start = Date.UTC(2025, 0, 1)
    const run = (count: number) => {
      let last = 0
      for (let i = 0; i < count; i++) last = clock.add(start + (i % 1000) * 31_000_000 + i, (i % 40) * 3_600_000 + 1)
      return last
    }
    run(1000)
    const { timeMs } = timed(() => run(ADDITIONS))
    atLeast(`${timeZone}: additions per second`, ADDITIONS, Math.round((ADDITIONS / timeMs) * 1000), timeMs)
  }
  return figures
}
