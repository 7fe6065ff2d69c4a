import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { build } from 'esbuild'
import { root } from './root.mjs'

const source = join(root, 'server', 'src')
const output = join(root, 'build', 'server')

/** Entries: the command line and every `*.worker.ts`; libraries stay in node_modules. */
export async function buildServer() {
  rmSync(output, { recursive: true, force: true })
  mkdirSync(output, { recursive: true })
  const workers = [...workerFiles(source), ...workerFiles(join(root, 'analytics', 'src'))]
  refuseDoubledNames(workers)
  await build({
    entryPoints: [join(source, 'cli.ts'), ...workers],
    entryNames: '[name]',
    outdir: output,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: true,
    logLevel: 'warning',
    plugins: [analyticsFromSource, filesBesideSource],
  })
  copyMigrations()
}

function workerFiles(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.worker.ts'))
    .map((name) => join(folder, name))
}

function refuseDoubledNames(workers) {
  const names = workers.map((path) => basename(path))
  const doubled = names.find((name, index) => names.indexOf(name) !== index)
  if (doubled) throw new Error(`Two workers are called ${doubled}; in the build they lie in one folder.`)
}

/** The analytics package is TypeScript source, so it goes into the bundle although it is a package. */
const analyticsFromSource = {
  name: 'analytics-from-source',
  setup({ onResolve }) {
    onResolve({ filter: /^@rapport\/analytics\// }, ({ path }) => ({
      path: join(root, 'analytics', 'src', path.slice('@rapport/analytics/'.length), 'index.ts'),
    }))
  },
}

/**
 * `new URL('./x.worker.ts', import.meta.url)` becomes the built worker, and `new URL('./some.file', import.meta.url)`
 * a copy of that file under `files/`.
 */
const filesBesideSource = {
  name: 'files-beside-source',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      if (!text.includes('import.meta.url')) return undefined
      const contents = text.replace(
        /new URL\(\s*(['"`])(\.{1,2}\/[^'"`$]+)\1,\s*import\.meta\.url,?\s*\)/g,
        (whole, _quote, name) => builtUrl(resolve(dirname(path), name)) ?? whole,
      )
      return { contents, loader: 'ts' }
    })
  },
}

function builtUrl(path) {
  if (path.endsWith('.worker.ts')) return `new URL('./${basename(path, '.ts')}.js', import.meta.url)`
  if (!existsSync(path) || !statSync(path).isFile()) return undefined
  const copy = join('files', relative(root, path).replaceAll('..', '_'))
  cpSync(path, join(output, copy))
  return `new URL('./${copy.replaceAll('\\', '/')}', import.meta.url)`
}

/** The built server finds them in `migrations/<slice>/` beside itself. */
function copyMigrations() {
  for (const slice of readdirSync(source)) {
    const folder = join(source, slice, 'migrations')
    if (existsSync(folder)) cpSync(folder, join(output, 'migrations', slice), { recursive: true })
  }
}
