import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { root, say } from './root.mjs'

/**
 * Runs the TypeScript programs of a folder one after the other: all, or those named on the command line, whose
 * other arguments go to each. A program is a file directly in the folder that is neither a test nor a part (`_name.ts`).
 */
export function launchFolder(folder, args) {
  ensureInstalled()
  const path = join(root, folder)
  const programs = existsSync(path)
    ? readdirSync(path).filter((name) => /\.ts$/.test(name) && !/\.test\.ts$|^_/.test(name))
    : []
  const names = programs.map((name) => basename(name, '.ts'))
  const chosen = args.filter((arg) => names.includes(arg))
  const rest = args.filter((arg) => !names.includes(arg))
  const failed = []
  for (const name of chosen.length > 0 ? chosen : names.sort()) {
    say(`${folder}/${name}`)
    const { status } = spawnSync(process.execPath, ['--import', 'tsx', join(path, `${name}.ts`), ...rest], {
      cwd: root,
      stdio: 'inherit',
    })
    if (status !== 0) failed.push(name)
  }
  if (names.length === 0) say(`There is nothing to run in ${folder}.`)
  if (failed.length > 0) say(`Failed: ${failed.join(', ')}`)
  process.exitCode = failed.length > 0 ? 1 : 0
}
