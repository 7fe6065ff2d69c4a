import { hash } from 'node:crypto'
import type { Actor } from '../../kernel/actor.ts'

const KEPT_MS = 10_000
const KEPT_MAX = 5_000

interface Entry {
  readonly actor: Actor
  readonly until: number
}

/** Actors by credential for some seconds, so that a request costs no SQL to know who sends it. */
export interface ActorCache {
  /** @returns the kept actor, or what `find` finds now */
  readonly get: (credential: string, find: () => Promise<Actor | null>) => Promise<Actor | null>
  /** Access in the workspace changed: everyone in it is looked up again. */
  readonly accessChanged: (workspaceId: string) => void
  /** The person's sessions changed. */
  readonly forgetUser: (userId: string) => void
}

export function createActorCache(): ActorCache {
  const entries = new Map<string, Entry>()
  const finding = new Map<string, Promise<Actor | null>>()
  let changes = 0
  const forget = (isMeant: (actor: Actor) => boolean) => {
    changes++
    finding.clear()
    for (const [key, { actor }] of entries) if (isMeant(actor)) entries.delete(key)
  }
  const findOnce = async (key: string, find: () => Promise<Actor | null>) => {
    const before = changes
    const actor = await find()
    // What was read before a change may be out of date; it serves this request alone.
    if (actor && before === changes) {
      if (entries.size >= KEPT_MAX) entries.delete(entries.keys().next().value!)
      entries.set(key, { actor, until: Date.now() + KEPT_MS })
    }
    return actor
  }
  return {
    get: async (credential, find) => {
      const key = hash('sha256', credential, 'base64')
      const known = entries.get(key)
      if (known && known.until > Date.now()) return known.actor
      entries.delete(key)
      const running = finding.get(key)
      if (running) return running
      const found = findOnce(key, find)
      finding.set(key, found)
      const done = () => {
        if (finding.get(key) === found) finding.delete(key)
      }
      found.then(done, done)
      return found
    },
    accessChanged: (workspaceId) => forget((actor) => actor.workspaceId === workspaceId),
    forgetUser: (userId) => forget((actor) => actor.userId === userId),
  }
}
