import { type Static, Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'

const Named = Type.Object({ id: Type.String({ format: 'uuid' }), name: Type.String() })
const Day = Type.String({ format: 'date' })
/** Minor units. */
const Money = Type.Object({ amount: Type.Integer(), currency: Type.String() })

const Figure = Type.Object({
  key: Type.String(),
  label: Type.String(),
  value: Type.Union([Type.Number(), Money]),
  unit: Type.Union([Type.Literal('count'), Type.Literal('money')]),
  tone: Type.Optional(Type.String()),
  /** The list that the figure counts. */
  href: Type.Optional(Type.String()),
})
export type Figure = Static<typeof Figure>

const Proposal = Type.Object({
  id: Type.String(),
  customer: Named,
  title: Type.String(),
  reason: Type.String(),
  kind: Type.Union([
    Type.Literal('birthday'),
    Type.Literal('reorder'),
    Type.Literal('slowing'),
    Type.Literal('quiet'),
    Type.Literal('incomplete'),
  ]),
  /** What is at stake: the customer's usual order. */
  worth: Type.Optional(Money),
  href: Type.String(),
})
export type Proposal = Static<typeof Proposal>

const Upcoming = Type.Object({
  date: Day,
  kind: Type.Union([Type.Literal('birthday'), Type.Literal('anniversary')]),
  title: Type.String(),
  customer: Named,
})
export type Upcoming = Static<typeof Upcoming>

const Activity = Type.Object({
  at: Type.String({ format: 'date-time' }),
  actor: Type.Optional(Named),
  text: Type.String(),
  customer: Type.Optional(Named),
  href: Type.Optional(Type.String()),
})
export type Activity = Static<typeof Activity>

const DataQuality = Type.Object({
  /** Average, in percent; of a sample of 1,000 where there are more. */
  completeness: Type.Optional(Type.Integer()),
  withoutOwner: Type.Optional(Type.Integer()),
  withoutContact: Type.Optional(Type.Integer()),
})
export type DataQuality = Static<typeof DataQuality>

const Home = Type.Object({
  greetingName: Type.String(),
  today: Type.Object({ date: Day, lunar: Type.String() }),
  figures: Type.Array(Figure),
  proposals: Type.Array(Proposal),
  upcoming: Type.Array(Upcoming),
  activity: Type.Array(Activity),
  dataQuality: Type.Optional(DataQuality),
})
export type Home = Static<typeof Home>

export const homeRoute = declareRoute({
  method: 'GET',
  path: '/home',
  permission: 'signed-in',
  summary: 'The day of whoever asks: figures, what to do next with reasons, what is coming, what colleagues did.',
  response: Home,
})
