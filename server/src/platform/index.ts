/** The door of platform: what higher slices may use. */
export { customFieldsOf, validateCustom, withCustomFields } from './custom-fields/custom-fields.ts'
export { type ExportRequest, type ExportSource, writeExport } from './exports/write-export.ts'
export { type ExportCell, writeDelimited } from './exports/writing/delimited.ts'
export { writeSpreadsheet } from './exports/writing/spreadsheet.ts'
export { type FileSubject, listFiles, uploadFile } from './files/files.ts'
export { permissionCatalogue } from './permissions.ts'
export { createPlatform, type Platform } from './platform.ts'
export {
  findRecord,
  type KnownRecord,
  knownRecords,
  type RecordFace,
  type RecordPart,
  recordFaces,
  recordParts,
  recordTypes,
} from './records/registry.ts'
