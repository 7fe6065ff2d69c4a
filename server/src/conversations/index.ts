/** The door of conversations: what higher slices may use. */
export type { InteractionValues } from './interactions/import/interaction-values.ts'
export { importInteractions } from './interactions/import/interactions-target.ts'
export * from './timeline/source.ts'
export { atInZone } from './zoned-time.ts'
