// Sums the compressed script that a browser must have before the first screen is drawn, and fails above the budget.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const budgetBytes = 250_000
const build = new URL('../../build/web/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', build), 'utf8'))
const entry = Object.values(manifest).find((chunk) => chunk.isEntry)

const files = new Set()
const collect = (chunk) => {
  if (files.has(chunk.file)) return
  files.add(chunk.file)
  for (const name of chunk.imports ?? []) collect(manifest[name])
}
collect(entry)

const bytes = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, build))).length, 0)
process.stdout.write(
  `first load: ${(bytes / 1000).toFixed(1)} kB compressed script in ${files.size} files (budget 250 kB)\n`,
)
if (bytes > budgetBytes) process.exit(1)
