import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { root, say } from './root.mjs'

/**
 * Runs the TypeScript programs of folders one after the other: all, or those named on the command line, whose
 * other arguments go to each. A program is a file directly in a folder that is neither a test nor a part (`_name.ts`).
 */
export function launchFolders(folders, args) {
  ensureInstalled()
  const programs = folders.flatMap(programsOf)
  const names = programs.map(({ name }) => name)
  const chosen = args.filter((arg) => names.includes(arg))
  const rest = args.filter((arg) => !names.includes(arg))
  const failed = []
  for (const { name, path } of programs) {
    if (chosen.length > 0 && !chosen.includes(name)) continue
    say(relative(root, path))
    const { status } = spawnSync(process.execPath, ['--import', 'tsx', path, ...rest], { cwd: root, stdio: 'inherit' })
    if (status !== 0) failed.push(name)
  }
  if (failed.length > 0) say(`Failed: ${failed.join(', ')}`)
  process.exitCode = failed.length > 0 ? 1 : 0
}

function programsOf(folder) {
  const path = join(root, folder)
  const files = existsSync(path) ? readdirSync(path).sort() : []
  return files
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|^_/.test(file))
    .map((file) => ({ name: basename(file, '.ts'), path: join(path, file) }))
}
