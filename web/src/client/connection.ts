import { useSyncExternalStore } from 'react'

export type Connection = 'good' | 'slow' | 'offline'

const slowAfterMs = 4000
let state: Connection = 'good'
const listeners = new Set<() => void>()
const waiting = new Map<number, ReturnType<typeof setTimeout>>()
let nextTicket = 1

function become(next: Connection): void {
  if (state === next) return
  state = next
  for (const listener of listeners) listener()
}

/** Called when a request leaves; when its answer takes long, the shell says so. */
export function noteRequestStarted(): number {
  const ticket = nextTicket++
  waiting.set(
    ticket,
    setTimeout(() => become(state === 'offline' ? 'offline' : 'slow'), slowAfterMs),
  )
  return ticket
}

export function noteRequestEnded(ticket: number, answered: boolean): void {
  clearTimeout(waiting.get(ticket))
  waiting.delete(ticket)
  become(answered ? 'good' : 'offline')
}

function subscribe(listener: () => void): () => void {
  const offline = () => become('offline')
  const online = () => become('good')
  window.addEventListener('offline', offline)
  window.addEventListener('online', online)
  listeners.add(listener)
  return () => {
    window.removeEventListener('offline', offline)
    window.removeEventListener('online', online)
    listeners.delete(listener)
  }
}

export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => state)
