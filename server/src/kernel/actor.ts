/** How far a person sees into a record type. `own` includes records where they are the backup owner. */
export type RecordScope = 'own' | 'team' | 'territory' | 'all'

/** What a role does to a single field: hidden fields do not exist for the actor, masked ones are shortened by the database. */
export type FieldRule = 'hidden' | 'masked' | 'read-only'

export type Language = 'en' | 'zh-CN'
export const LANGUAGES: readonly Language[] = ['zh-CN', 'en']

/** Who acts, in which workspace, and what they may do. Built once per request by the platform slice. */
export interface Actor {
  readonly workspaceId: string
  readonly userId: string | null
  readonly keyId: string | null
  readonly name: string
  readonly permissions: ReadonlySet<string>
  /** Record type → scope. A type that is absent counts as `own`. */
  readonly scopes: Readonly<Record<string, RecordScope>>
  /** Own teams and every team below them in the tree. */
  readonly teamIds: readonly string[]
  readonly territoryIds: readonly string[]
  /** `record.field` → rule. */
  readonly fieldRules: Readonly<Record<string, FieldRule>>
  readonly language: Language
  readonly timeZone: string
  readonly currency: string
  readonly country: string
}

export function can(actor: Actor, permission: string): boolean {
  return actor.permissions.has(permission)
}

export function fieldRule(actor: Actor, record: string, field: string): FieldRule | undefined {
  return actor.fieldRules[`${record}.${field}`]
}

export function scopeOf(actor: Actor, record: string): RecordScope {
  return actor.scopes[record] ?? 'own'
}
