import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { arrows, sliceOf } from './arrows.ts'
import { isGenerated, isTestFile, lineOf, listFiles, readSources, type SourceFile } from './source.ts'

interface Statement {
  path: string
  line: number
  isWrite: boolean
  schema: string
  table: string
}

const name = '"?([a-z_]+)"?\\."?([a-z_0-9]+)"?'
const written = new RegExp(
  `\\b(?:insert\\s+into|update|delete\\s+from|merge\\s+into|truncate|copy)\\s+(?:only\\s+)?${name}`,
  'gi',
)
const read = new RegExp(`\\b(?:from|join|using)\\s+(?:only\\s+|lateral\\s+)?${name}(?!\\s*\\(|[a-z_0-9])`, 'gi')
const kyselyWrites = new Set(['insertInto', 'updateTable', 'deleteFrom', 'mergeInto'])
const kyselyReads = new Set([
  'selectFrom',
  'innerJoin',
  'leftJoin',
  'rightJoin',
  'fullJoin',
  'crossJoin',
  'innerJoinLateral',
  'leftJoinLateral',
  'from',
  'using',
])

/**
 * Statements that leave their slice: a slice writes only tables of its own schema, and reads others only through the
 * views `v_*` of slices its arrows lead to. Looks at SQL text, Kysely calls and migrations.
 */
export function findStatementProblems(root: string): string[] {
  const inCode = readSources(root, ['server/src'])
    .filter(({ path }) => !isTestFile(path) && !isGenerated(path))
    .flatMap(statementsOf)
  const inMigrations = listFiles(root, ['server/src'])
    .filter((path) => path.endsWith('.sql') && !isTestFile(path))
    .flatMap((path) => statementsIn(path, 1, withoutComments(readFileSync(join(root, path), 'utf8'))))
  return [...inCode, ...inMigrations].flatMap((statement) => {
    const reason = reasonAgainst(statement)
    return reason ? [`${statement.path}:${statement.line}: ${reason}`] : []
  })
}

function reasonAgainst({ path, isWrite, schema, table }: Statement): string | undefined {
  const own = sliceOf(path)
  if (own === undefined || own === schema || !arrows[schema]) return undefined
  if (isWrite) return `${own} writes ${schema}.${table}: only ${schema} writes its tables`
  if (!arrows[own]?.includes(schema)) return `${own} reads ${schema}.${table}: no arrow leads from ${own} to ${schema}`
  return table.startsWith('v_')
    ? undefined
    : `${own} reads ${schema}.${table}: other slices are read through their views v_*`
}

function statementsOf({ path, ast }: SourceFile): Statement[] {
  const found: Statement[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      found.push(...statementsIn(path, lineOf(ast, node), node.getText(ast)))
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      found.push(...kyselyCall(path, lineOf(ast, node.expression.name), node))
    }
    ts.forEachChild(node, visit)
  }
  visit(ast)
  return found
}

function kyselyCall(path: string, line: number, call: ts.CallExpression): Statement[] {
  const method = (call.expression as ts.PropertyAccessExpression).name.text
  const isWrite = kyselyWrites.has(method)
  if (!isWrite && !kyselyReads.has(method)) return []
  const [first] = call.arguments
  const tables = first && ts.isArrayLiteralExpression(first) ? [...first.elements] : first ? [first] : []
  return tables.filter(ts.isStringLiteralLike).flatMap(({ text }) => {
    const [, schema, table] = /^([a-z_]+)\.([a-z_0-9]+)(?:\s+as\s+\w+)?$/.exec(text) ?? []
    return schema && table ? [{ path, line, isWrite, schema, table }] : []
  })
}

function statementsIn(path: string, firstLine: number, text: string): Statement[] {
  const matches = (pattern: RegExp, isWrite: boolean) =>
    [...text.matchAll(pattern)].map(({ index, 1: schema = '', 2: table = '' }) => ({
      path,
      line: firstLine + text.slice(0, index).split('\n').length - 1,
      isWrite,
      schema: schema.toLowerCase(),
      table: table.toLowerCase(),
    }))
  const writes = matches(written, true)
  const isDelete = ({ line, schema, table }: Statement) =>
    writes.some((write) => write.line === line && write.schema === schema && write.table === table)
  return [...writes, ...matches(read, false).filter((statement) => !isDelete(statement))]
}

const withoutComments = (sql: string) => sql.replace(/--[^\n]*/g, '')
