import type { Reference } from '../../records/schema.ts'
import type { CustomerKind } from '../types.ts'

export const segments = [
  'kind',
  'owner',
  'team',
  'territory',
  'source',
  'city',
  'region',
  'country',
  'industry',
] as const
export type SegmentKey = (typeof segments)[number]

export type Measure = {
  customers: number
  completeness: number
  fresh: number
  ageing: number
  stale: number
  unreachable: number
}

export type SegmentMeasure = Measure & { value: string | null; label: string }
export type MissingField = { field: string; label: string; customers: number }

export type Quality = {
  by: SegmentKey
  total: Measure & { invalid: { doubtful: number; noDomain: number; bounced: number } }
  segments: SegmentMeasure[]
  hasMoreSegments: boolean
  missing: MissingField[]
  trend: (Measure & { on: string })[]
  mayAskNameServers: boolean
}

type CustomerRef = { id: string; name: string; kind: CustomerKind }

export type InvalidContact = {
  id: string
  kind: string
  value: string
  problem: 'doubtful' | 'no-domain' | 'bounced'
  detail: string | null
  foundAt: string
  customer: CustomerRef
}

export type EnrichmentTask = {
  id: string
  version: number
  field: string
  label: string
  dueOn: string | null
  customer: CustomerRef
  assignee: Reference | null
}
