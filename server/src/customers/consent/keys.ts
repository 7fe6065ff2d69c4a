import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'

export interface ConsentKeys {
  readonly link_key: Buffer
  readonly hash_key: Buffer
}

/** Makes the workspace's keys and first purposes where they are missing. Costs one look where they are there. */
export async function startConsent(ctx: Ctx): Promise<void> {
  await sql`
    select customers.start_consent(${ctx.actor.workspaceId}::uuid)
    where not exists (select from customers.v_consent_key)`.execute(ctx.db)
}

export async function findKeys(ctx: Ctx): Promise<ConsentKeys> {
  const read = async () =>
    (await sql<ConsentKeys>`select link_key, hash_key from customers.v_consent_key`.execute(ctx.db)).rows[0]
  const known = await read()
  if (known) return known
  await startConsent(ctx)
  return (await read())!
}

/** A new signing key: every link that was given out is void. Hashes of addresses keep theirs, so that proof stays comparable. */
export async function renewLinkKey(ctx: Ctx): Promise<void> {
  await sql`
    update customers.consent_key set changed_at = ${ctx.now},
      link_key = sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
    where workspace_id = ${ctx.actor.workspaceId}`.execute(ctx.db)
}

/** An address, number or IP as the ledger keeps it: comparable with the same one, not to be read. */
export const keyedHash = ({ hash_key }: Pick<ConsentKeys, 'hash_key'>, value: string): string =>
  createHmac('sha256', hash_key).update(value.trim().toLowerCase()).digest('hex')
