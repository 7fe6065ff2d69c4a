import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'
import { MATCH_KEYS } from './targets.ts'

export const ImportType = Type.Enum(['customers', 'orders', 'interactions'])
const DateOrder = Type.Union(
  (['ymd', 'dmy', 'mdy', 'yymmdd', 'compact', 'chinese', 'named-month', 'serial'] as const).map((order) =>
    Type.Literal(order),
  ),
)
const Params = Type.Object({ id: Type.String({ format: 'uuid' }) })

export const ImportChanges = Type.Object(
  {
    type: Type.Optional(ImportType),
    encoding: Type.Optional(Type.String({ maxLength: 40 })),
    delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
    hasHeader: Type.Optional(Type.Boolean()),
    sheet: Type.Optional(Type.String({ maxLength: 200 })),
    mapping: Type.Optional(
      Type.Record(Type.String({ maxLength: 1000 }), Type.Union([Type.String({ maxLength: 100 }), Type.Null()])),
    ),
    dateFormats: Type.Optional(Type.Record(Type.String({ maxLength: 100 }), DateOrder)),
    match: Type.Optional(Type.Array(Type.Enum(MATCH_KEYS), { maxItems: 4, uniqueItems: true })),
    region: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
    saveTemplateAs: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  { additionalProperties: false },
)

export const uploadImportRoute = declareRoute({
  method: 'POST',
  path: '/imports',
  permission: 'signed-in',
  summary: 'Uploads a file (multipart `file`, `type`) and answers what was found in it and how its columns may map.',
  isUpload: true,
  status: 201,
})

export const listImportsRoute = declareRoute({
  method: 'GET',
  path: '/imports',
  permission: 'signed-in',
  summary: 'Lists imports, the latest first.',
})

export const readImportRoute = declareRoute({
  method: 'GET',
  path: '/imports/:id',
  permission: 'signed-in',
  summary: 'An import: what its file holds, how it maps, how far it is.',
  params: Params,
})

export const changeImportRoute = declareRoute({
  method: 'PATCH',
  path: '/imports/:id',
  permission: 'signed-in',
  summary: 'Changes how the file is read and mapped, and answers it read anew.',
  params: Params,
  body: ImportChanges,
})

export const checkImportRoute = declareRoute({
  method: 'POST',
  path: '/imports/:id/dry-run',
  permission: 'signed-in',
  summary: 'Reads the whole file as the import would and lists each problem in its place; writes nothing.',
  params: Params,
  status: 202,
})

export const startImportRoute = declareRoute({
  method: 'POST',
  path: '/imports/:id/start',
  permission: 'signed-in',
  summary: 'Starts the import as a job.',
  params: Params,
  status: 202,
})

export const undoImportRoute = declareRoute({
  method: 'POST',
  path: '/imports/:id/undo',
  permission: 'signed-in',
  summary: 'Takes the import back as a job: created rows vanish, updated rows are restored exactly.',
  params: Params,
  status: 202,
})

export const importErrorsRoute = declareRoute({
  method: 'GET',
  path: '/imports/:id/errors',
  permission: 'signed-in',
  summary: 'The rejected rows as a CSV file with their reasons, to be mended and dropped in again.',
  params: Params,
})
