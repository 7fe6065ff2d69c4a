import type { Reference } from '../../records/schema.ts'
import type { CustomerKind, CustomerRow } from '../types.ts'

export type Reason = { field: string; level: string; bits: number; text: string }

export type Probable = {
  customer: Pick<CustomerRow, 'id' | 'name' | 'kind'> & { city?: string | null; owner?: Reference | null }
  probability: number
  reasons: Reason[]
}

type Member = { id: string; name: string; kind: CustomerKind; city: string | null }

export type Group = { id: string; kind: CustomerKind; probability: number; value: number; members: Member[] }

export type GroupDetail = Omit<Group, 'members'> & {
  members: CustomerRow[]
  pairs: { a: string; b: string; probability: number; reasons: Reason[] }[]
}

export const matchedFields = ['name', 'email', 'phone', 'birthday', 'address', 'city', 'postcode', 'employer'] as const
export type MatchedField = (typeof matchedFields)[number]

export type DuplicateState = {
  showFrom: number
  sureFrom: number
  fields: MatchedField[]
  scannedTo: string | null
  scannedCustomers: number | null
  hasLearned: boolean
  waiting: { all: number; sure: number }
  job: string | null
}
