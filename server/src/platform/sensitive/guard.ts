import { can } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, forbidden } from '../../kernel/problem.ts'
import type { RecordType } from '../../kernel/query/fields.ts'
import { mayReveal, SENSITIVE_READ } from './fields.ts'
import { sensitiveFieldsOf } from './input.ts'

/** The sensitive fields among those named, for an export in the clear. @throws not-permitted without the word */
export async function openedFields(ctx: Ctx, record: string, keys: readonly string[]): Promise<readonly string[]> {
  if (!can(ctx.actor, SENSITIVE_READ)) throw forbidden(SENSITIVE_READ)
  const sealed = (await sensitiveFieldsOf(ctx, record)).filter(({ key }) => keys.includes(key))
  if (sealed.some(({ key }) => !mayReveal(ctx.actor, record, key))) throw forbidden(SENSITIVE_READ)
  return sealed.map(({ key }) => key)
}

/**
 * `record` is the one with the firm's own fields. A filter that is going to be stored (a view, an export) may not hold the very value that the database keeps sealed.
 * Asking whether a field is filled may be stored. @throws bad-input
 */
export function refuseSealedFilter(record: RecordType, tree: unknown): void {
  const sealed = new Set(record.fields.filter(({ type }) => type === 'sensitive').map(({ key }) => key))
  const found = namedIn(tree).find(({ field, op }) => sealed.has(field) && (op === 'eq' || op === 'in'))
  if (found) {
    throw badInput([{ path: '/filter', message: 'problem.sensitive.not-kept', params: { field: found.field } }])
  }
}

interface Term {
  readonly field: string
  readonly op: string
}

function namedIn(node: unknown): Term[] {
  if (Array.isArray(node)) return node.flatMap(namedIn)
  if (typeof node !== 'object' || node === null) return []
  const { field, op } = node as { field?: unknown; op?: unknown }
  const own = typeof field === 'string' && typeof op === 'string' ? [{ field, op }] : []
  return [...own, ...Object.values(node).flatMap(namedIn)]
}
