import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { isGenerated, isTestFile, lineOf, listFiles, readSources, type SourceFile } from './source.ts'

const fileLinesMax = 400
const functionLinesMax = 60
const folderEntriesMax = 30
const kernelLinesMax = 4_000
const doorLinesMax = 40

/** Files that may be longer, and why. */
const longFiles: Readonly<Record<string, string>> = {}

/** What has grown beyond the sizes that keep it readable. */
export function findOversized(root: string): string[] {
  const sources = readSources(root, ['analytics/src', 'server', 'web/src', 'scripts', 'e2e', 'verify']).filter(
    ({ path }) => !isGenerated(path),
  )
  return [
    ...sources
      .filter(({ path }) => !(path in longFiles))
      .flatMap((file) => tooLong(file.path, file.text, fileLinesMax)),
    ...sources.filter(({ path }) => !isTestFile(path)).flatMap(longFunctions),
    ...crowdedFolders(root),
    ...kernel(sources),
    ...doors(root),
  ]
}

const linesOf = (text: string) => text.trimEnd().split('\n').length

function tooLong(path: string, text: string, max: number): string[] {
  const lines = linesOf(text)
  return lines > max ? [`${path}: ${lines} lines, at most ${max}`] : []
}

function longFunctions({ path, ast }: SourceFile): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const last = ast.getLineAndCharacterOfPosition(node.getEnd()).line + 1
      const lines = last - lineOf(ast, node) + 1
      if (lines > functionLinesMax)
        found.push(`${path}:${lineOf(ast, node)}: a function of ${lines} lines, at most ${functionLinesMax}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(ast)
  return found
}

function crowdedFolders(root: string): string[] {
  const files = listFiles(root, ['analytics', 'server', 'web', 'scripts', 'e2e', 'docs'])
  const folders = new Set(
    files.map((path) => dirname(path)).filter((path) => !/\/(golden|fixtures|migrations|screenshots)(\/|$)/.test(path)),
  )
  return [...folders].flatMap((folder) => {
    const entries = readdirSync(join(root, folder)).filter((name) => name !== 'node_modules').length
    return entries > folderEntriesMax ? [`${folder}: ${entries} entries, at most ${folderEntriesMax}`] : []
  })
}

function kernel(sources: SourceFile[]): string[] {
  const files = sources.filter(({ path }) => path.startsWith('server/src/kernel/') && !isTestFile(path))
  const lines = files.reduce((total, { text }) => total + linesOf(text), 0)
  return lines > kernelLinesMax ? [`server/src/kernel: ${lines} lines, at most ${kernelLinesMax}`] : []
}

/** Doors, slice papers and the map. */
function doors(root: string): string[] {
  const source = join(root, 'server', 'src')
  const slices = existsSync(source) ? readdirSync(source).filter((name) => !name.includes('.')) : []
  const limits: [string, number][] = [
    ['ARCHITECTURE.md', 150],
    ...slices.flatMap((slice): [string, number][] => [
      [`server/src/${slice}/index.ts`, doorLinesMax],
      [`server/src/${slice}/README.md`, doorLinesMax],
    ]),
  ]
  return limits
    .filter(([path]) => existsSync(join(root, path)))
    .flatMap(([path, max]) => tooLong(path, readFileSync(join(root, path), 'utf8'), max))
}
