import { type Static, Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'

export const INTERACTION_KINDS = ['call', 'visit', 'mail', 'meeting', 'note', 'chat', 'sms'] as const
export type InteractionKind = (typeof INTERACTION_KINDS)[number]
export const DIRECTIONS = ['in', 'out', 'none'] as const
export type Direction = (typeof DIRECTIONS)[number]

const Id = Type.String({ format: 'uuid' })
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()])
const Params = Type.Object({ id: Id })

const details = {
  direction: Type.Optional(Type.Enum(DIRECTIONS)),
  occurredAt: Type.Optional(Type.String({ format: 'date-time' })),
  subject: Type.Optional(Nullable(Type.String({ maxLength: 400 }))),
  body: Type.Optional(Nullable(Type.String({ maxLength: 200_000 }))),
  durationMinutes: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 100_000 }))),
  externalId: Type.Optional(Nullable(Type.String({ maxLength: 200 }))),
}

export const NewInteraction = Type.Object(
  {
    customerId: Type.Optional(Nullable(Id)),
    kind: Type.Enum(INTERACTION_KINDS),
    /** Who of us took part; the caller when omitted. */
    by: Type.Optional(Id),
    ...details,
  },
  { additionalProperties: false },
)
export type NewInteraction = Static<typeof NewInteraction>

export const InteractionChanges = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    kind: Type.Optional(Type.Enum(INTERACTION_KINDS)),
    by: Type.Optional(Nullable(Id)),
    ...details,
  },
  { additionalProperties: false },
)
export type InteractionChanges = Static<typeof InteractionChanges>

export const createInteractionRoute = declareRoute({
  method: 'POST',
  path: '/interactions',
  permission: 'interaction.create',
  summary: 'Logs a call, visit, mail, meeting, note, chat or text message.',
  body: NewInteraction,
  status: 201,
})

export const changeInteractionRoute = declareRoute({
  method: 'PATCH',
  path: '/interactions/:id',
  permission: 'interaction.update',
  summary: 'Changes an interaction; 409 when somebody changed it since the version given.',
  params: Params,
  body: InteractionChanges,
})

export const deleteInteractionRoute = declareRoute({
  method: 'DELETE',
  path: '/interactions/:id',
  permission: 'interaction.delete',
  summary: 'Moves an interaction to the recycle bin.',
  params: Params,
  query: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1 })) }, { additionalProperties: false }),
  status: 204,
})
