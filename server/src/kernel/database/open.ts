import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { findRunning, type RunningCluster, runsOtherwise, startCluster, stopCluster, superuser } from './embedded.ts'
import { isAlive, ownIdentity, readIdentity, tryLock, withLock } from './process-lock.ts'
import {
  clusterUrl,
  type DatabaseUrls,
  type ExternalDatabase,
  prepareCluster,
  prepareExternal,
  withClient,
} from './roles.ts'
import { dataSecret } from './secrets.ts'
import { exitCodeFolderInUse, StartError } from './start-error.ts'

export interface OpenDatabase extends DatabaseUrls {
  mode: 'embedded' | 'external'
  /** Whether this call started the embedded PostgreSQL. */
  startedHere: boolean
  /** Leaves the database. The last process that leaves the embedded PostgreSQL stops it. */
  stop: () => Promise<void>
}

export interface DatabaseLocation extends Partial<ExternalDatabase> {
  dataDir: string
}

/**
 * Opens the database of a data folder, starting the embedded PostgreSQL if nobody has; any number of processes may.
 * @throws StartError with words on what to do.
 */
export async function openDatabase(location: DatabaseLocation): Promise<OpenDatabase> {
  const dataDir = makeDataFolder(location.dataDir)
  if (location.databaseUrl) {
    const urls = await prepareExternal(dataDir, { ...location, databaseUrl: location.databaseUrl })
    return { ...urls, mode: 'external', startedHere: false, stop: async () => undefined }
  }
  return withStartLock(dataDir, async () => {
    const others = users(dataDir)
    const leave = enter(dataDir)
    try {
      const adopted = await adopt(dataDir, others.length > 0)
      const running = adopted ?? (await startCluster(dataDir, await dataSecret(dataDir, superuser)))
      const urls = await prepareCluster(dataDir, running)
      return { ...urls, mode: 'embedded' as const, startedHere: !adopted, stop: () => stop(dataDir, leave) }
    } catch (error) {
      leave()
      throw error
    }
  })
}

/**
 * Keeps the data folder for the one product process that may serve it.
 * @returns a function that gives it back. @throws StartError with exit code 3 when another process has it.
 */
export function holdDataFolder(dataDir: string): () => void {
  const folder = makeDataFolder(dataDir)
  const lock = tryLock(join(folder, 'rapport.lock'))
  if (typeof lock === 'function') return lock
  throw new StartError(
    `Rapport already runs on ${folder} (process ${lock.pid}). Use that one, stop it first, or choose another folder with --data.`,
    exitCodeFolderInUse,
  )
}

function makeDataFolder(dataDir: string): string {
  const folder = resolve(dataDir)
  try {
    // Root's folder must let the user of PostgreSQL pass; every private file in it is closed by its own mode.
    mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    const probe = join(folder, `.write-${randomUUID()}`)
    writeFileSync(probe, '')
    rmSync(probe)
    return folder
  } catch (cause) {
    throw new StartError(
      `The data folder ${folder} is not writable for this user. Choose another with --data, or change its owner.`,
      1,
      { cause },
    )
  }
}

const withStartLock = <T>(dataDir: string, work: () => Promise<T>) => withLock(join(dataDir, 'postgres.lock'), work)

/** The cluster that runs already, unless it is a leftover that does not answer or has other settings. */
async function adopt(dataDir: string, isInUse: boolean): Promise<RunningCluster | undefined> {
  const running = findRunning(dataDir)
  if (!running) return undefined
  if (isInUse || (running.isReady && !runsOtherwise(dataDir, running) && (await answers(dataDir, running))))
    return running
  await stopCluster(running)
  return undefined
}

async function answers(dataDir: string, running: RunningCluster): Promise<boolean> {
  try {
    const url = clusterUrl(running, superuser, await dataSecret(dataDir, superuser), 'postgres')
    return await withClient(url, async (client) => (await client.query('select 1')).rowCount === 1)
  } catch {
    return false
  }
}

/** Each process that uses the cluster leaves a file with its identity, so that the last one knows it is the last. */
function enter(dataDir: string): () => void {
  const folder = join(dataDir, 'postgres.users')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${process.pid}-${randomUUID()}`)
  writeFileSync(path, JSON.stringify(ownIdentity()), { mode: 0o600 })
  return () => rmSync(path, { force: true })
}

function users(dataDir: string): string[] {
  const folder = join(dataDir, 'postgres.users')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return readdirSync(folder).filter((name) => {
    const user = readIdentity(join(folder, name))
    if (user && isAlive(user)) return true
    rmSync(join(folder, name), { force: true })
    return false
  })
}

async function stop(dataDir: string, leave: () => void): Promise<void> {
  await withStartLock(dataDir, async () => {
    leave()
    const running = findRunning(dataDir)
    if (running && users(dataDir).length === 0) await stopCluster(running)
  })
}
