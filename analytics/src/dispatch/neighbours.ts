import type { Model } from './model.ts'

/** How much an unavoidable wait counts against nearness in space. */
const WAIT_WEIGHT = 0.2

/** For each job the others it goes well with, nearest first: travel both ways, and the wait between their windows (Vidal et al. 2013). */
export function findNeighbours(model: Model, most: number): Int32Array[] {
  const { n, place, cost, service, windowAt, open, close } = model
  const k = Math.min(n - 1, most)
  const from = Float64Array.from({ length: n }, (_, j) => open[windowAt[j]!] ?? 0)
  const until = Float64Array.from({ length: n }, (_, j) => (close[windowAt[j + 1]! - 1] ?? 0) + service[j]!)
  const score = new Float64Array(k + 1)
  return Array.from({ length: n }, (_, j) => {
    const nearest = new Int32Array(k)
    const going = cost.from(place[j]!)
    const coming = cost.to(place[j]!)
    let held = 0
    for (let other = 0; other < n; other++) {
      if (other === j) continue
      const wait = Math.max(0, Math.min(from[other]! - until[j]!, Number.MAX_VALUE), from[j]! - until[other]!)
      const distance = 0.5 * (going[place[other]!]! + coming[place[other]!]!) + WAIT_WEIGHT * wait
      if (held === k && distance >= score[k - 1]!) continue
      let at = held < k ? held++ : k - 1
      for (; at > 0 && score[at - 1]! > distance; at--) {
        score[at] = score[at - 1]!
        nearest[at] = nearest[at - 1]!
      }
      score[at] = distance
      nearest[at] = other
    }
    return nearest
  })
}
