const columnsOfAllRelations = `
  select n.nspname as schema, c.relname as relation, c.relkind as kind, a.attname as column,
         coalesce(base.typname, t.typname) as type, coalesce(base.oid, t.oid) as type_id,
         a.attnotnull as is_not_null, a.atthasdef or a.attidentity <> '' as has_default,
         a.attgenerated <> '' or a.attidentity = 'a' as is_always_generated,
         col_description(c.oid, a.attnum) = 'not null' as is_said_not_null,
         origin.attnotnull as is_origin_not_null
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_type base on base.oid = t.typbasetype
    left join pg_class table_of_view on c.relkind = 'v' and table_of_view.relnamespace = c.relnamespace
          and 'v_' || table_of_view.relname = c.relname
    left join pg_attribute origin on origin.attrelid = table_of_view.oid and origin.attname = a.attname
   where c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
     and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public', 'graphile_worker')
   order by n.nspname, c.relname, a.attnum`

const enumLabels = `
  select enumtypid as type_id, array_agg(enumlabel::text order by enumsortorder) as labels from pg_enum group by enumtypid`

const plainTypes = {
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float4: 'number',
  float8: 'number',
  timestamptz: 'Timestamp',
  json: 'Json',
  jsonb: 'Json',
  bytea: 'Buffer',
}

const head = `// Row types of the migrated schema. Written by "npm run generate"; do not edit.
import type { ColumnType } from 'kysely'

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }
type JsonInput = object | string | number | boolean
type Json = ColumnType<JsonValue, JsonInput, JsonInput>
type NullableJson = ColumnType<JsonValue, JsonInput | null | undefined, JsonInput | null>
type Timestamp = ColumnType<Date, Date | string, Date | string>
type NullableTimestamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
/** May be left out of an insert. */
type Generated<T> = [T] extends [ColumnType<infer S, infer I, infer U>] ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>
type Computed<T> = ColumnType<T, never, never>
`

/** The TypeScript module with one interface per table and view. */
export async function rowTypes(client) {
  const labels = new Map((await client.query(enumLabels)).rows.map((row) => [row.type_id, row.labels]))
  const relations = new Map()
  for (const row of (await client.query(columnsOfAllRelations)).rows) {
    const name = `${row.schema}.${row.relation}`
    const fields = relations.get(name) ?? []
    fields.push(`  ${row.column}: ${fieldType(row, labels)}`)
    relations.set(name, fields)
  }
  const interfaces = [...relations].map(
    ([name, fields]) => `export interface ${pascal(name)} {\n${fields.join('\n')}\n}\n`,
  )
  const index = [...relations.keys()].map((name) => `  '${name}': ${pascal(name)}`)
  const used = head.split('\n').filter((line) => isUsed(line, interfaces.join('')))
  return `${used.join('\n')}\n${interfaces.join('\n')}\nexport interface Database {\n${index.join('\n')}\n}\n`
}

/** Leaves out the helper types that no column needs. */
function isUsed(line, text) {
  const name = /^type (\w+)/.exec(line)?.[1]
  return !name || name === 'JsonInput' || text.includes(name)
}

function fieldType(row, labels) {
  const isView = row.kind === 'v' || row.kind === 'm'
  const isKey = row.column === 'id' || row.column === 'workspace_id'
  const isNotNull = isView ? row.is_origin_not_null || row.is_said_not_null || isKey : row.is_not_null
  const type = columnType(row, labels)
  const nullable = type === 'Json' || type === 'Timestamp' ? `Nullable${type}` : `${type} | null`
  const full = isNotNull ? type : nullable
  if (isView) return full
  if (row.is_always_generated) return `Computed<${full}>`
  return row.has_default ? `Generated<${full}>` : full
}

function columnType({ type, type_id: typeId }, labels) {
  if (labels.has(typeId)) {
    return labels
      .get(typeId)
      .map((label) => `'${label}'`)
      .join(' | ')
  }
  if (type.startsWith('_')) {
    const element = plainTypes[type.slice(1)] ?? 'string'
    return element === 'Timestamp' ? 'Date[]' : element === 'Json' ? 'JsonValue[]' : `${element}[]`
  }
  return plainTypes[type] ?? 'string'
}

const pascal = (name) => name.replace(/(^|[._])([a-z0-9])/g, (_, _separator, letter) => letter.toUpperCase())
