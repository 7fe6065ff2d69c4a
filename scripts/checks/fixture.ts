import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A small checkout of these files for a check to look at; `remove` ends it. */
export function plant(files: Record<string, string>): { root: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'planted-'))
  for (const [path, text] of Object.entries({ 'analytics/package.json': '{}', ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return { root, remove: () => rmSync(root, { recursive: true }) }
}

/** What the check finds in a checkout of these files. */
export function findIn(check: (root: string) => string[], files: Record<string, string>): string[] {
  const { root, remove } = plant(files)
  try {
    return check(root)
  } finally {
    remove()
  }
}
