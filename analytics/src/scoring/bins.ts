import { AnalysisFailure } from '../numerics/failure.ts'
import type { CategoryField, Field, NumberField } from './table.ts'

/** How a field is cut into bins 1…255; bin 0 is a gap. */
export type Binning =
  | {
      readonly kind: 'number'
      readonly name: string /** A value is in the first bin whose upper edge it does not exceed. */
      readonly edges: readonly number[]
    }
  | {
      readonly kind: 'category'
      readonly name: string /** Bin = position + 1; all other levels share the bin after. */
      readonly levels: readonly string[]
    }

export interface Binned {
  readonly rows: number
  readonly binnings: readonly Binning[]
  /** Per field, the bin of each row. */
  readonly bins: readonly Uint8Array[]
  /** Per field, one more than the highest bin. */
  readonly sizes: readonly number[]
}

const MOST_BINS = 128
const MOST_LEVELS = 100
const FEWEST_OF_LEVEL = 5

/** Cuts numbers at quantiles and gives each frequent category a bin. */
export function binFields(fields: readonly Field[]): Binned {
  return rebin(
    fields.map((field): Binning => (field.kind === 'number' ? numberBins(field) : categoryBins(field))),
    fields,
  )
}

/** Bins rows by cuts learned elsewhere. @throws AnalysisFailure `bad-input` when a field is missing or of another kind */
export function rebin(binnings: readonly Binning[], fields: readonly Field[]): Binned {
  const rows = fields[0]?.values.length ?? 0
  const bins = binnings.map((binning) => {
    const field = fields.find(({ name }) => name === binning.name)
    if (!field || field.kind !== binning.kind) {
      throw new AnalysisFailure('bad-input', `The model needs the field ${binning.name} as a ${binning.kind}.`)
    }
    const out = new Uint8Array(rows)
    if (binning.kind === 'number') {
      for (let i = 0; i < rows; i++) {
        const value = field.values[i] ?? null
        out[i] = value === null ? 0 : 1 + firstEdge(binning.edges, value as number)
      }
    } else {
      const index = new Map(binning.levels.map((level, i) => [level, i + 1]))
      for (let i = 0; i < rows; i++) {
        const value = field.values[i] ?? null
        out[i] = value === null ? 0 : (index.get(value as string) ?? binning.levels.length + 1)
      }
    }
    return out
  })
  return {
    rows,
    binnings,
    bins,
    sizes: binnings.map((one) => (one.kind === 'number' ? one.edges.length : one.levels.length) + 2),
  }
}

function firstEdge(edges: readonly number[], value: number): number {
  let low = 0
  let high = edges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (value <= edges[middle]!) high = middle
    else low = middle + 1
  }
  return low
}

/** Edges lie midway between neighbouring values, so that a value met later falls on the nearer side. */
function numberBins(field: NumberField): Binning {
  const sorted = Float64Array.from(Array.from(field.values).filter((value) => value !== null)).sort()
  const edges: number[] = []
  const step = Math.max(1, sorted.length / MOST_BINS)
  for (let position = step; position < sorted.length; position += step) {
    const at = Math.floor(position)
    let next = at
    while (next < sorted.length && sorted[next] === sorted[at - 1]) next++
    if (next >= sorted.length) break
    const edge = (sorted[next - 1]! + sorted[next]!) / 2
    if (edges.length === 0 || edge > edges.at(-1)!) edges.push(edge)
  }
  return { kind: 'number', name: field.name, edges }
}

function categoryBins(field: CategoryField): Binning {
  const counts = new Map<string, number>()
  for (let i = 0; i < field.values.length; i++) {
    const value = field.values[i]
    if (typeof value === 'string') counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const levels = [...counts]
    .filter(([, count]) => count >= FEWEST_OF_LEVEL)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST_LEVELS)
    .map(([level]) => level)
  return { kind: 'category', name: field.name, levels }
}
