// Installs the libraries when they are missing or not those of package-lock.json. Uses nothing but Node and npm.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, say } from './root.mjs'

const marker = join(root, 'node_modules', '.rapport-lock')
const npmRecord = join(root, 'node_modules', '.package-lock.json')
const lockFile = join(root, 'package-lock.json')
/** npm writes its own record and package-lock.json one after the other. */
const npmWritesWithinMs = 60_000

export function ensureInstalled() {
  refuseOldNode()
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lockHash()) return
  if (!isInstalledByHand()) {
    say('Installing the libraries …')
    npm(['ci', '--include=dev', '--no-audit', '--no-fund'])
  }
  rememberInstalled()
}

/** What is installed is what package-lock.json says now. */
export function rememberInstalled() {
  writeFileSync(marker, lockHash())
}

const lockHash = () => createHash('sha256').update(readFileSync(lockFile)).digest('hex')

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  say(`Rapport needs Node 20.19 or newer; this is ${process.version}.`)
  process.exit(1)
}

function isInstalledByHand() {
  return existsSync(npmRecord) && statSync(npmRecord).mtimeMs + npmWritesWithinMs >= statSync(lockFile).mtimeMs
}

function npm(args) {
  const own = process.env.npm_execpath
  const [program, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []]
  // What npm says goes to stderr: stdout belongs to the command that was asked for.
  const { status } = spawnSync(program, [...first, ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status === 0) return
  say('npm could not install the libraries; what it said is above.')
  process.exit(status ?? 1)
}
