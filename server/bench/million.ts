import { type Call, loadHttp } from './_load.ts'
import { customerId, emailOf, externalIdOf, phoneOf } from './_people.ts'
import { loadRaw, recordStatements } from './_raw.ts'
import { type Line, report } from './_report.ts'
import { type Callers, openWorld } from './_world.ts'

const CUSTOMERS = 1_000_000
const CALLERS = 16
const VARIANTS = 40
const CONNECTIONS = 12
const P95_MS = 50
const RATIO = 0.5

const filter = (tree: unknown) => encodeURIComponent(JSON.stringify(tree))
const CITIES = ['杭州', '上海', '北京', '深圳', 'Basel', 'Jena']
const SOURCES = ['fair', 'web', 'referral']
const INITIALS = ['zs', 'lw', 'wq', 'zjg', 'lm', 'cj', 'hzkj', 'yf']
const pick = <T>(list: readonly T[], turn: number) => list[turn % list.length]!
const HINTS = [phoneOf, emailOf, externalIdOf]

const cases: Readonly<Record<string, (turn: number) => Call>> = {
  'default list page': () => ({ path: '/customers?limit=50' }),
  'list filtered on city and source, sorted by last order': (turn) => ({
    path: `/customers?limit=50&sort=-lastOrderOn&filter=${filter({
      and: [
        { field: 'city', op: 'eq', value: pick(CITIES, turn) },
        { field: 'source', op: 'eq', value: pick(SOURCES, turn) },
      ],
    })}`,
  }),
  'orders, default list page': () => ({ path: '/orders?limit=50' }),
  'search by pinyin initials': (turn) => ({ path: `/search?q=${pick(INITIALS, turn)}` }),
  recognition: (turn) => ({
    path: `/recognition?hint=${encodeURIComponent(pick(HINTS, turn)((turn * 7919 * 50) % CUSTOMERS))}`,
  }),
  'one customer page': (turn) => ({ path: `/customers/${customerId((turn * 7919 * 50) % CUSTOMERS)}/page` }),
}

const world = await openWorld(CUSTOMERS, { hasOrders: true })
const who: Readonly<Record<keyof Callers, string>> = {
  administrator: 'administrator',
  representative: 'owner of a fiftieth',
  newcomer: 'owner of 200',
}
const [only] = process.argv.slice(2)
const lines: Line[] = []
for (const [what, call] of Object.entries(cases)) {
  if (only && !what.includes(only)) continue
  for (const caller of Object.keys(who) as (keyof Callers)[]) {
    if (what === 'one customer page' && caller === 'newcomer') continue
    const calls = Array.from({ length: VARIANTS }, (_, turn) => call(turn))
    const cycle = (turn: number) => calls[turn % VARIANTS]!
    const headers = world.callers[caller]
    await loadHttp(world.origin, headers, { callers: CALLERS, seconds: 2 }, cycle)
    const product = await loadHttp(world.origin, headers, { callers: CALLERS, seconds: 4 }, cycle)
    const statements = await recordStatements(world, headers, calls)
    await loadRaw(world, statements, { callers: CALLERS, seconds: 1, connections: CONNECTIONS })
    const raw = await loadRaw(world, statements, { callers: CALLERS, seconds: 4, connections: CONNECTIONS })
    const ratio = product.perSecond / raw.perSecond
    lines.push(
      {
        what: `${what}, ${who[caller]}, p95`,
        asked: `≤ ${P95_MS} ms`,
        measured: `${product.p95Ms.toFixed(1)} ms`,
        isReached: product.p95Ms <= P95_MS && product.failures === 0,
        detail: `bare SQL ${raw.p95Ms.toFixed(1)} ms; load ${product.load.toFixed(1)}${product.failures > 0 ? `; ${product.failures} failed` : ''}`,
      },
      {
        what: `${what}, ${who[caller]}, share of bare SQL`,
        asked: `≥ ${RATIO * 100} %`,
        measured: `${Math.round(ratio * 100)} %`,
        isReached: ratio >= RATIO && product.failures === 0,
        detail: `${Math.round(product.perSecond)} of ${Math.round(raw.perSecond)} a second`,
      },
    )
    const last = lines.slice(-2)
    process.stderr.write(`${last.map((line) => `${line.what}: ${line.measured}`).join(' · ')}\n`)
  }
}
if (!only) {
  report('million', {
    title: 'A million customers, three million orders',
    method: `${CALLERS} callers in a closed loop. Bare SQL: the very statements that the product sent, through the same driver on ${CONNECTIONS} connections, without transactions around them.`,
    lines,
  })
}
await world.stop()
process.exit(0)
