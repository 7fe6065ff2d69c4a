#!/usr/bin/env node
// Names in package-lock.json the libraries for other systems that npm left out because its registry did not offer them.
// Without them "npm ci" refuses the whole file; with them it skips what is not for this machine.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { register } from 'tsx/esm/api'
import { rememberInstalled } from './install.mjs'
import { root, say } from './root.mjs'

register()
const { findMissingEntries } = await import('./checks/lock-file.ts')
const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm64', 'x64', 'ia32', 'riscv64', 's390x', 'ppc64', 'loong64', 'arm']

const path = join(root, 'package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8'))
for (const { owner, name, range } of findMissingEntries(lock)) {
  if (!/^\d+\.\d+\.\d+/.test(range)) throw new Error(`${name} of ${owner} asks for ${range}, which is not one version`)
  const words = name.split(/[/-]/)
  const os = systems.find((system) => words.includes(system))
  const cpu = processors.find((processor) => words.includes(processor))
  if (!os || !cpu) throw new Error(`${name} of ${owner} does not say in its name for which system it is`)
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : undefined
  const { dev } = lock.packages[owner]
  lock.packages[`node_modules/${name}`] = {
    version: range,
    cpu: [cpu],
    ...(dev && { dev }),
    ...(libc && { libc }),
    optional: true,
    os: [os],
  }
  say(`${name}@${range}`)
}
const byName = ([a], [b]) => a.localeCompare(b, 'en')
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(byName))
// What is named only now is not for this machine, so what is installed stays right.
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
rememberInstalled()
