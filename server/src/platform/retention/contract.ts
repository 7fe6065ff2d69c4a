import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'

const Days = Type.Integer({ minimum: 1, maximum: 36_500 })
const SubjectParams = Type.Object({ subject: Type.String({ maxLength: 100 }) })

export const listRetentionRoute = declareRoute({
  method: 'GET',
  path: '/retention',
  permission: 'settings.retention',
  summary: 'What is not kept for ever: the rule of each, whether it is on, and its last run.',
})

export const changeRetentionRoute = declareRoute({
  method: 'PATCH',
  path: '/retention/:subject',
  permission: 'settings.retention',
  summary: 'Sets how long something is kept and what happens then; until it is switched on it is only counted.',
  params: SubjectParams,
  body: Type.Object(
    {
      version: Type.Optional(Type.Integer({ minimum: 0 })),
      keepDays: Type.Optional(Days),
      action: Type.Optional(Type.Enum(['delete', 'pseudonymize'])),
      isActive: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
})

export const previewRetentionRoute = declareRoute({
  method: 'GET',
  path: '/retention/:subject/preview',
  permission: 'settings.retention',
  summary: 'How many records a rule would take now, and the oldest of them.',
  params: SubjectParams,
  query: Type.Object({ keepDays: Type.Optional(Days) }, { additionalProperties: false }),
})

export const runRetentionRoute = declareRoute({
  method: 'POST',
  path: '/retention/run',
  permission: 'settings.retention',
  summary: 'Applies the rules that are on and counts the others, now, as a job.',
  status: 202,
})
