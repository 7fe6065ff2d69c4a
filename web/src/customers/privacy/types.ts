import type { Named } from '../../platform/types.ts'

export type PrivacyKind = 'access' | 'correction' | 'restriction' | 'portability' | 'erasure' | 'objection'
export const kinds: PrivacyKind[] = ['access', 'correction', 'restriction', 'portability', 'erasure', 'objection']
export const channels = ['mail', 'letter', 'call', 'visit', 'chat', 'form'] as const
export const verifications = ['known-contact', 'document', 'in-person', 'signed-in', 'proxy'] as const

export type PrivacyRequest = {
  id: string
  version: number
  kind: PrivacyKind
  state: 'received' | 'verified' | 'in-progress' | 'done' | 'refused'
  customer: Named | null
  contactName: string | null
  contact: string | null
  details: string | null
  receivedOn: string
  dueOn: string
  firstDueOn: string | null
  isOverdue: boolean
  verifiedHow: string | null
  extensionReason: string | null
  refusalReason: string | null
  assignee: Named | null
  can: Record<'change' | 'verify' | 'start' | 'extend' | 'refuse' | 'complete' | 'package' | 'erase', boolean>
}

export type PrivacyHistory = {
  events: { id: string; at: string; label: string; by: string | null }[]
  packages: { id: string; job: string; href: string | null; bytes: number | null; expiresAt: string | null }[]
  corrections: { field: string; label: string; at: string; by: string | null }[]
  erasure: { state: 'running' | 'done'; code: string; job: string; endedAt: string | null } | null
}

export type ErasurePreview = {
  customer: Named
  merged: number
  erased: { key: string; label: string; count: number }[]
  kept: { key: string; label: string; count: number; reason: string }[]
  blockers: string[]
}
