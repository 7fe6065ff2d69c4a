import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'
import { IdParams } from '../../kernel/query/record-routes.ts'

export const createExportRoute = declareRoute({
  method: 'POST',
  path: '/exports',
  permission: 'signed-in',
  summary: 'Writes a list to a CSV or XLSX file as a job; asks for `<type>.export`.',
  body: Type.Object(
    {
      type: Type.String({ maxLength: 100 }),
      format: Type.Union([Type.Literal('csv'), Type.Literal('xlsx')]),
      filter: Type.Optional(Type.Union([Type.Object({}, { additionalProperties: true }), Type.Null()])),
      sort: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Null()])),
      fields: Type.Optional(
        Type.Union([Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 300 }), Type.Null()]),
      ),
      /** Puts the sensitive fields that `fields` names into the file in the clear; asks for `sensitive.read`. */
      sensitive: Type.Optional(Type.Boolean()),
      q: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()])),
    },
    { additionalProperties: false },
  ),
  status: 202,
})

export const downloadExportRoute = declareRoute({
  method: 'GET',
  path: '/exports/:id/file',
  permission: 'signed-in',
  summary: 'Downloads the file of one of the caller’s own exports.',
  params: IdParams,
})
