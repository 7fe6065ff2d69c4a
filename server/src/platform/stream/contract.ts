import { declareRoute } from '../../kernel/http/declare.ts'

export const streamRoute = declareRoute({
  method: 'GET',
  path: '/stream',
  permission: 'signed-in',
  summary: 'Server-sent events: `record` when something visible to the caller changed, `job` for the own jobs.',
})
