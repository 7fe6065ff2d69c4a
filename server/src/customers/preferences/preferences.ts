import { Type } from 'typebox'
import type { Collection } from '../collection.ts'

export const PREFERENCE_KINDS = [
  'colour',
  'style',
  'hobby',
  'dislike',
  'diet',
  'drink',
  'contact-time',
  'anniversary',
  'gift',
  'other',
] as const

/** What lets staff treat a person as a person. */
export const preferences: Collection = {
  path: 'preferences',
  table: {
    table: 'customers.preference',
    type: 'preference',
    events: 'customers.preference',
    customerColumn: 'customer_id',
  },
  view: 'customers.v_preference',
  body: Type.Object(
    {
      kind: Type.Enum(PREFERENCE_KINDS),
      value: Type.String({ minLength: 1, maxLength: 1000 }),
      date: Type.Optional(Type.Union([Type.String({ format: 'date' }), Type.Null()])),
    },
    { additionalProperties: false },
  ),
  toColumns: (_ctx, { date, ...input }) => ({ ...input, ...(date !== undefined && { on_day: date }) }),
  output: 'r.kind, r.value, r.on_day as "date"',
  order: 'r.created_at, r.id',
}

export const EXPECTATION_SOURCES = [
  'word-of-mouth',
  'brand',
  'values',
  'situation',
  'experience-with-us',
  'experience-elsewhere',
] as const
export const EXPECTATION_SUBJECTS = ['quality', 'price', 'delivery', 'service', 'relationship', 'other'] as const

/** What the customer expects of us, and where the expectation comes from. */
export const expectations: Collection = {
  path: 'expectations',
  table: {
    table: 'customers.expectation',
    type: 'expectation',
    events: 'customers.expectation',
    customerColumn: 'customer_id',
  },
  view: 'customers.v_expectation',
  body: Type.Object(
    {
      about: Type.Enum(EXPECTATION_SUBJECTS),
      source: Type.Enum(EXPECTATION_SOURCES),
      text: Type.String({ minLength: 1, maxLength: 4000 }),
      level: Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: 5 }), Type.Null()])),
    },
    { additionalProperties: false },
  ),
  toColumns: (_ctx, input) => input,
  output: 'r.about, r.source, r.text, r.level',
  order: 'r.created_at, r.id',
}
