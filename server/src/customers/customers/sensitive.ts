import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { badInput } from '../../kernel/problem.ts'
import type { Row } from '../../kernel/record/event.ts'
import { type ReadValue, type SensitiveField, sensitiveFieldsOf, writeSensitive } from '../../platform/index.ts'

/** Numbers of papers that persons carry. */
export const customerSensitiveFields: readonly SensitiveField[] = [
  { record: 'customer', key: 'identityCard', format: 'identity-card', shownTail: 0 },
  { record: 'customer', key: 'passport', format: 'passport', shownTail: 0 },
]

const OF_PERSONS = new Set(customerSensitiveFields.map(({ key }) => key))

/** Seals the values of a customer that is being made. @throws bad-input for papers of an organization */
export async function sealNew(ctx: Ctx, customer: Row, values: readonly ReadValue[]): Promise<void> {
  mustBePerson(customer, values)
  await writeSensitive(ctx, changesOf(String(customer.id), values))
}

/**
 * Seals changed values. The version moves on, so that nobody overwrites what they have not seen, and a request that
 * changed sealed values says that it cannot be undone instead of bringing back half of it.
 */
export async function sealChanged(ctx: Ctx, customer: Row, values: readonly ReadValue[]): Promise<void> {
  mustBePerson(customer, values)
  const changed = await writeSensitive(ctx, changesOf(String(customer.id), values))
  if (changed.size === 0) return
  await sql`
    update customers.customer set version = version + 1, updated_at = ${ctx.now}
    where workspace_id = ${ctx.actor.workspaceId} and id = ${customer.id}`.execute(ctx.db)
}

function mustBePerson({ kind }: Row, values: readonly ReadValue[]): void {
  const wrong =
    kind === 'person' ? [] : values.filter(({ field, value }) => value !== null && OF_PERSONS.has(field.key))
  if (wrong.length === 0) return
  throw badInput(
    wrong.map(({ field }) => ({ path: `/${field.key}`, message: 'problem.sensitive.of-persons', params: {} })),
  )
}

export const changesOf = (id: string, values: readonly ReadValue[]) =>
  values.map(({ field, value }) => ({ field, value, recordId: id, customerId: id }))

/** Many customers at once, and jobs that keep what they were asked, take no sealed values. @throws bad-input */
export async function refuseSensitive(ctx: Ctx, input: { readonly custom?: object | undefined }): Promise<void> {
  const keys = new Set((await sensitiveFieldsOf(ctx, 'customer')).map(({ key }) => key))
  const given = [...Object.keys(input), ...Object.keys(input.custom ?? {}).map((key) => `custom.${key}`)]
  const refused = given.filter((key) => keys.has(key))
  if (refused.length === 0) return
  throw badInput(
    refused.map((key) => ({
      path: `/${key.replace('.', '/')}`,
      message: 'problem.field.read-only',
      params: { field: key },
    })),
  )
}
