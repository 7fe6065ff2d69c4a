import { declareRoute } from '../../kernel/http/declare.ts'

export const listRecordTypesRoute = declareRoute({
  method: 'GET',
  path: '/records',
  permission: 'signed-in',
  summary: "The record types and fields that exist for the caller, in the caller's language.",
})
