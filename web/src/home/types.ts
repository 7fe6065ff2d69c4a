import type { Money } from '../ui/format.ts'

type Named = { id: string; name: string }

export type HomeFigure = {
  key: string
  label: string
  value: number | Money | null
  unit: string
  currency?: string
  tone?: string | null
  href?: string | null
}

/** Something worth doing first, with the reason for it. */
export type Proposal = {
  id: string
  customer: Named | null
  title: string
  reason: string
  kind: string
  worth?: Money | null
  href?: string | null
}
export type Upcoming = { date: string; kind: string; title: string; customer?: Named | null }
export type Activity = { at: string; actor?: Named | null; text: string; customer?: Named | null; href?: string | null }

export type DataQuality = { completeness?: number; stale?: number; withoutOwner?: number; withoutContact?: number }

export type Home = {
  greetingName: string
  today: { date: string; lunar?: string | null }
  figures: HomeFigure[]
  proposals: Proposal[]
  upcoming: Upcoming[]
  activity: Activity[]
  dataQuality?: DataQuality | null
}
