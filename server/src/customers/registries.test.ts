import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { customerHolders } from './registries.ts'

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
    where k.contype = 'f' and k.confrelid = 'customers.customer'::regclass and a.attname <> 'workspace_id'`)
  const registered = test.app.runtime.entries(customerHolders).map(({ view, column }) => `${view}.${column}`)
  expect(rows.length).toBeGreaterThan(5)
  expect(rows.map(({ holder }) => holder).filter((holder) => !registered.includes(holder))).toEqual([])
})
