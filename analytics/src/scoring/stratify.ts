import { createRandom, shuffle } from '../numerics/random.ts'

/** Fold of each row: within each outcome rows are shuffled and dealt out in turn. */
export function stratify(outcome: ArrayLike<number>, folds: number, seed: number): Uint8Array {
  const random = createRandom(seed)
  const fold = new Uint8Array(outcome.length)
  let dealt = 0
  for (const value of [0, 1]) {
    const members = Uint32Array.from({ length: outcome.length }, (_, i) => i).filter((i) => outcome[i] === value)
    for (const i of shuffle(members, random)) fold[i] = dealt++ % folds
  }
  return fold
}
