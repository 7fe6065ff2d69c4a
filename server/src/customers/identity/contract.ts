import { type Static, Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'

const Id = Type.String({ format: 'uuid' })
const IdParams = Type.Object({ id: Id })
/** Field key → id of the customer in the group whose value counts. */
const Choose = Type.Record(Type.String({ minLength: 1, maxLength: 100 }), Id, { maxProperties: 200 })

const Merge = Type.Object(
  {
    /** Whose record stays; chosen by rule when omitted: the most complete, then with the most orders, then the oldest. */
    survivorId: Type.Optional(Id),
    mergedIds: Type.Array(Id, { minItems: 1, maxItems: 50, uniqueItems: true }),
    choose: Type.Optional(Choose),
    /** Versions that the caller saw, by id; 409 when one was changed since. */
    versions: Type.Optional(Type.Record(Id, Type.Integer({ minimum: 1 }), { maxProperties: 51 })),
  },
  { additionalProperties: false },
)
export type MergeInput = Static<typeof Merge>

const BulkGroup = Type.Object(
  {
    survivorId: Type.Optional(Id),
    ids: Type.Array(Id, { minItems: 1, maxItems: 51, uniqueItems: true }),
  },
  { additionalProperties: false },
)
export type BulkGroup = Static<typeof BulkGroup>

const GROUPS_MAX = 20_000
const BULK_BYTES_MAX = 16 * 1024 * 1024

export const mergeRoute = declareRoute({
  method: 'POST',
  path: '/customers/merge',
  permission: 'customer.merge',
  summary: 'Merges records of one customer into one; can be taken back.',
  body: Merge,
})

export const mergePreviewRoute = declareRoute({
  method: 'POST',
  path: '/customers/merge/preview',
  permission: 'customer.merge',
  summary: 'The record that a merge would make, field by field with the rule that settles each, and what would move.',
  body: Merge,
})

export const mergeManyRoute = declareRoute({
  method: 'POST',
  path: '/customers/merge/bulk',
  permission: 'customer.merge',
  summary: 'Merges many groups as a job that can be cancelled and goes on after a crash.',
  body: Type.Object(
    { groups: Type.Array(BulkGroup, { minItems: 1, maxItems: GROUPS_MAX }) },
    { additionalProperties: false },
  ),
  bodyBytesMax: BULK_BYTES_MAX,
  status: 202,
})

export const listMergesRoute = declareRoute({
  method: 'GET',
  path: '/customers/:id/merges',
  permission: 'customer.read',
  summary: 'Records that were merged into a customer, the latest first.',
  params: IdParams,
})

export const undoMergeRoute = declareRoute({
  method: 'POST',
  path: '/merges/:id/undo',
  permission: 'customer.merge',
  summary: 'Takes a merge back: every record returns with its own rows; what was edited since stays with its record.',
  params: IdParams,
})
