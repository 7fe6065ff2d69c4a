/** The door of platform: what higher slices may use. */
export { customFieldsOf, validateCustom, withCustomFields } from './custom-fields/custom-fields.ts'
export { writeExport } from './exports/write-export.ts'
export { type ExportCell, writeDelimited } from './exports/writing/delimited.ts'
export { writeSpreadsheet } from './exports/writing/spreadsheet.ts'
export { permissionCatalogue } from './permissions.ts'
export { createPlatform, type Platform } from './platform.ts'
export { recordFaces, recordParts, recordTypes } from './records/registry.ts'
export { listWorkspaces } from './workspaces/find-workspace.ts'
