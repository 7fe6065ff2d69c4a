import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { arrows, sliceOf } from './arrows.ts'
import { type Import, importsOf, isTestFile, readSources } from './source.ts'

/** Imports that go against an arrow of ARCHITECTURE.md or past a slice's door. */
export function findBoundaryProblems(root: string): string[] {
  const sources = readSources(root, ['analytics/src', 'server/src', 'web/src'])
  const imports = sources.filter(({ path }) => !isTestFile(path)).flatMap((file) => importsOf(root, file))
  const unknown = [...new Set(sources.filter(({ path }) => !isTestFile(path)).map(({ path }) => sliceOf(path)))]
    .filter((slice) => slice !== undefined && !arrows[slice])
    .map((slice) => `server/src/${slice}: not a slice that scripts/checks/arrows.ts knows`)
  const allowed = analyticsLibraries(root)
  const reasons = imports.map((one) => ({ one, reason: reasonAgainst(one, allowed) }))
  return [...unknown, ...reasons.flatMap(({ one, reason }) => (reason ? [`${one.from}:${one.line}: ${reason}`] : []))]
}

function reasonAgainst(one: Import, analyticsMayUse: ReadonlySet<string>): string | undefined {
  if (one.isOwn && isTestFile(one.target) && !one.target.includes('/fixtures/')) return `${one.target} is for tests`
  if (one.from.startsWith('analytics/')) return againstAnalytics(one, analyticsMayUse)
  if (!one.isOwn) return undefined
  if (one.from.startsWith('web/')) return againstWeb(one)
  return againstServer(one)
}

function againstAnalytics({ target, isOwn }: Import, mayUse: ReadonlySet<string>): string | undefined {
  if (isOwn) return target.startsWith('analytics/') ? undefined : `analytics uses nothing of the product (${target})`
  const library = target.split('/', target.startsWith('@') ? 2 : 1).join('/')
  return mayUse.has(library) ? undefined : `analytics is pure: no I/O, no platform (${target})`
}

function againstWeb({ target }: Import): string | undefined {
  if (target.startsWith('web/')) return undefined
  if (/^server\/src\/.*\bcontract\.ts$/.test(target)) return undefined
  return `the web uses a slice's contract.ts and nothing else of the server (${target})`
}

function againstServer({ from, target, isTypeOnly }: Import): string | undefined {
  const own = sliceOf(from)
  if (target.startsWith('web/')) return `the server knows nothing of the web (${target})`
  if (target.startsWith('analytics/')) return own === 'kernel' ? 'the kernel uses nothing but npm' : undefined
  const other = sliceOf(target)
  if (own === other) return undefined
  if (own === undefined) return againstApp(target)
  if (other === undefined) return `only tests may use what stands above the slices (${target})`
  if (isTypeOnly && target === `server/src/${other}/events.ts`) return undefined
  if (!arrows[own]?.includes(other)) return `${own} may not use ${other} (${target})`
  return other === 'kernel' || target === `server/src/${other}/index.ts`
    ? undefined
    : `${other} is entered by its index.ts (${target})`
}

function againstApp(target: string): string | undefined {
  const isDoor = sliceOf(target) === 'kernel' || /^server\/src\/[^/]+\/(slice|index|contract)\.ts$/.test(target)
  return isDoor ? undefined : `app.ts and cli.ts use a slice's slice.ts and index.ts (${target})`
}

function analyticsLibraries(root: string): ReadonlySet<string> {
  const text = readFileSync(join(root, 'analytics', 'package.json'), 'utf8')
  return new Set(Object.keys((JSON.parse(text) as { dependencies?: object }).dependencies ?? {}))
}
