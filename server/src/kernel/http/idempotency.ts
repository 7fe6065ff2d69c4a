import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { badInput, conflict } from '../problem.ts'

export interface KeptAnswer {
  readonly status: number
  readonly body: string
}

const hashOf = (method: string, url: string, body: unknown) =>
  createHash('sha256')
    .update(`${method} ${url} ${JSON.stringify(body ?? null)}`)
    .digest('base64url')

const actorId = (ctx: Ctx) => ctx.actor.keyId ?? ctx.actor.userId ?? ''

/**
 * Runs a POST once per key: the answer is kept in the transaction that made the change, so a repeat gets
 * the same answer and changes nothing. Two at once: the second waits for the first.
 * @throws key-reused when the key came with a different request before
 */
export async function runOnce(
  ctx: Ctx,
  key: string,
  request: { method: string; url: string; body: unknown },
  run: () => Promise<KeptAnswer>,
): Promise<KeptAnswer> {
  if (key.length > 200)
    throw badInput([{ path: '/Idempotency-Key', message: 'problem.field.value', params: { field: 'Idempotency-Key' } }])
  const requestHash = hashOf(request.method, request.url, request.body)
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${ctx.actor.workspaceId} ${actorId(ctx)} ${key}`}, 0))`.execute(
    ctx.db,
  )
  const { rows } = await sql<KeptAnswer & { request_hash: string }>`
    select request_hash, status, body from kernel.idempotency
    where workspace_id = ${ctx.actor.workspaceId} and actor_id = ${actorId(ctx)} and key = ${key}`.execute(ctx.db)
  const kept = rows[0]
  if (kept && kept.request_hash !== requestHash) throw conflict('key-reused')
  if (kept) return kept
  const answer = await run()
  await sql`
    insert into kernel.idempotency (workspace_id, actor_id, key, request_hash, status, body, created_at)
    values (${ctx.actor.workspaceId}, ${actorId(ctx)}, ${key}, ${requestHash}, ${answer.status}, ${answer.body}, ${ctx.now})
  `.execute(ctx.db)
  return answer
}
