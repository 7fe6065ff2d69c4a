import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTables } from './open-tables.ts'
import { findTenancyProblems } from './tenancy-catalogue.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'

let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await testDatabase()
  client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

/** What is found after these statements, which leave no trace. */
async function planted(statements: string): Promise<string> {
  await client.query('begin')
  try {
    await client.query(`create schema plant; ${statements}`)
    return (await findTenancyProblems(client, openTables)).join('\n')
  } finally {
    await client.query('rollback')
  }
}

const table = 'create table plant.tree (workspace_id uuid, id uuid, name text, primary key (workspace_id, id));'
const tenant = `${table} select kernel.make_tenant('plant.tree');`
const setting = "current_setting('app.workspace_id')::uuid"

describe('the catalogue of tenancy', () => {
  it('holds for every table and view of the product', async () => {
    expect(await findTenancyProblems(client, openTables)).toEqual([])
  })

  it('lets a table made by kernel.make_tenant and views that hold each table pass', async () => {
    const views = `
      create view plant.v_pair as select a.id from plant.tree a join plant.tree b on b.id = a.id
       where a.workspace_id = ${setting} and b.workspace_id = ${setting};
      create view plant.v_of_view as select * from plant.v_tree`
    expect(await planted(tenant + views)).toBe('')
  })

  it.each([
    ['a tenant table without a policy', table, /plant\.tree: row-level security is off/],
    [
      'row-level security without a policy',
      `${table} alter table plant.tree enable row level security`,
      /plant\.tree: no policy/,
    ],
    [
      'a second, wider policy',
      `${tenant} create policy wide on plant.tree for select using (true)`,
      /plant\.tree: no policy/,
    ],
    [
      'a key without the workspace',
      `${tenant} create unique index once on plant.tree (name)`,
      /the key once does not hold workspace_id/,
    ],
    [
      'a foreign key without the workspace',
      `${tenant} create unique index by_id on plant.tree (id); create table plant.leaf (workspace_id uuid, id uuid, tree uuid references plant.tree (id), primary key (workspace_id, id)); select kernel.make_tenant('plant.leaf')`,
      /plant\.leaf: the foreign key .* does not hold workspace_id/,
    ],
    [
      'a tenant view without its predicate',
      `${tenant} create view plant.v_all as select * from plant.tree`,
      /plant\.v_all: plant\.tree is not held/,
    ],
    [
      'a view that holds only one of two mentions',
      `${tenant} create view plant.v_pair as select a.id from plant.tree a join plant.tree b on b.id = a.id where a.workspace_id = ${setting}`,
      /plant\.v_pair: plant\.tree is not held/,
    ],
    [
      'an open table without a workspace',
      'create table plant.free (id uuid); grant select on plant.free to rapport_app',
      /plant\.free: no workspace_id, but open/,
    ],
    [
      'an open column without a workspace',
      'create table plant.free (id uuid); grant update (id) on plant.free to rapport_app',
      /plant\.free: no workspace_id, but open/,
    ],
    [
      'an open partition',
      "create table plant.log (workspace_id uuid, id uuid, primary key (workspace_id, id)) partition by hash (id); create table plant.log_0 partition of plant.log for values with (modulus 1, remainder 0); select kernel.make_tenant('plant.log'); grant select on plant.log_0 to rapport_app",
      /plant\.log_0: a partition is open/,
    ],
    [
      'a schema in which requests may make tables',
      'grant create on schema plant to rapport_app',
      /may make tables in plant/,
    ],
  ])('finds %s', async (_name, statements, message) => {
    expect(await planted(statements)).toMatch(message)
  })

  it('is what the product rests on: another workspace is unreachable, and without a workspace there is nothing but an error', async () => {
    await client.query(`create schema plant; select kernel.grant_schema('plant'); ${tenant}
      insert into plant.tree values ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-00000000000a', 'ours'),
                                    ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-00000000000b', 'theirs')`)
    const app = new pg.Client({ connectionString: database.appUrl })
    await app.connect()
    const names = async (relation: string) =>
      (await app.query(`select name from ${relation}`)).rows.map(({ name }) => name)
    await app.query("begin; set local app.workspace_id = '00000000-0000-7000-8000-000000000001'")
    expect(await names('plant.tree')).toEqual(['ours'])
    expect(await names('plant.v_tree')).toEqual(['ours'])
    expect((await app.query("update plant.tree set name = 'taken'")).rowCount).toBe(1)
    const foreign =
      "insert into plant.tree values ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-00000000000c', 'x')"
    await expect(app.query(foreign)).rejects.toThrow(/row-level security/)
    await app.query('rollback')
    await expect(names('plant.tree')).rejects.toThrow(/app\.workspace_id|invalid input syntax/)
    await expect(names('plant.v_tree')).rejects.toThrow(/app\.workspace_id|invalid input syntax/)
    await app.end()
  })
})
