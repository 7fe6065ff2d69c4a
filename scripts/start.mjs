#!/usr/bin/env node
// `npm start`: the same as `npx rapport start`, with all its options after `--`.
process.argv.splice(2, 0, 'start')
await import('./rapport.mjs')
