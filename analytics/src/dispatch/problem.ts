/** How to get from place to place. Places are numbered from 0; jobs and shifts name them by number. */
export interface Travel {
  readonly places: number
  /** Time on the road, ≥ 0, in the unit of the whole problem. Need not be symmetric. */
  time(from: number, to: number): number
  /** Distance, ≥ 0; when absent, the time. */
  readonly distance?: ((from: number, to: number) => number) | undefined
  /** Promise that there and back cost the same, which saves half the memory. */
  readonly symmetric?: boolean | undefined
}

/** From and until, both included, on the one time axis of the problem. */
export type Span = readonly [from: number, until: number]

/** A visit to be made. All times of a problem share one axis and unit, for example minutes since the Monday of the first week. */
export interface Job {
  readonly id: string
  readonly place: number
  /** How long the work takes. */
  readonly service: number
  /** Work must start inside one of these; several days are several spans. Absent: at any time. */
  readonly windows?: readonly Span[] | undefined
  /** A later start is allowed, but costs `lateness` per unit of time. */
  readonly due?: number | undefined
  /** All of them are needed. */
  readonly skills?: readonly string[] | undefined
  /** Weight of leaving the job undone, above 0; 1 when absent. */
  readonly priority?: number | undefined
  /** Only this technician may come. */
  readonly technician?: string | undefined
  /** Fixed appointment: work starts exactly then. */
  readonly start?: number | undefined
  /** Part of a technician's capacity it takes (parcels, parts); 0 when absent. */
  readonly demand?: number | undefined
}

/** A break that must start inside the window, at a stop or on the way; not owed when the technician is home before the window closes. */
export interface Lunch {
  readonly from: number
  readonly until: number
  readonly length: number
}

/** One day's work of a technician. */
export interface Shift {
  readonly from: number
  readonly until: number
  /** Longest overtime allowed after `until`; 0 when absent. */
  readonly overtime?: number | undefined
  readonly lunch?: Lunch | undefined
  /** Where the day begins and ends, if not at the technician's home. */
  readonly startPlace?: number | undefined
  readonly endPlace?: number | undefined
  readonly maxJobs?: number | undefined
}

export interface Technician {
  readonly id: string
  readonly home: number
  readonly skills?: readonly string[] | undefined
  /** Per shift; unlimited when absent. */
  readonly capacity?: number | undefined
  readonly shifts: readonly Shift[]
}

/** What a unit of each costs. Undone jobs weigh more than all of it, in proportion to their priority. */
export interface Objective {
  /** Per unit of time on the road; 1 when absent. */
  readonly time?: number | undefined
  /** Per unit of distance; 0 when absent. */
  readonly distance?: number | undefined
  /** Per shift that has any work; 0 when absent. */
  readonly day?: number | undefined
  /** The fewest shifts come first and travel only after that, as in Solomon's comparison. */
  readonly fewestDays?: boolean | undefined
  /** Per unit of time after a shift's end; 2 when absent. */
  readonly overtime?: number | undefined
  /** Per unit of time after a job's `due`; 2 when absent. */
  readonly lateness?: number | undefined
  /** Per job that is done in another shift than the plan to keep to says; 0 when absent. */
  readonly change?: number | undefined
}

export interface DispatchProblem {
  readonly jobs: readonly Job[]
  readonly technicians: readonly Technician[]
  readonly travel: Travel
  readonly objective?: Objective | undefined
}
