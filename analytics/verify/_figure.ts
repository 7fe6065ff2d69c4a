import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'

/** One figure held against its reference. */
export interface Figure {
  readonly module: string
  readonly figure: string
  /** What is published or asked for, in words or digits. */
  readonly reference: string
  readonly ours: string
  /** Null for what is told without anything having been asked. */
  readonly holds: boolean | null
  readonly timeMs: number
}

const repository = fileURLToPath(new URL('../../', import.meta.url))
const folder = join(repository, '..', 'shared', 'data')

export const repositoryFile = (path: string): string => join(repository, path)
export const hasData = (): boolean => existsSync(folder)
export const dataFile = (path: string): string => join(folder, path)

/** Rows of a CSV file, header first. */
export function readRows(path: string, encoding: 'utf8' | 'latin1' = 'utf8'): string[][] {
  return parse(readFileSync(dataFile(path), encoding), {
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
  }) as string[][]
}

/** Columns of a CSV file by name. */
export function readNamed(path: string): {
  rows: number
  names: readonly string[]
  column: (name: string) => string[]
} {
  const [header, ...rows] = readRows(path)
  return {
    rows: rows.length,
    names: header!,
    column: (name) => {
      const index = header!.indexOf(name)
      if (index < 0) throw new Error(`${path} has no column ${name}.`)
      return rows.map((row) => row[index] ?? '')
    },
  }
}

/** Runs and measures processor time, which other work on the machine does not lengthen. */
export function timed<T>(run: () => T): { result: T; timeMs: number } {
  const start = process.cpuUsage()
  const result = run()
  const { user, system } = process.cpuUsage(start)
  return { result, timeMs: (user + system) / 1000 }
}

/** Gathers the figures of one module. */
export function figuresOf(module: string) {
  const figures: Figure[] = []
  const add = (figure: string, reference: string, ours: string, holds: boolean | null, timeMs: number) => {
    figures.push({ module, figure, reference, ours, holds, timeMs })
  }
  return {
    figures,
    /** Equal up to a relative error. */
    near(figure: string, reference: number, ours: number, relative: number, timeMs = 0) {
      const error = Math.abs(ours - reference) / Math.max(1e-12, Math.abs(reference))
      add(figure, digits(reference), digits(ours), error <= relative, timeMs)
    },
    /** A largest error that must not pass a limit. */
    within(figure: string, limit: number, ours: number, timeMs = 0) {
      add(figure, `≤ ${digits(limit)}`, digits(ours), ours <= limit, timeMs)
    },
    atLeast(figure: string, limit: number, ours: number, timeMs = 0) {
      add(figure, `≥ ${digits(limit)}`, digits(ours), ours >= limit, timeMs)
    },
    /** Worth knowing, but nothing was asked. */
    tells(figure: string, reference: string, ours: string, timeMs = 0) {
      add(figure, reference, ours, null, timeMs)
    },
    says(figure: string, reference: string, ours: string, holds: boolean, timeMs = 0) {
      add(figure, reference, ours, holds, timeMs)
    },
  }
}

export function digits(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US')
  const size = Math.abs(value)
  return size < 1e-3 || size >= 1e7 ? value.toExponential(1) : String(Number(value.toPrecision(7)))
}
