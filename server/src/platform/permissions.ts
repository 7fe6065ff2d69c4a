import type { RecordType } from '../kernel/query/fields.ts'
import type { Slice } from '../kernel/slice.ts'

/** Words that this slice's routes ask for, beyond those of record types. */
export const platformPermissions = [
  'settings.workspace',
  'settings.users',
  'settings.teams',
  'settings.roles',
  'settings.keys',
  'settings.fields',
  'settings.retention',
  'audit.read',
  'sensitive.find',
  'sensitive.read',
  'views.share',
  'recycle-bin.read',
  'recycle-bin.restore',
] as const

export const wordsOfRecord = ({ type, actions }: RecordType): readonly string[] =>
  ['read', ...actions].map((action) => `${type}.${action}`)

/** Every permission word of the product: those of record types first, then the slices' own. */
export function permissionCatalogue(slices: readonly Slice[]): readonly string[] {
  const ofRecords = slices.flatMap((slice) => slice.records.flatMap(wordsOfRecord))
  return [...new Set([...ofRecords, ...slices.flatMap((slice) => slice.permissions)])]
}
