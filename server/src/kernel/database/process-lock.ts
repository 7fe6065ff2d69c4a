import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Who holds a lock file: the pid alone is not enough, since pids are given out again after a crash or a reboot. */
export interface ProcessIdentity {
  pid: number
  /** Boot id and start tick on Linux, empty where the system does not tell. */
  started: string
}

export function processStart(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Field 22 counted from the pid; the second field (the command) may itself hold spaces and brackets.
    const startTick = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
    return `${boot}:${startTick}`
  } catch {
    return ''
  }
}

export const ownIdentity = (): ProcessIdentity => ({ pid: process.pid, started: processStart(process.pid) })

export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Ended, but not yet collected by its parent: in a container without an init process it stays so. */
function isZombie(pid: number): boolean {
  const stat = readText(`/proc/${pid}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).startsWith('Z') ?? false
}

export function isAlive({ pid, started }: ProcessIdentity): boolean {
  return isProcessAlive(pid) && (started === '' || processStart(pid) === started)
}

export function readIdentity(path: string): ProcessIdentity | undefined {
  try {
    const { pid, started } = JSON.parse(readFileSync(path, 'utf8')) as Partial<ProcessIdentity>
    return typeof pid === 'number' && typeof started === 'string' ? { pid, started } : undefined
  } catch {
    return undefined
  }
}

/** Writes a whole file in one step, readable by its owner only. */
export function writePrivately(path: string, text: string): void {
  const draft = `${path}.${randomUUID()}`
  writeFileSync(draft, text, { mode: 0o600 })
  renameSync(draft, path)
}

/** A lock file without a readable owner was cut off by a crash while being written; give a living writer this long. */
const unreadableForMs = 2_000

/**
 * Takes the lock file for this process.
 * @returns a function that gives it back, or the living holder when it is taken.
 */
export function tryLock(path: string): (() => void) | ProcessIdentity {
  mkdirSync(dirname(path), { recursive: true })
  const token = JSON.stringify({ ...ownIdentity(), token: randomUUID() })
  for (;;) {
    if (createExclusively(path, token)) {
      return () => {
        if (readText(path) === token) rmSync(path, { force: true })
      }
    }
    const holder = readIdentity(path)
    if (holder ? isAlive(holder) : ageMs(path) < unreadableForMs) return holder ?? { pid: 0, started: '' }
    removeStale(path)
  }
}

/** Runs `work` while holding the lock file, waiting for other processes up to `waitMs`. */
export async function withLock<T>(path: string, work: () => Promise<T> | T, waitMs = 120_000): Promise<T> {
  const until = Date.now() + waitMs
  for (;;) {
    const lock = tryLock(path)
    if (typeof lock === 'function') {
      try {
        return await work()
      } finally {
        lock()
      }
    }
    if (Date.now() > until) throw new Error(`${path} has been held by process ${lock.pid} for ${waitMs / 1000} s`)
    await pause(25)
  }
}

/** Two processes may find the same stale file: only the one that holds `.steal` removes it, after looking again. */
function removeStale(path: string): void {
  const steal = `${path}.steal`
  if (!createExclusively(steal, '')) {
    if (ageMs(steal) > 10_000) rmSync(steal, { force: true })
    return
  }
  try {
    const holder = readIdentity(path)
    if (holder ? !isAlive(holder) : ageMs(path) >= unreadableForMs) rmSync(path, { force: true })
  } finally {
    rmSync(steal, { force: true })
  }
}

function createExclusively(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function ageMs(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs
  } catch {
    return 0
  }
}
