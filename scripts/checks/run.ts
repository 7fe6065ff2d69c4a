import { findBoundaryProblems } from './boundaries.ts'
import { findCircles } from './circles.ts'
import { findLockFileProblems } from './lock-file.ts'
import { findOversized } from './sizes.ts'
import { findStatementProblems } from './statements.ts'
import { findTranslationProblems } from './translations.ts'

const checks: Record<string, (root: string) => string[]> = {
  boundaries: findBoundaryProblems,
  circles: findCircles,
  'lock file': findLockFileProblems,
  sizes: findOversized,
  statements: findStatementProblems,
  translations: findTranslationProblems,
}

const check = checks[process.argv[2] ?? '']
const problems = check ? check(process.cwd()) : [`There is no check called ${process.argv[2]}`]
for (const problem of problems) process.stdout.write(`${problem}\n`)
process.exitCode = problems.length > 0 ? 1 : 0
