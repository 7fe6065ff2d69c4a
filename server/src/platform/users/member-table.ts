import type { RecordTable } from '../../kernel/record/write.ts'

export const memberTable: RecordTable = {
  table: 'platform.member',
  type: 'user',
  events: 'platform.member',
  customerColumn: null,
}
