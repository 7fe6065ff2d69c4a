import type pg from 'pg'

/** Every row of the database, whichever table it is in, that still holds one of the texts; compared in lower case. */
export async function leftInTables(owner: pg.Client, texts: readonly string[]): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%'`)
  const left: string[] = []
  for (const { name } of rows) {
    for (const text of texts) {
      const found = await owner.query<{ row: string }>(
        `select row_to_json(t)::text as row from ${name} t where lower(row_to_json(t)::text) like $1 limit 1`,
        [`%${text}%`],
      )
      if (found.rows[0]) left.push(`${name}: ${text} in ${found.rows[0].row.slice(0, 600)}`)
    }
  }
  return left
}
