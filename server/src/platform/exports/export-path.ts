import { join } from 'node:path'

/** Where the file of an export lies. */
export const exportPath = (dataDir: string, workspaceId: string, id: string): string =>
  join(dataDir, 'files', workspaceId, 'exports', id)
