import { join } from 'node:path'

/** Where the file of a package lies until it expires. */
export const packagePath = (dataDir: string, workspaceId: string, id: string): string =>
  join(dataDir, 'files', workspaceId, 'privacy', `${id}.zip`)
