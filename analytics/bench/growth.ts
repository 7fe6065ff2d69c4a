import { readFileSync, writeFileSync } from 'node:fs'
import { repositoryFile } from '../verify/_figure.ts'
import { measureGrowth } from '../verify/_growth.ts'
import { GROWTH_HEADING, growthSection } from '../verify/_report.ts'

/** Times and memory of the analytics as data grow, printed and put into the last section of `docs/analytics.md`. */
const section = growthSection(measureGrowth())
process.stdout.write(`${section}\n`)
const page = repositoryFile('docs/analytics.md')
const text = readFileSync(page, 'utf8')
const start = text.indexOf(GROWTH_HEADING)
if (start >= 0) writeFileSync(page, `${text.slice(0, start)}${section}\n`)
