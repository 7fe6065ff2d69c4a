import type { FieldError } from '../problem.ts'

const DEPTH_MAX = 24
const ERRORS_MAX = 20

/** Finds what PostgreSQL cannot store (NUL, lone surrogates) and nesting that no input of ours has. */
export function findUnstorable(value: unknown): FieldError[] {
  const errors: FieldError[] = []
  walk(value, '', 0, errors)
  return errors
}

function walk(value: unknown, path: string, depth: number, errors: FieldError[]): void {
  if (errors.length >= ERRORS_MAX) return
  if (typeof value === 'string') {
    if (value.includes('\u0000') || !value.isWellFormed()) errors.push({ path, message: 'problem.field.characters' })
  } else if (typeof value === 'object' && value !== null) {
    if (depth >= DEPTH_MAX) {
      errors.push({ path: path.slice(0, 200), message: 'problem.field.depth' })
      return
    }
    for (const [key, item] of Object.entries(value)) {
      if (key.includes('\u0000') || !key.isWellFormed()) errors.push({ path, message: 'problem.field.characters' })
      walk(item, `${path}/${key}`, depth + 1, errors)
    }
  }
}
