import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { clusterFolder, findRunning, startCluster, stopCluster, superuser } from '../database/embedded.ts'
import { migrate } from '../database/migrate.ts'
import { isAlive, ownIdentity, readIdentity } from '../database/process-lock.ts'
import { clusterUrl, type DatabaseUrls, prepareCluster } from '../database/roles.ts'
import { dataSecret } from '../database/secrets.ts'

/** A throw-away PostgreSQL with one fully migrated database, to be cloned. */
export interface TestCluster {
  dataDir: string
  adminUrl: string
  /** The migrated database; nobody may stay connected to it while it is cloned. */
  template: DatabaseUrls
}

const prefix = 'rapport-test-'

/** Starts PostgreSQL without durability in the system's folder for temporary files, and migrates it. */
export async function startTestCluster(): Promise<TestCluster> {
  await sweep()
  const dataDir = mkdtempSync(join(tmpdir(), prefix))
  writeFileSync(join(dataDir, 'owner.json'), JSON.stringify(ownIdentity()))
  try {
    const password = await dataSecret(dataDir, superuser)
    const running = await startCluster(dataDir, password, 'test')
    const template = await prepareCluster(dataDir, running)
    await migrate(template.ownerUrl)
    await runMigrations({ connectionString: template.jobsUrl })
    return { dataDir, adminUrl: clusterUrl(running, superuser, password, 'postgres'), template }
  } catch (error) {
    await removeTestCluster(dataDir)
    throw error
  }
}

/** Ends the cluster at once, whoever is still connected, and removes its files. */
export async function removeTestCluster(dataDir: string): Promise<void> {
  const running = findRunning(dataDir)
  const folder = clusterFolder(dataDir)
  if (running) await stopCluster(running, 'SIGQUIT')
  rmSync(folder, { recursive: true, force: true })
  rmSync(dataDir, { recursive: true, force: true })
}

/** The URLs of the template, leading to another database of the same cluster. */
export function urlsOf(cluster: TestCluster, database: string): DatabaseUrls {
  const { ownerUrl, appUrl, jobsUrl } = cluster.template
  return {
    ownerUrl: inDatabase(ownerUrl, database),
    appUrl: inDatabase(appUrl, database),
    jobsUrl: inDatabase(jobsUrl, database),
  }
}

export async function asAdmin(cluster: TestCluster, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.adminUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function inDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

/** Clusters whose test run was killed. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const dataDir = join(tmpdir(), name)
    const owner = readIdentity(join(dataDir, 'owner.json'))
    if (owner && !isAlive(owner)) await removeTestCluster(dataDir)
  }
}
