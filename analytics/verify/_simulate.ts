import type { CustomerHistories } from '../src/lifetime-value/index.ts'
import { createRandom } from '../src/numerics/random.ts'

/** Customers as BG/NBD tells their story: days of two years, in weeks. */
export function simulateHistories(customers: number, seed = 3): CustomerHistories {
  const random = createRandom(seed)
  const out = {
    frequency: new Float64Array(customers),
    recency: new Float64Array(customers),
    age: new Float64Array(customers),
  }
  for (let i = 0; i < customers; i++) {
    const days = Math.floor(random.next() * 700 + 30)
    const rate = random.gamma(0.6) / 60
    const leaving = random.beta(0.8, 2.4)
    let day = 0
    for (;;) {
      day = Math.ceil(day - Math.log(1 - random.next()) / rate)
      if (!(day <= days)) break
      out.frequency[i]!++
      out.recency[i] = day / 7
      if (random.next() < leaving) break
    }
    out.age[i] = days / 7
  }
  return out
}
