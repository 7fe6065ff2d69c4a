import type { Row } from '../records/schema.ts'
import type { Money } from '../ui/format.ts'

type Named = { id: string; name: string }

export type CustomerKind = 'person' | 'organization'

export type Birthday = {
  calendar: 'solar' | 'lunar'
  year?: number | null
  month: number
  day: number
  leap?: boolean
  next?: string | null
  label?: string
}

export type ContactKind = 'email' | 'phone' | 'wechat' | 'address' | 'card' | 'website' | 'fax'

export type ContactPoint = {
  id: string
  version?: number
  kind: ContactKind
  value: string
  display: string | null
  label: string | null
  extension?: string | null
  isPrimary: boolean
  isValid?: boolean
  consent?: 'granted' | 'refused' | null
}

export type Relation = {
  id: string
  version?: number
  role: string
  direction: 'in' | 'out'
  title?: string | null
  decisionRole?: string | null
  since?: string | null
  note?: string | null
  other: Named & { kind: CustomerKind; jobTitle?: string | null }
}

export type Preference = { id: string; version?: number; kind: string; value: string; date?: string | null }
export type Expectation = {
  id: string
  version?: number
  about: string
  source: string
  text: string
  level?: number | null
}
export type JournalEntry = { id: string; version?: number; on: string; text: string; author?: Named | null }

export type OrderBrief = {
  id: string
  number: string
  placedOn: string
  status: string
  total: Money
  lineCount?: number
}
export type Rhythm = { usualDays: number; spreadDays: number; lastDaysAgo: number }
export type OrdersPanel = {
  count: number
  total: Money | null
  latest: OrderBrief[]
  rhythm: Rhythm | null
  byMonth: { month: string; amount: number }[]
}

export type CustomerRow = Row & { kind: CustomerKind; name: string }

/** Keeps a customer from every deletion, until it is lifted or its last day is over. */
export type Hold = {
  id: string
  reason: string
  since: string
  until: string | null
  isStanding: boolean
  placedBy: Named | null
  liftedAt: string | null
}
export type HoldsPanel = { items: Hold[]; can: { manage: boolean } }

/** Everything the 360° page opens with. */
export type CustomerPageData = {
  customer: CustomerRow
  contactPoints: ContactPoint[]
  relations: Relation[]
  preferences: Preference[]
  expectations: Expectation[]
  journal: { latest: JournalEntry[]; count?: number; hasMore?: boolean }
  orders?: OrdersPanel | null
  completeness: { percent: number; missing: { key: string; label: string }[] }
  panels: { orders?: OrdersPanel | null; holds?: HoldsPanel | null }
}

export type TimelineKind =
  | 'call'
  | 'visit'
  | 'mail'
  | 'meeting'
  | 'note'
  | 'order'
  | 'return'
  | 'journal'
  | 'change'
  | 'file'
  | 'consent'

export type TimelineItem = {
  id: string
  at: string
  kind: TimelineKind
  title: string
  body?: string | null
  actor?: Named | null
  data: {
    orderId?: string
    total?: Money
    lineCount?: number
    status?: string
    fileId?: string
    direction?: string
    durationMinutes?: number
    changes?: { field: string; label: string; before: unknown; after: unknown }[]
  }
  undo?: string | null
}
