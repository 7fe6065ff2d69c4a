import { AnalysisFailure } from '../numerics/failure.ts'
import type { Travel } from './problem.ts'

/** Mean radius of the earth (IUGG), km. */
const EARTH_KM = 6371.0088

/** Travel by tables: `time[from][to]`, and distances if they differ. @throws AnalysisFailure `bad-input` for a table that is not square */
export function tableTravel(time: readonly (readonly number[])[], distance?: readonly (readonly number[])[]): Travel {
  for (const table of distance ? [time, distance] : [time]) {
    if (table.length !== time.length || table.some((row) => row.length !== time.length)) {
      throw new AnalysisFailure('bad-input', 'A travel table needs as many columns as rows.')
    }
  }
  return {
    places: time.length,
    time: (from, to) => time[from]![to]!,
    distance: distance && ((from, to) => distance[from]![to]!),
  }
}

/** Straight lines on a plane. `speed`: units of distance per unit of time. */
export function planeTravel(points: readonly { readonly x: number; readonly y: number }[], speed = 1): Travel {
  mustMove(speed)
  const distance = (from: number, to: number) => {
    const a = points[from]!
    const b = points[to]!
    return Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2)
  }
  if (speed === 1) return { places: points.length, time: distance, symmetric: true }
  return { places: points.length, time: (from, to) => distance(from, to) / speed, distance, symmetric: true }
}

/**
 * Great circles on the earth (haversine), for degrees of latitude and longitude. `speed`: km per unit of time; `detour`: road length
 * over straight length, about 1.3 in towns.
 */
export function earthTravel(
  points: readonly { readonly latitude: number; readonly longitude: number }[],
  { speed, detour = 1.3 }: { readonly speed: number; readonly detour?: number | undefined },
): Travel {
  mustMove(speed)
  mustMove(detour)
  const radians = points.map(({ latitude, longitude }) => ({
    latitude: (latitude * Math.PI) / 180,
    longitude: (longitude * Math.PI) / 180,
    cosine: Math.cos((latitude * Math.PI) / 180),
  }))
  const distance = (from: number, to: number) => {
    const a = radians[from]!
    const b = radians[to]!
    const north = Math.sin((b.latitude - a.latitude) / 2)
    const east = Math.sin((b.longitude - a.longitude) / 2)
    const half = north * north + a.cosine * b.cosine * east * east
    return 2 * EARTH_KM * detour * Math.asin(Math.min(1, Math.sqrt(half)))
  }
  return { places: points.length, time: (from, to) => distance(from, to) / speed, distance, symmetric: true }
}

function mustMove(speed: number): void {
  if (!(speed > 0 && Number.isFinite(speed))) throw new AnalysisFailure('bad-input', 'Speed must be above 0.')
}

/** Rows and columns of a travel measure, worked out when first asked for: large problems never touch most pairs. */
export class LazyMatrix {
  private readonly size: number
  private readonly measure: (from: number, to: number) => number
  private readonly symmetric: boolean
  private readonly rows: (Float64Array | undefined)[]
  private readonly columns: (Float64Array | undefined)[]

  constructor(size: number, measure: (from: number, to: number) => number, symmetric: boolean) {
    this.size = size
    this.measure = measure
    this.symmetric = symmetric
    this.rows = new Array<Float64Array | undefined>(size).fill(undefined)
    this.columns = symmetric ? this.rows : new Array<Float64Array | undefined>(size).fill(undefined)
  }

  /** From `place` to every place. */
  from(place: number): Float64Array {
    const known = this.rows[place]
    if (known) return known
    const row = new Float64Array(this.size)
    for (let to = 0; to < this.size; to++) row[to] = checked(this.measure(place, to))
    this.rows[place] = row
    return row
  }

  /** From every place to `place`. */
  to(place: number): Float64Array {
    if (this.symmetric) return this.from(place)
    const known = this.columns[place]
    if (known) return known
    const column = new Float64Array(this.size)
    for (let from = 0; from < this.size; from++) column[from] = checked(this.measure(from, place))
    this.columns[place] = column
    return column
  }
}

function checked(value: number): number {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
    throw new AnalysisFailure('bad-input', 'Travel times and distances must be finite and not below 0.')
  }
  return value
}
