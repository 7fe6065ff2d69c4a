#!/usr/bin/env node
// `npm run check`: everything that can be told without running the product. One line per check; at most two at a time.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { root } from './root.mjs'

ensureInstalled()
const bin = (name) => join(root, 'node_modules', '.bin', name)
const node = process.execPath
const house = (name) => [node, '--import', 'tsx', 'scripts/checks/run.ts', name]

const checks = [
  ['types: server', bin('tsc'), '-p', 'server'],
  ['types: web', bin('tsc'), '-p', 'web'],
  ['types: analytics', bin('tsc'), '-p', 'analytics'],
  ['types: browser tests', bin('tsc'), '-p', 'e2e'],
  ['types: checks', bin('tsc'), '-p', 'scripts'],
  ['format and lint', bin('biome'), 'ci', '--error-on-warnings'],
  ['dead code', bin('knip')],
  ['generated files', node, 'scripts/generate.mjs', '--check'],
  ['boundaries', ...house('boundaries')],
  ['circles', ...house('circles')],
  ['statements', ...house('statements')],
  ['lock file', ...house('lock file')],
  ['sizes', ...house('sizes')],
  ['translations', ...house('translations')],
]

const wanted = process.argv.slice(2)
const queue = checks.filter(([name]) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
const failed = []
await Promise.all([work(), work()])
process.stdout.write(failed.length > 0 ? `Failed: ${failed.join(', ')}\n` : 'All checks passed\n')
process.exitCode = failed.length > 0 ? 1 : 0

async function work() {
  for (let check = queue.shift(); check; check = queue.shift()) {
    const [name, program, ...args] = check
    const startedAt = Date.now()
    const { code, output } = await run(program, args)
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
    process.stdout.write(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)\n`)
    if (code === 0) continue
    failed.push(name)
    process.stdout.write(`${output.trimEnd()}\n`)
  }
}

function run(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    child.once('error', (error) => resolve({ code: 1, output: error.message }))
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
