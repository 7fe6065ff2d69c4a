export type { UsedRule } from './blocking.ts'
export { groupLinks } from './cluster.ts'
export { type Comparator, ROLES, type Role } from './comparator.ts'
export { comparatorFor } from './comparators.ts'
export {
  type DuplicateColumn,
  type DuplicateOptions,
  type DuplicatePair,
  type Duplicates,
  findDuplicates,
} from './find.ts'
export type { DuplicateModel, FieldModel } from './model.ts'
export { type NameParts, splitName } from './names/split-name.ts'
export { type RecognizedColumn, recognizeRoles } from './recognize.ts'
export {
  blockingKeys,
  type EvidenceLine,
  type PairScore,
  type PreparedRecord,
  prepareRecord,
  type RecordValues,
  scorePair,
  statedModel,
} from './record.ts'
