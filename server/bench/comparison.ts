import pg from 'pg'
import { type Call, type LoadResult, loadHttp } from './_load.ts'
import { familyOf } from './_machine.ts'
import { customerId } from './_people.ts'
import { type Line, report } from './_report.ts'
import { openWorld } from './_world.ts'

const CUSTOMERS = 120_000
const CALLERS = 16

interface Case {
  readonly what: string
  readonly p50Ms: number
  readonly perSecond: number
  readonly call: (turn: number) => Call
}

const filter = (tree: unknown) => encodeURIComponent(JSON.stringify(tree))
const PARTS = ['zhang', '张伟', 'keller', '科技', 'anna', 'lab', '建国', 'novak']
const WORDS = ['zs', 'zhangw', '13800', '李明', 'keller', 'wq', 'c1234@', 'anna', '张三', 'hzkj']
const pick = <T>(list: readonly T[], turn: number) => list[turn % list.length]!
const someone = (turn: number) => customerId((turn * 7919) % CUSTOMERS)

const cases: readonly Case[] = [
  { what: 'list 50 with count', p50Ms: 3, perSecond: 1300, call: () => ({ path: '/customers?limit=50' }) },
  {
    what: 'name contains, sorted by name',
    p50Ms: 5,
    perSecond: 800,
    call: (turn) => ({
      path: `/customers?limit=50&sort=name&filter=${filter({ field: 'name', op: 'contains', value: pick(PARTS, turn) })}`,
    }),
  },
  {
    what: 'global search',
    p50Ms: 5,
    perSecond: 800,
    call: (turn) => ({ path: `/search?q=${encodeURIComponent(pick(WORDS, turn))}` }),
  },
  {
    what: 'one customer and its relations, in two requests',
    p50Ms: 2,
    perSecond: 2000,
    call: (turn) => ({ path: `/customers/${someone(turn >> 1)}${turn % 2 === 0 ? '' : '/relations'}` }),
  },
  {
    what: 'one customer as the 360° page opens it',
    p50Ms: 2,
    perSecond: 2000,
    call: (turn) => ({ path: `/customers/${someone(turn)}/page` }),
  },
  {
    what: 'create with its event',
    p50Ms: 3,
    perSecond: 1000,
    call: (turn) => ({
      method: 'POST',
      path: '/customers',
      body: {
        kind: 'person',
        name: `New Person ${turn}`,
        contactPoints: [{ kind: 'email', value: `new${turn}-${Date.now()}@new.example` }],
      },
    }),
  },
]

function describe({ what, p50Ms, perSecond }: Case, one: LoadResult, many: LoadResult): Line[] {
  const cpu = Object.entries(many.cpuMs)
    .map(([who, ms]) => `${who} ${ms.toFixed(2)}`)
    .join(', ')
  const failed = one.failures + many.failures
  return [
    {
      what: `${what}, 1 caller, p50`,
      asked: `≤ ${p50Ms} ms`,
      measured: `${one.p50Ms.toFixed(2)} ms`,
      isReached: one.p50Ms <= p50Ms && failed === 0,
      detail: `load ${one.load.toFixed(1)}`,
    },
    {
      what: `${what}, ${CALLERS} callers`,
      asked: `≥ ${perSecond} a second`,
      measured: `${Math.round(many.perSecond)} a second`,
      isReached: many.perSecond >= perSecond && failed === 0,
      detail: `p95 ${many.p95Ms.toFixed(1)} ms; ms of processor a request: ${cpu}; load ${many.load.toFixed(1)}${failed > 0 ? `; ${failed} failed` : ''}`,
    },
  ]
}

const world = await openWorld(CUSTOMERS)
const { origin, callers, product, postmaster } = world
const processes = { product: () => [product.pid!], database: () => familyOf(postmaster) }
const lines: Line[] = []
for (const item of cases) {
  await loadHttp(origin, callers.administrator, { callers: 4, seconds: 1.5 }, item.call)
  const one = await loadHttp(origin, callers.administrator, { callers: 1, seconds: 3 }, item.call)
  const many = await loadHttp(origin, callers.administrator, { callers: CALLERS, seconds: 5, processes }, item.call)
  lines.push(...describe(item, one, many))
}
report('comparison', {
  title: 'Comparison workload',
  method:
    '100,000 persons, 20,000 organizations, each person works at one. Closed loop over HTTP on keep-alive connections, an API key of an administrator.',
  lines,
})
await removeCreated()
await world.stop()
process.exit(0)

/** Leaves the firm as the next run expects it. */
async function removeCreated(): Promise<void> {
  const client = new pg.Client({ connectionString: world.ownerUrl })
  await client.connect()
  await client.query(`delete from customers.contact_point where value like 'new%@new.example'`)
  await client.query(`delete from customers.customer where primary_email like 'new%@new.example'`)
  await client.query('vacuum analyze customers.customer')
  await client.end()
}
