import { sql } from 'kysely'
import type { Static } from 'typebox'
import { can, fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { type Binding, on } from '../../kernel/http/route.ts'
import { badInput, forbidden, notFound } from '../../kernel/problem.ts'
import { mustSee } from '../../kernel/query/record-routes.ts'
import { findRecord } from '../records/registry.ts'
import { revealRoute, rotateDataKeyRoute, sensitiveStateRoute } from './contract.ts'
import { mayReveal, SENSITIVE_READ } from './fields.ts'
import { sensitiveFieldsOf } from './input.ts'
import { startRotation } from './rotate.ts'
import { readSensitiveValues } from './values.ts'

/** @throws not-found for records out of sight; not-permitted where the role masks the field; sensitive.damaged */
export async function revealSensitive(ctx: Ctx, { type, id, field, reason }: Static<typeof revealRoute.body>) {
  const known = findRecord(ctx, type)
  if (!known || !can(ctx.actor, `${type}.read`)) throw notFound({ id })
  const isHidden = fieldRule(ctx.actor, type, field) === 'hidden'
  const declared = isHidden ? undefined : (await sensitiveFieldsOf(ctx, type)).find(({ key }) => key === field)
  if (!declared) throw badInput([{ path: '/field', message: 'problem.field.unknown', params: { field } }])
  if (!mayReveal(ctx.actor, type, field)) throw forbidden(SENSITIVE_READ)
  await mustSee(ctx, known.record, id)
  const [found] = await readSensitiveValues(ctx, type, [id], [field])
  if (found) {
    await ctx.record({
      type: 'platform.sensitive.revealed',
      subjectType: type,
      subjectId: id,
      customerId: type === 'customer' ? id : null,
      after: { field, ...(reason?.trim() && { reason: reason.trim() }) },
    })
  }
  return { value: found?.value ?? null }
}

async function describeKeys(ctx: Ctx) {
  const { rows } = await sql<{ version: number; createdAt: Date; values: number }>`
    select k.key_version as version, k.created_at as "createdAt",
      (select count(*) from platform.v_sensitive_value s where s.key_version = k.key_version) as values
    from platform.v_data_key k order by k.key_version`.execute(ctx.db)
  return { items: rows }
}

export const sensitiveRoutes: readonly Binding[] = [
  on(revealRoute, (ctx, { body }) => revealSensitive(ctx, body)),
  on(sensitiveStateRoute, (ctx) => describeKeys(ctx)),
  on(rotateDataKeyRoute, (ctx) => startRotation(ctx)),
]
