import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { changeMark } from '../../kernel/record/changes.ts'
import { KEY_BYTES } from './cipher.ts'
import { type MasterKeys, masterKeyring, unwrapDataKey, type WrappedKey, wrapDataKey } from './master-keys.ts'

/** A workspace's data keys by version, as they are kept in memory. */
export type DataKeys = ReadonlyMap<number, Buffer>

type Keyed = Pick<Ctx, 'entries'>

export const mastersOf = (ctx: Keyed): MasterKeys => ctx.entries(masterKeyring)[0]!

interface Kept {
  readonly mark: number
  readonly keys: Promise<DataKeys>
}

const KEPT_MAX = 1_000
/** By master keyring, so that two installations in one process never share a key. */
const kept = new WeakMap<MasterKeys, Map<string, Kept>>()

/** Every data key of the workspace, unwrapped; read again once a rotation was heard of. */
export function dataKeys(ctx: Ctx): Promise<DataKeys> {
  const masters = mastersOf(ctx)
  const { workspaceId } = ctx.actor
  const ofMasters = kept.get(masters) ?? new Map<string, Kept>()
  kept.set(masters, ofMasters)
  const mark = changeMark(workspaceId, 'data-key')
  const known = ofMasters.get(workspaceId)
  if (known?.mark === mark) return known.keys
  if (ofMasters.size >= KEPT_MAX) ofMasters.clear()
  const keys = readDataKeys(ctx)
  ofMasters.set(workspaceId, { mark, keys })
  const forget = () => {
    if (ofMasters.get(workspaceId)?.keys === keys) ofMasters.delete(workspaceId)
  }
  // None yet is no answer to keep: the first write makes one.
  keys.then(({ size }) => size === 0 && forget(), forget)
  return keys
}

async function readDataKeys(ctx: Ctx): Promise<DataKeys> {
  const { rows } = await sql<WrappedKey>`
    select key_version as "keyVersion", master, wrapped from platform.v_data_key order by key_version`.execute(ctx.db)
  const masters = mastersOf(ctx)
  return new Map(rows.map((row) => [row.keyVersion, unwrapDataKey(masters, ctx.actor.workspaceId, row)]))
}

/** The keys without what was kept, for a value whose key this process has not heard of. */
export function dataKeysAnew(ctx: Ctx): Promise<DataKeys> {
  kept.get(mastersOf(ctx))?.delete(ctx.actor.workspaceId)
  return dataKeys(ctx)
}

export interface CurrentKey {
  readonly version: number
  readonly key: Buffer
}

/**
 * The key to seal with, held until the transaction ends, so that a rotation cannot take it away from under a write.
 * The first of a workspace is made here.
 */
export async function currentDataKey(ctx: Ctx): Promise<CurrentKey> {
  const { workspaceId } = ctx.actor
  const read = () =>
    sql<WrappedKey>`
      select key_version as "keyVersion", master, wrapped from platform.data_key
      where workspace_id = ${workspaceId} order by key_version desc limit 1 for key share`.execute(ctx.db)
  let row = (await read()).rows[0]
  if (!row) {
    await insertDataKey(ctx, 1)
    row = (await read()).rows[0]!
  }
  return { version: row.keyVersion, key: unwrapDataKey(mastersOf(ctx), workspaceId, row) }
}

/** A fresh data key of this version, unless somebody else just made it. */
export async function insertDataKey(ctx: Ctx, version: number): Promise<void> {
  const { workspaceId } = ctx.actor
  const { master, wrapped } = wrapDataKey(mastersOf(ctx), workspaceId, version, randomBytes(KEY_BYTES))
  await sql`
    insert into platform.data_key (workspace_id, id, key_version, master, wrapped, created_at)
    values (${workspaceId}, ${uuidv7()}, ${version}, ${master}, ${wrapped}, ${ctx.now})
    on conflict (workspace_id, key_version) do nothing`.execute(ctx.db)
  ctx.announce('data-key')
}
