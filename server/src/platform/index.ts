/** The door of platform: what higher slices may use. */
export { loadMember } from './auth/load-actor.ts'
export { customFieldsOf, validateCustom, withCustomFields } from './custom-fields/custom-fields.ts'
export { createCustomField } from './custom-fields/definitions.ts'
export * from './erasure/erase-traces.ts'
export { writeExport } from './exports/write-export.ts'
export { type ExportCell, writeDelimited } from './exports/writing/delimited.ts'
export { writeSpreadsheet } from './exports/writing/spreadsheet.ts'
export { sendAttachment } from './files/files.ts'
export { type PdfBlock, renderPdf } from './pdf/render-pdf.ts'
export { permissionCatalogue } from './permissions.ts'
export { createPlatform, type Platform } from './platform.ts'
export { movedColumns } from './records/moved-columns.ts'
export { purgedTogether, recordFaces, recordParts, recordTypes } from './records/registry.ts'
export { type RetentionSubject, retentionSubjects } from './retention/registry.ts'
export { findRoleNamed } from './roles/find-role.ts'
export { type SensitiveField, sensitiveField, sensitiveFields, sensitivePart } from './sensitive/fields.ts'
export { readSensitive } from './sensitive/formats.ts'
export { refuseSealedFilter } from './sensitive/guard.ts'
export { findBySensitive, type ReadValue, sensitiveFieldsOf, takeSensitive } from './sensitive/input.ts'
export {
  forgetPreviousMaster,
  type MasterKeys,
  masterKeyring,
  masterKeysOf,
  openMasterKeys,
  renewMaster,
} from './sensitive/master-keys.ts'
export { checkMasterKeys, rewrapDataKeys, startRotation } from './sensitive/rotate.ts'
export { sensitiveChangedSince, undoSensitiveBatch } from './sensitive/undo-batch.ts'
export { destroySensitive, moveSensitive, readSensitiveValues, writeSensitive } from './sensitive/values.ts'
export { createTeam } from './teams/teams.ts'
export { createTerritory } from './teams/territories.ts'
export { type RequestUndo, requestUndos } from './undo/undo.ts'
export { addUser } from './users/users.ts'
export { createView } from './views/views.ts'
export { listWorkspaces } from './workspaces/find-workspace.ts'
