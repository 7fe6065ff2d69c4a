import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const declare = resolve(root, 'server/src/kernel/http/declare.ts')
const planted = resolve(root, 'server/src/kernel/http/planted.ts')

/** What the compiler says of a module beside `declare.ts` with this text. */
function compile(text: string): string[] {
  const { config } = ts.readConfigFile(resolve(root, 'tsconfig.base.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const host = ts.createCompilerHost(options)
  const onDisk = host.getSourceFile.bind(host)
  host.getSourceFile = (name, version) =>
    name === planted ? ts.createSourceFile(name, text, version) : onDisk(name, version)
  const program = ts.createProgram({ rootNames: [planted, declare], options, host })
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(planted))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

const route = (members: string) =>
  `import { declareRoute } from './declare.ts'\nexport const r = declareRoute({ method: 'GET', path: '/x', summary: 's', ${members} })`

describe('a route', () => {
  it('compiles with a permission word and not without one', () => {
    expect(compile(route("permission: 'customers.read'"))).toEqual([])
    expect(compile(route('')).join('\n')).toMatch(/'permission' is missing/)
    expect(compile(route("permission: ''")).join('\n')).toMatch(/not assignable/)
  }, 60_000)
})
