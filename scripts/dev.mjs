#!/usr/bin/env node
// `npm run dev`: the server restarts and the web reloads when a file is saved. Arguments go to `rapport start`.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { root } from './root.mjs'

ensureInstalled()
const bin = (name) => join(root, 'node_modules', '.bin', name)
const serverArgs = [
  'watch',
  '--clear-screen=false',
  'server/src/cli.ts',
  'start',
  '--no-open',
  ...process.argv.slice(2),
]
const children = [
  spawn(bin('tsx'), serverArgs, { cwd: root, stdio: 'inherit' }),
  spawn(bin('vite'), { cwd: join(root, 'web'), stdio: 'inherit' }),
]
for (const child of children) {
  child.once('exit', (code) => {
    for (const other of children) other.kill('SIGTERM')
    process.exitCode ||= code ?? 0
  })
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal)
  })
}
