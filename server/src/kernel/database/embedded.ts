import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import {
  canReach,
  findPostgres,
  type PostgresPrograms,
  type SystemUser,
  serviceUser,
  sharedFolder,
} from './binaries.ts'
import { type ClusterAddress, type ClusterProfile, clusterFiles } from './embedded-settings.ts'
import { isProcessAlive } from './process-lock.ts'
import { StartError } from './start-error.ts'

export interface RunningCluster extends ClusterAddress {
  pid: number
  isReady: boolean
}

export const superuser = 'postgres'
const socketPort = 5432
/** A Unix socket's path holds at most 107 bytes on Linux and 103 on macOS, and PostgreSQL adds `.lock` beside it. */
const socketPathBytesMax = 96

/** The cluster's folder inside the data folder, behind the link that stands there when PostgreSQL's user cannot reach it. */
export function clusterFolder(dataDir: string): string {
  const folder = join(dataDir, 'postgres')
  return existsSync(folder) ? realpathSync(folder) : folder
}

/** The postmaster of this data folder, also one left behind by a crash of the product. */
export function findRunning(dataDir: string): RunningCluster | undefined {
  const folder = clusterFolder(dataDir)
  const pidFile = join(folder, 'postmaster.pid')
  if (!existsSync(pidFile)) return undefined
  const [pidText, , , port, socketFolder, , , status] = readFileSync(pidFile, 'utf8').split('\n')
  const pid = Number(pidText)
  if (!pid || !isPostmasterOf(pid, folder)) return undefined
  return { pid, port: Number(port), host: socketFolder || '127.0.0.1', isReady: status?.trim() === 'ready' }
}

/**
 * Starts PostgreSQL on the data folder, creating the cluster first where there is none.
 * The caller holds the start lock of the data folder and has seen that nothing runs.
 */
export async function startCluster(dataDir: string, password: string, profile: ClusterProfile = 'product') {
  const user = userFor(dataDir)
  const programs = findPostgres(user)
  const folder = prepareFolder(dataDir, user)
  if (!existsSync(join(folder, 'PG_VERSION'))) initialize(programs, folder, user, password, profile)
  refuseOtherMajor(programs, folder)
  const address = await chooseAddress(folder, user)
  for (const [name, text] of clusterFiles(profile, address)) writeFor(user, join(folder, name), text)
  const custom = join(folder, 'custom.conf')
  if (!existsSync(custom)) writeFor(user, custom, '# Settings of your own; they win over postgresql.conf.\n')
  removeStaleLocks(folder, address)
  return launch(programs, dataDir, folder, user)
}

/** Whether a running cluster was started with other settings than this version of the product would give it. */
export function runsOtherwise(dataDir: string, running: RunningCluster, profile: ClusterProfile = 'product'): boolean {
  const folder = clusterFolder(dataDir)
  return [...clusterFiles(profile, running)].some(([name, text]) => readFileSync(join(folder, name), 'utf8') !== text)
}

/** Ends a cluster: open transactions are rolled back, everything committed is on disk. */
export async function stopCluster(running: RunningCluster, signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): Promise<void> {
  kill(running.pid, signal)
  if (await hasEnded(running.pid, 60_000)) return
  // Immediate shutdown: the write-ahead log is replayed at the next start.
  kill(running.pid, 'SIGQUIT')
  await hasEnded(running.pid, 10_000)
}

function userFor(dataDir: string): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const folder = clusterFolder(dataDir)
  const owner = statSync(folder, { throwIfNoEntry: false })
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : serviceUser()
}

function prepareFolder(dataDir: string, user: SystemUser | undefined): string {
  const folder = clusterFolder(dataDir)
  if (!user) {
    const owner = statSync(folder, { throwIfNoEntry: false })
    if (owner && process.getuid && owner.uid !== process.getuid()) {
      throw new StartError(
        `${folder} belongs to another system user (number ${owner.uid}). ` +
          'Start Rapport as the user who created it, or give the whole data folder to the present one (chown -R).',
      )
    }
    return folder
  }
  // Folders like those of mktemp are closed even to passage; what lies inside has its own, closed modes.
  if (!canReach(user, dataDir) && canReach(user, dirname(dataDir))) {
    chmodSync(dataDir, statSync(dataDir).mode | 0o011)
  }
  if (existsSync(folder) || canReach(user, dataDir)) return folder
  const elsewhere = join(sharedFolder, `data-${randomBytes(6).toString('hex')}`)
  mkdirSync(elsewhere, { recursive: true, mode: 0o711 })
  mkdirSync(join(elsewhere, 'postgres'), { mode: 0o700 })
  chownSync(join(elsewhere, 'postgres'), user.uid, user.gid)
  symlinkSync(join(elsewhere, 'postgres'), folder)
  return join(elsewhere, 'postgres')
}

/** Fills a folder beside the final one and renames it, so that a crash never leaves half a cluster. */
function initialize(
  { initdb }: PostgresPrograms,
  folder: string,
  user: SystemUser | undefined,
  password: string,
  profile: ClusterProfile,
): void {
  const draft = `${folder}.new`
  const passwordFile = `${folder}.password`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true, mode: 0o700 })
  if (user) chownSync(draft, user.uid, user.gid)
  writeFor(user, passwordFile, password)
  const result = spawnSync(
    initdb,
    [
      `--pgdata=${draft}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(profile === 'test' ? ['--no-sync'] : []),
    ],
    { encoding: 'utf8', cwd: '/', env: environment(), ...user },
  )
  rmSync(passwordFile, { force: true })
  if (result.status !== 0) {
    rmSync(draft, { recursive: true, force: true })
    throw new StartError(`The database could not be created in ${folder}: ${result.error ?? result.stderr}`)
  }
  rmSync(folder, { recursive: true, force: true })
  renameSync(draft, folder)
}

function refuseOtherMajor({ version }: PostgresPrograms, folder: string): void {
  const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  const major = version.split('.')[0]
  if (found === major) return
  throw new StartError(
    `${folder} was written by PostgreSQL ${found}, and this version of Rapport brings PostgreSQL ${major}. ` +
      'Run the version of Rapport that wrote it, dump the database there with pg_dump, and restore the dump into an empty data folder here.',
  )
}

/** A Unix socket, closed to other users; loopback TCP where there is none. */
async function chooseAddress(folder: string, user: SystemUser | undefined): Promise<ClusterAddress> {
  if (process.platform === 'win32') return { host: '127.0.0.1', port: await freePort() }
  if (Buffer.byteLength(join(folder, `.s.PGSQL.${socketPort}`)) <= socketPathBytesMax) {
    return { host: folder, port: socketPort }
  }
  const { ino } = statSync(folder)
  const host = join(tmpdir(), `rapport-${ino}`)
  mkdirSync(host, { recursive: true, mode: 0o700 })
  if (user) chownSync(host, user.uid, user.gid)
  const owner = user?.uid ?? process.getuid?.()
  const stat = statSync(host)
  if (stat.uid !== owner || (stat.mode & 0o077) !== 0) {
    throw new StartError(
      `${host} must belong to the database alone. Remove it, or use a data folder with a shorter path.`,
    )
  }
  return { host, port: socketPort }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Detached, so that Ctrl-C reaches the product alone, which first finishes its requests and then stops the cluster. */
async function launch(programs: PostgresPrograms, dataDir: string, folder: string, user: SystemUser | undefined) {
  const logFile = join(dataDir, 'postgres.log')
  const until = Date.now() + 120_000
  for (;;) {
    keepLogSmall(logFile)
    const log = openSync(logFile, 'a', 0o600)
    const child = spawn(programs.postgres, ['-D', folder], {
      detached: true,
      stdio: ['ignore', log, log],
      cwd: folder,
      env: environment(),
      ...user,
    })
    closeSync(log)
    let ended: string | undefined
    child.once('error', (error) => (ended = error.message))
    child.once('exit', (code) => (ended ??= `exit code ${code}`))
    child.unref()
    while (ended === undefined && Date.now() < until) {
      const running = findRunning(dataDir)
      if (running?.isReady) return running
      await pause(15)
    }
    // After a crash of the postmaster its last children need a moment to notice and to let go of the shared memory.
    const isStillHeld = /shared memory block .* still in use/.test(lastLines(logFile))
    if (!isStillHeld || Date.now() > until) {
      throw new StartError(
        `PostgreSQL did not start (${ended ?? 'no answer in 120 s'}). See ${logFile}:\n${lastLines(logFile)}`,
      )
    }
    await pause(200)
  }
}

function isPostmasterOf(pid: number, folder: string): boolean {
  if (!isProcessAlive(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch {
    return false
  }
}

/**
 * The pid of a dead postmaster may have been given out again, or wait for its parent; PostgreSQL would then refuse to
 * start. That none of its children lives is still checked by PostgreSQL, through the shared memory of the folder.
 */
function removeStaleLocks(folder: string, { host, port }: ClusterAddress): void {
  rmSync(join(folder, 'postmaster.pid'), { force: true })
  if (host.startsWith('/')) rmSync(join(host, `.s.PGSQL.${port}.lock`), { force: true })
}

function keepLogSmall(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
  if (size > 10_000_000) renameSync(logFile, `${logFile}.1`)
}

function lastLines(logFile: string): string {
  return existsSync(logFile) ? readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-5).join('\n') : ''
}

function writeFor(user: SystemUser | undefined, path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600 })
  if (user) chownSync(path, user.uid, user.gid)
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function hasEnded(pid: number, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs
  while (isProcessAlive(pid)) {
    if (Date.now() > until) return false
    await pause(10)
  }
  return true
}

const environment = () => ({ PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' })
