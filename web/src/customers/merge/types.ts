import type { Value } from '../../records/schema.ts'
import type { CustomerRow } from '../types.ts'

export type MergeField = {
  key: string
  label: string
  rule: string
  ruleLabel: string
  value: Value
  values: { customerId: string; value: Value }[]
  isChoosable: boolean
}

export type MergePreview = {
  survivorId: string
  /** The survivor first. */
  records: CustomerRow[]
  fields: MergeField[]
  conflicts: string[]
  moves: { label: string; moved: number; setAside: number }[]
}
