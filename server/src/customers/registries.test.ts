import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { resolvedWhenRead } from './identity/movers/step.ts'
import { customerHolders, mergeFollowers } from './registries.ts'

let test: TestApp
let owner: pg.Client
beforeAll(async () => {
  test = await startTestApp()
  owner = new pg.Client({ connectionString: test.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await test.stop()
})

/** Merge, privacy and undo go through the registry; a table that holds a customer and is not in it would be forgotten. */
it('knows every table that holds a customer', async () => {
  const { rows } = await owner.query<{ holder: string }>(`
    select format('%s.v_%s.%s', n.nspname, c.relname, a.attname) as holder
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    cross join unnest(k.conkey) as key(attnum)
    join pg_attribute a on a.attrelid = c.oid and a.attnum = key.attnum
    where k.contype = 'f' and k.confrelid = 'customers.customer'::regclass and a.attname <> 'workspace_id'
      and k.conrelid <> k.confrelid`)
  const registered = test.app.runtime.entries(customerHolders).map(({ view, column }) => `${view}.${column}`)
  expect(rows.length).toBeGreaterThan(5)
  expect(rows.map(({ holder }) => holder).filter((holder) => !registered.includes(holder))).toEqual([])
})

/** By name too: not every column that names a customer has a foreign key. */
it('knows how every column that names a customer follows a merge, and holds it to that', async () => {
  const { rows } = await owner.query<{ name: string; hasTriggers: boolean }>(`
    select format('%s.%s.%s', n.nspname, c.relname, a.attname) as name, (
      select count(*) = 2 from pg_trigger t
      where t.tgrelid = c.oid and t.tgname in ('follow_merge_of_new_' || a.attname, 'follow_merge_of_' || a.attname)
    ) or not has_table_privilege('rapport_app', c.oid, 'update') as "hasTriggers"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    -- The product cannot update a ledger, so neither can a trigger of its own.
    where c.relkind in ('r', 'p') and not c.relispartition and a.atttypid = 'uuid'::regtype and (
      a.attname ~ '(^|_)customer_id$'
      or exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any(k.conkey)
        and k.confrelid = 'customers.customer'::regclass and a.attname <> 'workspace_id'))`)
  const { entries } = test.app.runtime
  const byHolder = entries(customerHolders).flatMap(({ view, column, merge }) =>
    merge ? [[`${view.replace('.v_', '.')}.${column}`, merge] as const] : [],
  )
  const handlers = new Map([
    ...byHolder,
    ...entries(mergeFollowers).map(({ column, merge }) => [column, merge] as const),
  ])
  expect(rows.map(({ name }) => name).filter((name) => !handlers.has(name))).toEqual([])
  const moving = rows.filter(
    ({ name }) => handlers.get(name) !== resolvedWhenRead && name !== 'customers.customer.survivor_id',
  )
  expect(moving.filter(({ hasTriggers }) => !hasTriggers).map(({ name }) => name)).toEqual([])
})
