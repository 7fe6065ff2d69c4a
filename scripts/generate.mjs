#!/usr/bin/env node
// Writes what is derived from the migrated schema: the row types for Kysely and server/schema.sql.
// With --check it writes nothing and fails when a file is not what it should be.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { generateAll } from './generate/generate-all.mjs'

const isCheck = process.argv.includes('--check')
const stale = []
for (const [path, text] of await generateAll()) {
  const present = existsSync(path) ? readFileSync(path, 'utf8') : ''
  if (present === text) continue
  stale.push(path)
  if (!isCheck) writeFileSync(path, text)
}
for (const path of stale) process.stdout.write(`${path} ${isCheck ? 'is not what the migrations make' : 'written'}\n`)
if (isCheck && stale.length > 0) {
  process.stdout.write('Run "npm run generate" and commit the result.\n')
  process.exitCode = 1
}
