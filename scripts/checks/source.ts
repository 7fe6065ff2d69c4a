import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'

/** A source file; `path` is relative to the root of the checkout, with slashes. */
export interface SourceFile {
  path: string
  text: string
  ast: ts.SourceFile
}

export interface Import {
  from: string
  line: number
  /** Path relative to the root for our own files, otherwise the name as written. */
  target: string
  isOwn: boolean
  isTypeOnly: boolean
}

const ignoredFolders = new Set(['node_modules', 'build', 'data', '.git', '.cache', 'test-results'])

/** Every file below the folders, relative to `root`, sorted. */
export function listFiles(root: string, folders: string[]): string[] {
  return folders.flatMap((folder) => (existsSync(join(root, folder)) ? walk(root, folder) : []))
}

function walk(root: string, path: string): string[] {
  if (statSync(join(root, path)).isFile()) return [path]
  const names = readdirSync(join(root, path)).filter((name) => !ignoredFolders.has(name))
  return names.sort().flatMap((name) => walk(root, `${path}/${name}`))
}

export function readSources(root: string, folders: string[]): SourceFile[] {
  return listFiles(root, folders)
    .filter((path) => /\.tsx?$/.test(path) && !/\.d\.ts$/.test(path))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      return { path, text, ast: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) }
    })
}

/** Tests and what only they use may look behind every door. */
export const isTestFile = (path: string) => /\.test\.tsx?$|\/(testing|golden|fixtures)\//.test(path)
export const isGenerated = (path: string) => /\.gen\.tsx?$/.test(path)

/** All imports, re-exports and dynamic imports of a file. */
export function importsOf(root: string, file: SourceFile): Import[] {
  const found: Import[] = []
  const add = (node: ts.Node, specifier: string, isTypeOnly: boolean) =>
    found.push({
      from: file.path,
      line: lineOf(file.ast, node),
      isTypeOnly,
      ...resolveImport(root, file.path, specifier),
    })
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node, node.moduleSpecifier.text, node.importClause?.isTypeOnly ?? false)
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node, node.moduleSpecifier.text, node.isTypeOnly)
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments
      if (argument && ts.isStringLiteral(argument)) add(node, argument.text, false)
    } else if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument) &&
      ts.isStringLiteral(node.argument.literal)
    ) {
      add(node, node.argument.literal.text, true)
    }
    ts.forEachChild(node, visit)
  }
  visit(file.ast)
  return found
}

export const lineOf = (ast: ts.SourceFile, node: ts.Node) =>
  ast.getLineAndCharacterOfPosition(node.getStart(ast)).line + 1

const endings = ['', '.ts', '.tsx', '/index.ts', '/index.tsx']

function resolveImport(root: string, from: string, specifier: string): Pick<Import, 'target' | 'isOwn'> {
  const name = specifier.replace(/\?.*$/, '')
  const analytics = /^@rapport\/analytics\/(.+)$/.exec(name)?.[1]
  if (analytics) return { target: `analytics/src/${analytics}/index.ts`, isOwn: true }
  const workspace = /^@rapport\/(server|web|analytics)(?:\/(.*))?$/.exec(name)
  if (workspace) return { target: `${workspace[1]}/${workspace[2] ?? ''}`, isOwn: true }
  if (!name.startsWith('.')) return { target: name, isOwn: false }
  const path = join(dirname(from), name).replaceAll('\\', '/')
  const ending = endings.find((candidate) => {
    const stat = statSync(join(root, path + candidate), { throwIfNoEntry: false })
    return stat?.isFile()
  })
  return { target: path + (ending ?? ''), isOwn: true }
}
