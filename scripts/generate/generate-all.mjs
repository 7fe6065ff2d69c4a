import { register } from 'tsx/esm/api'
import { dumpSchema } from './schema.mjs'
import { rowTypes } from './tables.mjs'

/** Migrates an empty database and derives the generated files. @returns path and text of each */
export async function generateAll() {
  const unregister = register()
  const { startTestCluster, removeTestCluster } = await import('../../server/src/kernel/testing/test-cluster.ts')
  const { withClient } = await import('../../server/src/kernel/database/roles.ts')
  const cluster = await startTestCluster()
  try {
    return await withClient(cluster.template.ownerUrl, async (client) => [
      ['server/src/kernel/database/tables.gen.ts', await rowTypes(client)],
      ['server/schema.sql', await dumpSchema(client)],
    ])
  } finally {
    await removeTestCluster(cluster.dataDir)
    await unregister()
  }
}
