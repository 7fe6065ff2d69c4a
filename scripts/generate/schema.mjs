// A readable, deterministic dump of the catalogue; the embedded PostgreSQL brings no pg_dump.
const ours = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public', 'graphile_worker')`
const notOfExtension = (catalogue, oid) =>
  `not exists (select from pg_depend d where d.classid = '${catalogue}'::regclass and d.objid = ${oid} and d.deptype = 'e')`

const parts = [
  [
    'extensions',
    `select format('create extension %I;', extname) as text from pg_extension where extname <> 'plpgsql' order by extname`,
  ],
  ['schemas', `select format('create schema %I;', nspname) as text from pg_namespace n where ${ours} order by nspname`],
  [
    'types',
    `select format('create type %I.%I as enum (%s);', n.nspname, t.typname,
            string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)) as text
       from pg_type t join pg_namespace n on n.oid = t.typnamespace join pg_enum e on e.enumtypid = t.oid
      where ${ours} group by n.nspname, t.typname order by n.nspname, t.typname`,
  ],
  [
    'sequences',
    `select format('create sequence %I.%I;', n.nspname, c.relname) as text
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'S' and ${ours}
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('a', 'i')) order by n.nspname, c.relname`,
  ],
  [
    'functions',
    `select pg_get_functiondef(p.oid) || ';' as text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where ${ours} and p.prokind in ('f', 'p') and ${notOfExtension('pg_proc', 'p.oid')}
      order by n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)`,
  ],
  [
    'tables',
    `select format(E'create table %I.%I (\\n%s\\n)%s;', n.nspname, c.relname,
            concat_ws(E',\\n', columns.list, constraints.list), ' partition by ' || pg_get_partkeydef(c.oid)) ||
            coalesce(E'\\n' || indexes.list, '') || coalesce(E'\\n' || triggers.list, '') ||
            case when c.relrowsecurity then format(E'\\nalter table %I.%I enable row level security;', n.nspname, c.relname) else '' end ||
            coalesce(E'\\n' || policies.list, '') as text
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       cross join lateral (
         select string_agg('  ' || format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
                || case when a.attnotnull then ' not null' else '' end
                || case when a.attidentity <> '' then ' generated as identity'
                        when a.attgenerated <> '' then format(' generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
                        else coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') end, E',\\n' order by a.attnum) as list
           from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) columns
       cross join lateral (
         select string_agg(format('  constraint %I %s', conname, pg_get_constraintdef(oid)), E',\\n' order by contype desc, conname) as list
           from pg_constraint where conrelid = c.oid and contype in ('p', 'u', 'f', 'c', 'x')) constraints
       cross join lateral (
         select string_agg(pg_get_indexdef(i.indexrelid) || ';', E'\\n' order by i.indexrelid::regclass::text) as list
           from pg_index i where i.indrelid = c.oid
            and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = c.oid)) indexes
       cross join lateral (
         select string_agg(pg_get_triggerdef(t.oid) || ';', E'\\n' order by t.tgname) as list
           from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) triggers
       cross join lateral (
         select string_agg(format('create policy %I on %I.%I for %s using (%s)%s;', p.policyname, p.schemaname, p.tablename,
                lower(p.cmd), p.qual, ' with check (' || p.with_check || ')'), E'\\n' order by p.policyname) as list
           from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname) policies
      where c.relkind in ('r', 'p') and not c.relispartition and ${ours} order by n.nspname, c.relname`,
  ],
  [
    'views',
    `select format(E'create view %I.%I as\\n%s', n.nspname, c.relname, pg_get_viewdef(c.oid, true)) as text
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v' and ${ours} order by n.nspname, c.relname`,
  ],
  [
    'grants',
    `select format('grant %s on %s %I.%I to %s;', string_agg(lower(g.privilege_type), ', ' order by g.privilege_type),
            case c.relkind when 'S' then 'sequence' else 'table' end, n.nspname, c.relname, g.grantee::regrole) as text
       from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join lateral aclexplode(c.relacl) g
      where g.grantee <> c.relowner and g.grantee <> 0 and not c.relispartition and ${ours}
      group by c.relkind, n.nspname, c.relname, g.grantee order by n.nspname, c.relname, g.grantee::regrole::text`,
  ],
  [
    'grants on columns',
    `select format('grant %s (%I) on %I.%I to %s;', lower(g.privilege_type), a.attname, n.nspname, c.relname, g.grantee::regrole) as text
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
       cross join lateral aclexplode(a.attacl) g
      where ${ours} and g.grantee <> 0 and not c.relispartition
      order by n.nspname, c.relname, a.attnum, g.privilege_type, g.grantee::regrole::text`,
  ],
  [
    'grants on functions',
    `select format('grant execute on function %I.%I(%s) to %s;', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid), g.grantee::regrole) as text
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace cross join lateral aclexplode(p.proacl) g
      where ${ours} and g.grantee <> p.proowner and g.grantee <> 0 and ${notOfExtension('pg_proc', 'p.oid')}
      order by n.nspname, p.proname, 1`,
  ],
]

/** The whole schema as SQL text; the same for the same migrations. */
export async function dumpSchema(client) {
  const chapters = []
  for (const [title, query] of parts) {
    const { rows } = await client.query(query)
    const gap = rows.some(({ text }) => text.includes('\n')) ? '\n\n' : '\n'
    if (rows.length > 0) chapters.push(`-- ${title}\n${rows.map(({ text }) => text.trimEnd()).join(gap)}\n`)
  }
  return `-- The schema that all migrations make. Written by "npm run generate"; do not edit.\n\n${chapters.join('\n')}`
}
