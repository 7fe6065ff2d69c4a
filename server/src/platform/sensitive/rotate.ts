import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { withClient } from '../../kernel/database/roles.ts'
import { defineJob, type JobContext } from '../../kernel/jobs/job.ts'
import { insertDataKey } from './data-keys.ts'
import { type MasterKeys, unwrapDataKey, type WrappedKey, wrapDataKey, wrongMaster } from './master-keys.ts'
import { knownKeys, openValue, type SealedRow, sealValue } from './values.ts'

interface Rotation {
  /** Version that seals everything once the job is done. */
  readonly toVersion: number
}

const STEP = 500

/** Makes the next data key, under which everything is sealed from now on, and starts the job that seals the rest anew. */
export async function startRotation(ctx: Ctx, queue: Ctx['enqueue'] = ctx.enqueue) {
  const { rows } = await sql<{ last: number | null }>`
    select max(key_version) as last from platform.v_data_key`.execute(ctx.db)
  const toVersion = (rows[0]?.last ?? 0) + 1
  await insertDataKey(ctx, toVersion)
  await ctx.record({
    type: 'platform.data_key.rotated',
    subjectType: 'data-key',
    subjectId: uuidv7(),
    after: { version: toVersion },
  })
  return { job: await queue('rotate-data-key', { toVersion } satisfies Rotation), version: toVersion }
}

/**
 * Seals every value under the newest key, a batch at a time, and destroys the keys that seal nothing any more. What is
 * still under an old key stays readable, so a run that was killed just goes on; a write that was under way with an old
 * key holds that key and is met by the next round.
 */
export const rotateDataKeyJob = defineJob<Rotation>('rotate-data-key', async (job, { toVersion }) => {
  const total = await job.read((ctx) => countLeft(ctx, toVersion))
  let done = 0
  while (!job.signal.aborted) {
    const count = await job.transact((ctx) => sealAnew(ctx, toVersion))
    done += count
    await job.progress(done, Math.max(total, done))
    if (count === 0 && (await destroyOldKeys(job, toVersion))) break
  }
  return { resealed: done, version: toVersion }
})

async function countLeft(ctx: Ctx, toVersion: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from platform.v_sensitive_value where key_version < ${toVersion}`.execute(ctx.db)
  return rows[0]!.count
}

async function sealAnew(ctx: Ctx, toVersion: number): Promise<number> {
  const { workspaceId } = ctx.actor
  const { rows } = await sql<SealedRow>`
    select s.* from platform.sensitive_value s
    where s.workspace_id = ${workspaceId} and s.key_version < ${toVersion}
    order by s.key_version, s.id limit ${STEP} for update`.execute(ctx.db)
  if (rows.length === 0) return 0
  const keys = await knownKeys(ctx, [toVersion, ...rows.map((row) => row.key_version)])
  const current = { version: toVersion, key: keys.get(toVersion)! }
  const sealed = rows.map((row) => {
    const place = { workspaceId, recordType: row.record_type, recordId: row.record_id, field: row.field }
    return sealValue(current, place, openValue(ctx, keys, row))
  })
  await sql`
    update platform.sensitive_value s
    set key_version = ${toVersion}, sealed = new.sealed, blind_index = new.blind_index
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${sealed.map((one) => one.sealed)}::bytea[],
      ${sealed.map((one) => one.blindIndex)}::bytea[]) as new(id, sealed, blind_index)
    where s.workspace_id = ${workspaceId} and s.id = new.id`.execute(ctx.db)
  return rows.length
}

/** @returns false when a write that was under way sealed something under an old key meanwhile */
async function destroyOldKeys(job: JobContext, toVersion: number): Promise<boolean> {
  const left = await job.transact(async (ctx) => {
    // Waits for the writes that hold an old key; they have committed when this statement reads on.
    await sql`
      select id from platform.data_key
      where workspace_id = ${ctx.actor.workspaceId} and key_version < ${toVersion} for update`.execute(ctx.db)
    const count = await countLeft(ctx, toVersion)
    if (count > 0) return count
    await sql`
      delete from platform.data_key
      where workspace_id = ${ctx.actor.workspaceId} and key_version < ${toVersion}`.execute(ctx.db)
    ctx.announce('data-key')
    return 0
  })
  return left === 0
}

/** Wraps the data keys of all workspaces with the current master key. @returns how many were under the one before */
export async function rewrapDataKeys(ownerUrl: string, masters: MasterKeys): Promise<number> {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<WrappedKey & { id: string; workspaceId: string }>(
      `select workspace_id as "workspaceId", id, key_version as "keyVersion", master, wrapped
       from platform.data_key where master <> $1 order by workspace_id, key_version`,
      [masters.current.fingerprint],
    )
    for (const row of rows) {
      const key = unwrapDataKey(masters, row.workspaceId, row)
      const { master, wrapped } = wrapDataKey(masters, row.workspaceId, row.keyVersion, key)
      await client.query('update platform.data_key set master = $3, wrapped = $4 where workspace_id = $1 and id = $2', [
        row.workspaceId,
        row.id,
        master,
        wrapped,
      ])
    }
    return rows.length
  })
}

/** Looks at the start whether this installation can open what the database holds. @throws StartError that says what to do */
export async function checkMasterKeys(ownerUrl: string, masters: MasterKeys): Promise<void> {
  const foreign = await withClient(ownerUrl, async (client) => {
    const known = [masters.current, masters.previous].flatMap((key) => key?.fingerprint ?? [])
    const { rows } = await client.query<{ master: string }>(
      'select master from platform.data_key where master <> all($1) limit 1',
      [known],
    )
    return rows[0]?.master
  })
  if (foreign) throw wrongMaster(masters, foreign)
}
