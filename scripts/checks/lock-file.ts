import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface LockEntry {
  version?: string
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}

export interface LockFile {
  packages: Record<string, LockEntry>
}

export interface MissingEntry {
  owner: string
  name: string
  range: string
}

/**
 * Libraries for other systems that package-lock.json does not name. npm leaves them out where a registry does not offer
 * them, and "npm ci" then refuses the whole file.
 */
export function findMissingEntries({ packages }: LockFile): MissingEntry[] {
  return Object.entries(packages).flatMap(([owner, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !isNamed(packages, owner, name))
      .map(([name, range]) => ({ owner, name, range })),
  )
}

/** npm looks in the package's own node_modules and in those of all folders above. */
function isNamed(packages: Record<string, LockEntry>, owner: string, name: string): boolean {
  for (let folder = owner; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true
    if (!folder.includes('/node_modules/')) return packages[`node_modules/${name}`] !== undefined
  }
}

export function findLockFileProblems(root: string): string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as LockFile
  return findMissingEntries(lock).map(
    ({ owner, name }) => `package-lock.json: ${name} of ${owner} is missing; run "node scripts/mend-lock-file.mjs"`,
  )
}
