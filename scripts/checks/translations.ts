import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { isTestFile, lineOf, listFiles, readSources } from './source.ts'

type Dictionary = ReadonlyMap<string, string>
const languages = ['en', 'zh-CN'] as const
/** Plural forms differ between languages; the rest of the key does not. */
const plural = /_(zero|one|two|few|many|other)$/

/** Keys, placeholders and uses of words that do not fit together in the two languages. */
export function findTranslationProblems(root: string): string[] {
  const problems: string[] = []
  for (const [area, prefix] of [
    ['server/src', '/words/'],
    ['web/src', '/'],
  ] as const) {
    const files = listFiles(root, [area]).filter((path) =>
      languages.some((language) => path.endsWith(`${prefix}${language}.json`)),
    )
    const folders = [...new Set(files.filter((path) => !isTestFile(path)).map((path) => dirname(path)))]
    const known = new Set<string>()
    for (const folder of folders) {
      const [english, chinese] = languages.map((language) => readDictionary(root, `${folder}/${language}.json`))
      problems.push(...compare(folder, english, chinese))
      for (const key of [...(english?.keys() ?? [])]) known.add(key.replace(plural, ''))
    }
    problems.push(...unknownKeys(root, area, known))
  }
  return problems
}

function compare(folder: string, english: Dictionary | undefined, chinese: Dictionary | undefined): string[] {
  if (!english || !chinese) return [`${folder}: en.json and zh-CN.json must both be there`]
  const problems: string[] = []
  const bases = (words: Dictionary) => new Map([...words].map(([key, text]) => [key.replace(plural, ''), text]))
  const [left, right] = [bases(english), bases(chinese)]
  for (const key of left.keys()) if (!right.has(key)) problems.push(`${folder}/zh-CN.json: ${key} is missing`)
  for (const key of right.keys()) if (!left.has(key)) problems.push(`${folder}/en.json: ${key} is missing`)
  for (const [words, language] of [
    [english, 'en'],
    [chinese, 'zh-CN'],
  ] as const) {
    for (const [key, text] of words)
      if (text.trim() === '') problems.push(`${folder}/${language}.json: ${key} is empty`)
  }
  for (const [key, text] of chinese) {
    const base = key.replace(plural, '')
    const wanted = placeholders(left.get(base) ?? '')
    if (left.has(base) && wanted !== placeholders(text))
      problems.push(`${folder}: ${key} has other placeholders in the two languages`)
  }
  return problems
}

/** English may leave the number out of a singular, so `_one` is not what the other forms are held against. */
const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{\{\s*-?\s*([\w.]+)/g)].map(([, name]) => name))].sort().join(' ')

function unknownKeys(root: string, area: string, known: ReadonlySet<string>): string[] {
  const problems: string[] = []
  for (const { path, ast } of readSources(root, [area]).filter((file) => !isTestFile(file.path))) {
    const visit = (node: ts.Node): void => {
      for (const key of keysUsed(node)) {
        const name = key.replace(/^[\w-]+:/, '')
        if (!known.has(name)) problems.push(`${path}:${lineOf(ast, node)}: no words for ${key}`)
      }
      ts.forEachChild(node, visit)
    }
    visit(ast)
  }
  return problems
}

/** The fixed keys of `t('…')`, `ctx.t('…')`, `<Trans i18nKey="…">` and refusals. */
function keysUsed(node: ts.Node): string[] {
  if (
    ts.isJsxAttribute(node) &&
    node.name.getText() === 'i18nKey' &&
    node.initializer &&
    ts.isStringLiteral(node.initializer)
  ) {
    return [node.initializer.text]
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'Problem') return refusal(node.arguments?.[1])
  if (!ts.isCallExpression(node)) return []
  if (node.expression.getText() === 'conflict') return refusal(node.arguments[0])
  const called = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression
  if (!ts.isIdentifier(called) || called.text !== 't') return []
  const [first] = node.arguments
  const options = first && ts.isConditionalExpression(first) ? [first.whenTrue, first.whenFalse] : first ? [first] : []
  return options.filter(ts.isStringLiteralLike).map(({ text }) => text)
}

/** A refusal of this type is told to the caller in the words `problem.<type>`. */
const refusal = (type: ts.Expression | undefined) =>
  type && ts.isStringLiteralLike(type) ? [`problem.${type.text}`] : []

function readDictionary(root: string, path: string): Dictionary | undefined {
  if (!existsSync(join(root, path))) return undefined
  const flat = new Map<string, string>()
  const flatten = (value: unknown, key: string): void => {
    if (typeof value === 'string') flat.set(key, value)
    else for (const [name, inner] of Object.entries(value as object)) flatten(inner, key ? `${key}.${name}` : name)
  }
  flatten(JSON.parse(readFileSync(join(root, path), 'utf8')), '')
  return flat
}
