import { sql } from 'kysely'
import { fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, type FieldError } from '../../kernel/problem.ts'
import { CUSTOM_PREFIX, customFieldRows } from '../custom-fields/custom-fields.ts'
import { dataKeys } from './data-keys.ts'
import { indexesOf, type SensitiveField, sensitiveFields } from './fields.ts'
import { readSensitive } from './formats.ts'

/** Every sensitive field of a record type: declared ones, and the firm's own. */
export async function sensitiveFieldsOf(ctx: Ctx, record: string): Promise<readonly SensitiveField[]> {
  const declared = ctx.entries(sensitiveFields).filter((field) => field.record === record)
  if (declared.length === 0) return []
  const own = (await customFieldRows(ctx, record)).flatMap(({ key, format, shown_tail }) =>
    format === null ? [] : [{ record, key: `${CUSTOM_PREFIX}${key}`, format, shownTail: shown_tail }],
  )
  return [...declared, ...own]
}

export interface ReadValue {
  readonly field: SensitiveField
  readonly value: string | null
}

type Input = Readonly<Record<string, unknown>>

/**
 * Takes the sensitive values out of an input, so that nothing else of the use case ever holds them.
 * @returns the rest of the input and of its `custom`, and the values read by their formats
 * @throws bad-input naming each value that its format refuses or the role may not change
 */
export async function takeSensitive<I extends object>(
  ctx: Ctx,
  record: string,
  input: I & { readonly custom?: Input | undefined },
): Promise<{ readonly rest: I; readonly values: readonly ReadValue[] }> {
  const fields = await sensitiveFieldsOf(ctx, record)
  const values: ReadValue[] = []
  const errors: FieldError[] = []
  const rest: Record<string, unknown> = { ...input }
  const custom: Record<string, unknown> = { ...input.custom }
  for (const field of fields) {
    const isOwn = field.key.startsWith(CUSTOM_PREFIX)
    const [from, key] = isOwn ? [custom, field.key.slice(CUSTOM_PREFIX.length)] : [rest, field.key]
    if (!(key in from) || from[key] === undefined) continue
    const typed = from[key]
    delete from[key]
    const message = problemOf(ctx, field, typed)
    if (message) errors.push({ path: `/${field.key.replace('.', '/')}`, message, params: { field: key } })
    else values.push({ field, value: isEmpty(typed) ? null : readSensitive(field.format, typed as string) })
  }
  if (errors.length > 0) throw badInput(errors)
  if (input.custom) rest.custom = custom
  return { rest: rest as I, values }
}

/**
 * Records that hold one of these values, exactly. @returns each with the value that it was found by
 */
export async function findBySensitive(ctx: Ctx, record: string, key: string, typed: readonly string[]) {
  const field = (await sensitiveFieldsOf(ctx, record)).find((candidate) => candidate.key === key)
  if (!field || typed.length === 0) return []
  const keys = await dataKeys(ctx)
  const byIndex = new Map(
    typed.flatMap((value) =>
      indexesOf(keys, ctx.actor.workspaceId, field, value).map((index) => [index.toString('hex'), value] as const),
    ),
  )
  if (byIndex.size === 0) return []
  const { rows } = await sql<{ recordId: string; index: string }>`
    select s.record_id as "recordId", encode(s.blind_index, 'hex') as index from platform.v_sensitive_value s
    where s.blind_index = any(${[...byIndex.keys()].map((hex) => Buffer.from(hex, 'hex'))}::bytea[])
      and s.record_type = ${record} and s.field = ${key} and s.replaced_by_batch is null`.execute(ctx.db)
  return rows.map(({ recordId, index }) => ({ recordId, value: byIndex.get(index)! }))
}

const isEmpty = (typed: unknown) => typed === null || (typeof typed === 'string' && typed.trim() === '')

function problemOf(ctx: Ctx, field: SensitiveField, typed: unknown): string | null {
  const rule = fieldRule(ctx.actor, field.record, field.key)
  if (rule === 'hidden') return 'problem.field.unknown'
  if (rule) return 'problem.field.read-only'
  if (isEmpty(typed)) return null
  const value = typeof typed === 'string' ? readSensitive(field.format, typed) : null
  return value === null ? `problem.sensitive.${field.format}` : null
}
