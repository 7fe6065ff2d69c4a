import type { RecordType } from '../../kernel/query/fields.ts'

/** What the audit list can be filtered by. It is no record type of its own: events are never changed. */
export const eventRecord: RecordType = {
  type: 'event',
  path: 'audit',
  view: 'kernel.v_event',
  scope: null,
  hasBin: false,
  defaultSort: '-at',
  actions: [],
  fields: [
    { key: 'at', type: 'datetime', column: 'at', isSortable: true, isFilterable: true },
    { key: 'actor', type: 'reference', reference: 'user', column: 'actor_user_id', isFilterable: true },
    { key: 'key', type: 'reference', reference: 'key', column: 'actor_key_id', isFilterable: true },
    { key: 'type', type: 'text', column: 'type', isFilterable: true },
    { key: 'subjectType', type: 'text', column: 'subject_type', isFilterable: true },
    { key: 'subject', type: 'reference', column: 'subject_id', isFilterable: true },
    { key: 'customer', type: 'reference', reference: 'customer', column: 'customer_id', isFilterable: true },
    { key: 'requestId', type: 'text', column: 'request_id', isFilterable: true },
    { key: 'batchId', type: 'reference', column: 'batch_id', isFilterable: true },
  ],
}
