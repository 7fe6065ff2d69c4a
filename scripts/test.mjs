#!/usr/bin/env node
// `npm test`: unit, database, HTTP and browser tests. The last line is "N passed, N failed", and the exit code says the same.
// Arguments go to Vitest and leave the browser tests out.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBrowser } from './browser.mjs'
import { ensureInstalled } from './install.mjs'
import { root, say } from './root.mjs'
import { countPlaywright, countVitest, sum } from './test-counts.mjs'

const runnerMinutesMax = 45
const filters = process.argv.slice(2)
const reports = mkdtempSync(join(tmpdir(), 'rapport-reports-'))
let child
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child?.kill(signal))

ensureInstalled()
const { buildStale } = await import('./build.mjs')
const counts = []
if (await step('build', () => buildStale())) {
  counts.push(await vitest())
  const hasBrowserTests = existsSync(join(root, 'e2e', 'playwright.config.ts'))
  if (filters.length === 0 && hasBrowserTests) counts.push(await playwright())
}
rmSync(reports, { recursive: true, force: true })
const { passed, failed } = sum(counts)
process.exitCode = failed > 0 ? 1 : 0
process.stdout.write(`${passed} passed, ${failed} failed\n`)

async function step(name, work) {
  try {
    await work()
    return true
  } catch (error) {
    say(`The ${name} failed: ${error.message}`)
    counts.push({ passed: 0, failed: 1 })
    return false
  }
}

async function vitest() {
  const file = join(reports, 'vitest.json')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...filters]
  return countVitest(read(file, await run('vitest', args, process.env)))
}

async function playwright() {
  const browser = findBrowser()
  if (!browser) return { passed: 0, failed: 1 }
  const file = join(reports, 'playwright.json')
  const env = { ...process.env, CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: file }
  const args = ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json']
  return countPlaywright(read(file, await run('playwright', args, env)))
}

function run(name, args, env) {
  return new Promise((resolve) => {
    child = spawn(join(root, 'node_modules', '.bin', name), args, { cwd: root, stdio: 'inherit', env })
    const timer = setTimeout(() => {
      say(`${name} took more than ${runnerMinutesMax} minutes and is ended.`)
      child.kill('SIGKILL')
    }, runnerMinutesMax * 60_000)
    child.once('error', (error) => say(error.message))
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve(code ?? 1)
    })
  })
}

function read(file, exitCode) {
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
  return { report, exitCode }
}
