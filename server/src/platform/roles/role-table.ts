import type { RecordTable } from '../../kernel/record/write.ts'

export const roleTable: RecordTable = {
  table: 'platform.role',
  type: 'role',
  events: 'platform.role',
  customerColumn: null,
}
