import type { Client } from 'pg'
import { appRole, jobsSchema } from '../database/roles.ts'

const ownSchemas = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', '${jobsSchema}')`
const predicate = "current_setting('app.workspace_id'::text)"

/**
 * Everything in the catalogue through which one workspace could reach the rows of another.
 * @param openTables tables (`schema.name`) that belong to no workspace and that requests may use all the same
 */
export async function findTenancyProblems(client: Client, openTables: readonly string[] = []): Promise<string[]> {
  return [
    ...(await tenantTables(client)),
    ...(await tablesWithoutWorkspace(client, openTables)),
    ...(await keysWithoutWorkspace(client)),
    ...(await foreignKeysWithoutWorkspace(client)),
    ...(await views(client)),
    ...(await applicationRole(client)),
  ].sort()
}

const problems = async (client: Client, query: string, values: unknown[] = []) =>
  (await client.query<{ problem: string }>(query, values)).rows.map(({ problem }) => problem)

/** Whether the relation `c` has the column. */
const hasWorkspace =
  "exists (select from pg_attribute w where w.attrelid = c.oid and w.attname = 'workspace_id' and not w.attisdropped)"

const mayUse = (relation: string) => `has_any_column_privilege('${appRole}', ${relation}, 'select, insert, update') or
  has_table_privilege('${appRole}', ${relation}, 'select, insert, update, delete, truncate')`

/** Partitions are reached through their parent and its policy; they must be closed themselves. */
function tenantTables(client: Client): Promise<string[]> {
  return problems(
    client,
    `select n.nspname || '.' || c.relname || case
              when c.relispartition then ': a partition is open to requests past the policy of its table'
              when not c.relrowsecurity then ': row-level security is off'
              else ': no policy for reading and writing holds rows to the workspace' end as problem
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and ${ownSchemas} and ${hasWorkspace}
        and case when c.relispartition then ${mayUse('c.oid')}
            else not c.relrowsecurity or not exists (
              select from pg_policy p where p.polrelid = c.oid and p.polcmd = '*' and p.polpermissive
                 and pg_get_expr(p.polqual, c.oid) = $1 and pg_get_expr(p.polwithcheck, c.oid) = $1)
              or exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive
                 and coalesce(pg_get_expr(p.polqual, c.oid), $1) || coalesce(pg_get_expr(p.polwithcheck, c.oid), $1) <> $1 || $1) end`,
    [`(workspace_id = (${predicate})::uuid)`],
  )
}

function tablesWithoutWorkspace(client: Client, openTables: readonly string[]): Promise<string[]> {
  return problems(
    client,
    `select n.nspname || '.' || c.relname || ': no workspace_id, but open to requests' as problem
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and ${ownSchemas} and not ${hasWorkspace} and (${mayUse('c.oid')})
        and not n.nspname || '.' || c.relname = any ($1)`,
    [openTables],
  )
}

/** Unique keys too: without the workspace, one firm's number would be taken for all. */
function keysWithoutWorkspace(client: Client): Promise<string[]> {
  return problems(
    client,
    `select n.nspname || '.' || c.relname || ': the key ' || k.relname || ' does not hold workspace_id' as problem
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_index i on i.indrelid = c.oid and i.indisunique join pg_class k on k.oid = i.indexrelid
      where not c.relispartition and ${ownSchemas} and ${hasWorkspace}
        and not exists (select from pg_attribute a
                         where a.attrelid = c.oid and a.attname = 'workspace_id' and a.attnum = any (i.indkey))
     union all
     select n.nspname || '.' || c.relname || ': no primary key' from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and ${ownSchemas} and ${hasWorkspace}
        and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)`,
  )
}

function foreignKeysWithoutWorkspace(client: Client): Promise<string[]> {
  return problems(
    client,
    `select n.nspname || '.' || c.relname || ': the foreign key ' || k.conname || ' does not hold workspace_id' as problem
       from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
       join pg_class target on target.oid = k.confrelid
      where k.contype = 'f' and not c.relispartition and ${ownSchemas}
        and exists (select from pg_attribute a where a.attrelid = target.oid and a.attname = 'workspace_id')
        and not exists (
          select from unnest(k.conkey, k.confkey) pair (own, other)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = pair.own and a.attname = 'workspace_id'
            join pg_attribute b on b.attrelid = target.oid and b.attnum = pair.other
             and (b.attname = 'workspace_id' or target.relname = 'workspace' and b.attname = 'id'))`,
  )
}

/** A view has its owner's rights, so it must hold each tenant table it names to the workspace itself. */
async function views(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string; invoker: boolean; tables: string[] }>(
    `select n.nspname || '.' || c.relname as name, pg_get_viewdef(c.oid) as definition,
            coalesce(c.reloptions && array['security_invoker=true', 'security_invoker=on'], false) as invoker,
            coalesce(array_agg(distinct tn.nspname || '.' || t.relname) filter (where t.oid is not null), '{}') as tables
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_rewrite r on r.ev_class = c.oid
       left join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
             and d.refclassid = 'pg_class'::regclass and d.refobjid <> c.oid
       left join pg_class t on t.oid = d.refobjid and t.relkind in ('r', 'p')
             and exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'workspace_id')
       left join pg_namespace tn on tn.oid = t.relnamespace
      where c.relkind in ('v', 'm') and ${ownSchemas}
      group by n.nspname, c.relname, c.oid, c.reloptions`,
  )
  return rows
    .filter(({ invoker }) => !invoker)
    .flatMap(({ name, definition, tables }) =>
      tables
        .filter((table) => !isHeld(definition, table))
        .map((table) => `${name}: ${table} is not held to the workspace`),
    )
}

/** As often as the view names the table, it must compare that occurrence's `workspace_id` with the setting. */
function isHeld(definition: string, table: string): boolean {
  const plain = definition.replaceAll('"', '')
  const [, bare = ''] = table.split('.')
  const mentions = [
    ...plain.matchAll(new RegExp(`\\b(?:from|join)\\s+\\(*${table.replace('.', '\\.')}\\b(?:\\s+(\\w+))?`, 'gi')),
  ]
  const setting = `= (${predicate})::uuid`
  const names = mentions.map(([, alias]) => (alias && !sqlWords.has(alias.toLowerCase()) ? alias : bare))
  return (
    names.length > 0 &&
    names.every(
      (name) =>
        plain.includes(`(${name}.workspace_id ${setting}`) ||
        (names.length === 1 && plain.includes(`(workspace_id ${setting}`)),
    )
  )
}

const sqlWords = new Set([
  'where',
  'join',
  'left',
  'right',
  'full',
  'inner',
  'cross',
  'on',
  'group',
  'order',
  'limit',
  'union',
  'having',
])

function applicationRole(client: Client): Promise<string[]> {
  return problems(
    client,
    `select 'the role of requests is superuser or bypasses row-level security' as problem
       from pg_roles where rolname = '${appRole}' and (rolsuper or rolbypassrls)
     union all
     select 'the role of requests owns ' || c.oid::regclass from pg_class c where pg_get_userbyid(c.relowner) = '${appRole}'
     union all
     select 'the role of requests is a member of ' || r.rolname from pg_roles r
      where r.rolname <> '${appRole}' and pg_has_role('${appRole}', r.oid, 'member')
     union all
     select 'the role of requests may make tables in ' || n.nspname from pg_namespace n
      where ${ownSchemas} and has_schema_privilege('${appRole}', n.oid, 'create')`,
  )
}
