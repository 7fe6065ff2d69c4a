import type { Job } from '../../client/jobs.ts'

export const importTypes = ['customers', 'orders', 'interactions'] as const
export type ImportType = (typeof importTypes)[number]
export type ImportState = 'mapping' | 'checking' | 'ready' | 'running' | 'done' | 'failed' | 'undoing' | 'undone'
export const matchKeys = ['external-id', 'identity-card', 'email', 'phone', 'card'] as const
export type MatchKey = (typeof matchKeys)[number]

export type ImportColumn = {
  name: string
  sample: string[]
  target: string | null
  confidence: number | null
  reason: 'name' | 'part-of-name' | 'content' | 'none' | string | null
  dateFormat?: string | null
}

export type ImportTarget = {
  key: string
  label: string
  type?: string
  isRequired?: boolean
  required?: boolean
  isRepeatable?: boolean
}

export type RowProblem = {
  row: number
  line: number
  column: string | null
  value: string
  message: string
  severity: 'error' | 'warning'
}

export type Counts = {
  rows: number
  created: number
  updated: number
  unchanged: number
  rejected: number
  anonymous?: number
  customersCreated?: number
}

/** A row whose customer is probably there already. */
export type KnownRow = {
  row: number
  line: number
  name: string
  probability: number
  customer: { id: string; name: string }
  reasons: string[]
}

export type Check = Counts & {
  problems: RowProblem[]
  problemCounts: { message: string; count: number }[]
  duplicates: KnownRow[]
  duplicateCount: number
  duplicatesLookedAt: number
}

/** A file on its way in: how it reads, how its columns map, how far it is. */
export type Import = {
  id: string
  file: { name: string; bytes: number }
  type: ImportType
  state: ImportState
  job: string | Job | null
  format: string
  encoding: string | null
  delimiter: string | null
  hasHeader: boolean
  sheets: string[]
  sheet: string | null
  columns: ImportColumn[]
  targets: ImportTarget[]
  settings?: { match: MatchKey[]; region: string; dateFormats: Record<string, string> }
  check: Check | null
  result: Counts
  createdAt?: string
}

export type ImportBrief = Omit<Counts, 'rows'> & {
  id: string
  type: ImportType
  state: ImportState
  file: { name: string; bytes: number }
  createdAt: string
  rows: number
}

export const jobOf = ({ job }: Pick<Import, 'job'>): string | null => (job && typeof job === 'object' ? job.id : job)
