import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'
import { IdParams } from '../../kernel/query/record-routes.ts'
import { SENSITIVE_FORMATS } from '../sensitive/formats.ts'

const Label = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' })
const Options = Type.Array(
  Type.Object(
    { value: Type.String({ minLength: 1, maxLength: 100 }), en: Label, zh: Label },
    { additionalProperties: false },
  ),
  { maxItems: 200 },
)

export const listCustomFieldsRoute = declareRoute({
  method: 'GET',
  path: '/custom-fields',
  permission: 'signed-in',
  summary: "Lists the workspace's own fields of a record type, or of all.",
  query: Type.Object({ record: Type.Optional(Type.String({ maxLength: 100 })) }, { additionalProperties: false }),
})

export const createCustomFieldRoute = declareRoute({
  method: 'POST',
  path: '/custom-fields',
  permission: 'settings.fields',
  summary: 'Adds a field to a record type.',
  body: Type.Object(
    {
      record: Type.String({ maxLength: 100 }),
      key: Type.String({ pattern: '^[a-z][a-zA-Z0-9_]{0,39}$' }),
      labelEn: Label,
      labelZh: Label,
      type: Type.Enum(['text', 'number', 'money', 'date', 'choice', 'reference', 'boolean', 'sensitive']),
      options: Type.Optional(Options),
      /** Of a sensitive field: how values are read and checked; `text` when omitted. */
      format: Type.Optional(Type.Enum([...SENSITIVE_FORMATS])),
      /** Of a sensitive field: how many last characters everyone sees. They are stored readably; 0 when omitted. */
      shownTail: Type.Optional(Type.Integer({ minimum: 0, maximum: 4 })),
      reference: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Null()])),
      required: Type.Optional(Type.Boolean()),
      filterable: Type.Optional(Type.Boolean()),
      position: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
    },
    { additionalProperties: false },
  ),
  status: 201,
})

export const changeCustomFieldRoute = declareRoute({
  method: 'PATCH',
  path: '/custom-fields/:id',
  permission: 'settings.fields',
  summary: 'Changes how a field is called and offered; its key and type stay.',
  params: IdParams,
  body: Type.Object(
    {
      version: Type.Optional(Type.Integer({ minimum: 1 })),
      labelEn: Type.Optional(Label),
      labelZh: Type.Optional(Label),
      options: Type.Optional(Options),
      required: Type.Optional(Type.Boolean()),
      filterable: Type.Optional(Type.Boolean()),
      position: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
    },
    { additionalProperties: false },
  ),
})

export const deleteCustomFieldRoute = declareRoute({
  method: 'DELETE',
  path: '/custom-fields/:id',
  permission: 'settings.fields',
  summary: 'Takes a field away; the values that records hold are kept.',
  params: IdParams,
})
