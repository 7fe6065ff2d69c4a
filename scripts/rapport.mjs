#!/usr/bin/env node
// The command line: installs and builds what is missing, then hands over to server/src/cli.ts.
import { ensureInstalled } from './install.mjs'

ensureInstalled()
const { buildStale, builtCli } = await import('./build.mjs')
const isServing = process.argv[2] === 'start'
await buildStale(isServing ? ['server', 'web'] : ['server'])
await import(builtCli())
