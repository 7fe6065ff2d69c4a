// Builds what is stale: the server into build/server (one file per entry), the web into build/web.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root, say } from './root.mjs'

const targets = {
  server: {
    sources: ['server/src', 'analytics/src', 'scripts/build.mjs', 'scripts/build-server.mjs', 'package-lock.json'],
    isSource: (path) => !/\.test\.ts$|\/(testing|fixtures|golden)\//.test(path),
    build: async () => (await import('./build-server.mjs')).buildServer(),
  },
  web: {
    sources: [
      'web/src',
      'web/public',
      'web/index.html',
      'web/vite.config.ts',
      'server/src',
      'scripts/build.mjs',
      'package-lock.json',
    ],
    isSource: (path) => !/\.test\.tsx?$/.test(path) && (!path.startsWith('server/') || /contract\.ts$/.test(path)),
    build: async () => {
      const { build } = await import('vite')
      await build({ root: join(root, 'web'), logLevel: 'warn' })
    },
  },
}

/** Milliseconds when nothing changed: only names, sizes and times of the sources are looked at. */
export async function buildStale(names = Object.keys(targets)) {
  for (const name of names) {
    const { sources, isSource, build } = targets[name]
    const stamp = join(root, 'build', `.${name}.stamp`)
    const wanted = fingerprint(sources, isSource)
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) continue
    say(`Building the ${name} …`)
    rmSync(stamp, { force: true })
    await build()
    mkdirSync(join(root, 'build'), { recursive: true })
    writeFileSync(stamp, wanted)
  }
}

export const builtCli = () => pathToFileURL(join(root, 'build', 'server', 'cli.js')).href

function fingerprint(sources, isSource) {
  const hash = createHash('sha256')
  for (const source of sources) walk(source, isSource, hash)
  return hash.digest('hex')
}

function walk(path, isSource, hash) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false })
  if (!stat) return
  if (stat.isDirectory()) {
    for (const name of readdirSync(join(root, path)).sort()) walk(`${path}/${name}`, isSource, hash)
  } else if (isSource(path)) {
    hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`)
  }
}
