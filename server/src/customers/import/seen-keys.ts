import type { SeenKeys } from './targets.ts'

/** 53-bit FNV-style hash: at a million keys the chance that any two collide is below 1 in 10,000. */
function hashOf(key: string): number {
  let low = 0x811c9dc5
  let high = 0x01000193
  for (let index = 0; index < key.length; index++) {
    const code = key.charCodeAt(index)
    low = Math.imul(low ^ code, 0x01000193)
    high = Math.imul(high ^ code, 0x85ebca6b)
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0)
}

export function createSeenKeys(): SeenKeys {
  const hashes = new Set<number>()
  return { has: (key) => hashes.has(hashOf(key)), add: (key) => void hashes.add(hashOf(key)) }
}
