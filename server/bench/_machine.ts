import { readdirSync, readFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'

const TICKS_PER_SECOND = 100

/** Processor, cores and memory: what the numbers depend on. */
export function describeMachine(): string {
  const [first] = cpus()
  return `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB of memory`
}

/** Other work on the machine, over the last minute. */
export const load = (): number => loadavg()[0] ?? Number.NaN

function statOf(pid: number | string) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { parent: Number(fields[1]), ticks: [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0) }
  } catch {
    return null
  }
}

/** A process and all that it started. */
export function familyOf(pid: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = statOf(name)
    if (stat) parents.set(Number(name), stat.parent)
  }
  const family = [pid]
  for (let at = 0; at < family.length; at++) {
    for (const [child, parent] of parents) if (parent === family[at]) family.push(child)
  }
  return family
}

/** Seconds of processor time that processes used so far. */
export function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, member) => sum + (statOf(member)?.ticks ?? 0), 0) / TICKS_PER_SECOND
}

/** Memory that a family of processes holds, shared pages divided among those who share them, in MB. */
export function memoryMb(pid: number): number {
  const kilobytes = familyOf(pid).map((member) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${member}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    } catch {
      return 0
    }
  })
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1024
}
