import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'
import { IdParams } from '../../kernel/query/record-routes.ts'

export const listFilesRoute = declareRoute({
  method: 'GET',
  path: '/files',
  permission: 'signed-in',
  summary: 'Lists the files attached to a record that the caller sees.',
  query: Type.Object(
    { subjectType: Type.String({ maxLength: 100 }), subjectId: Type.String({ format: 'uuid' }) },
    { additionalProperties: false },
  ),
})

export const uploadFileRoute = declareRoute({
  method: 'POST',
  path: '/files',
  permission: 'signed-in',
  summary: 'Attaches a file of up to 50 MB (form fields `file`, before it `subjectType`, `subjectId`) to a record.',
  isUpload: true,
  status: 201,
})

export const downloadFileRoute = declareRoute({
  method: 'GET',
  path: '/files/:id',
  permission: 'signed-in',
  summary: 'Downloads a file, as an attachment whatever it is.',
  params: IdParams,
})

export const deleteFileRoute = declareRoute({
  method: 'DELETE',
  path: '/files/:id',
  permission: 'signed-in',
  summary: 'Takes a file away from its record.',
  params: IdParams,
})
