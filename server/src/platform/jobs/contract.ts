import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'
import { IdParams } from '../../kernel/query/record-routes.ts'

export const listJobsRoute = declareRoute({
  method: 'GET',
  path: '/jobs',
  permission: 'signed-in',
  summary: "The caller's own jobs, newest first.",
  query: Type.Object({ active: Type.Optional(Type.String({ maxLength: 5 })) }, { additionalProperties: false }),
})

export const readJobRoute = declareRoute({
  method: 'GET',
  path: '/jobs/:id',
  permission: 'signed-in',
  summary: 'How far one of the caller’s jobs is, and what came of it.',
  params: IdParams,
})

export const cancelJobRoute = declareRoute({
  method: 'POST',
  path: '/jobs/:id/cancel',
  permission: 'signed-in',
  summary: 'Stops one of the caller’s jobs at its next step.',
  params: IdParams,
})
