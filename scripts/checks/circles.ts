import { importsOf, readSources } from './source.ts'

/** Circles of imports between our own files. Types count too: two files that need each other are one thing. */
export function findCircles(root: string): string[] {
  const graph = new Map<string, string[]>()
  for (const file of readSources(root, ['analytics/src', 'server/src', 'web/src', 'scripts', 'e2e'])) {
    const uses = importsOf(root, file).filter((one) => one.isOwn && !isEventType(one.target, one.isTypeOnly))
    graph.set(file.path, [...new Set(uses.map((one) => one.target))])
  }
  const state = new Map<string, 'open' | 'done'>()
  const circles: string[] = []
  const visit = (path: string, trail: string[]): void => {
    if (state.get(path) === 'done') return
    if (state.get(path) === 'open') {
      circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
      return
    }
    state.set(path, 'open')
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path])
    state.set(path, 'done')
  }
  for (const path of graph.keys()) visit(path, [])
  return circles
}

/** Behaviour flows back as events, and their types may be named against an arrow. */
const isEventType = (target: string, isTypeOnly: boolean) => isTypeOnly && target.endsWith('/events.ts')
