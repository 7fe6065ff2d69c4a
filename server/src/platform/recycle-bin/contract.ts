import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'

export const listBinRoute = declareRoute({
  method: 'GET',
  path: '/recycle-bin',
  permission: 'recycle-bin.read',
  summary: 'Lists deleted records, last deleted first; each is kept for 30 days.',
  query: Type.Object(
    {
      type: Type.Optional(Type.String({ maxLength: 100 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
      /** Deleted before this moment: `deletedAt` of the last item. */
      before: Type.Optional(Type.String({ format: 'date-time' })),
    },
    { additionalProperties: false },
  ),
})

export const restoreRoute = declareRoute({
  method: 'POST',
  path: '/recycle-bin/:type/:id/restore',
  permission: 'recycle-bin.restore',
  summary: 'Takes a record out of the recycle bin.',
  params: Type.Object({ type: Type.String({ maxLength: 100 }), id: Type.String({ format: 'uuid' }) }),
})
