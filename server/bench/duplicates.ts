import { type Call, loadHttp } from './_load.ts'
import { customerId, emailOf, isOrganization, phoneOf } from './_people.ts'
import { type Line, report } from './_report.ts'
import { openWorld, tell } from './_world.ts'

const CUSTOMERS = 1_000_000
const VARIANTS = 60
const FIND_P95_MS = 50
const SCAN_SECONDS = 180
const MERGED_GROUPS = 4_000
const MERGE_SECONDS = 60

/** Rows all over the firm, none of them an organization. */
const rows = Array.from({ length: VARIANTS }, (_, turn) => (turn * 7919 * 41) % CUSTOMERS).filter(
  (row) => !isOrganization(row),
)
const NAMES = ['王伟', '张丽娟', '李建国', 'Anna Keller', 'Simon Haas', 'Klara Nowak', '欧阳子涵', 'Zhang Wei']

const check = (turn: number): Call => {
  const row = rows[turn % rows.length]!
  const contactPoints = [
    ...(turn % 3 === 0 ? [{ kind: 'phone', value: phoneOf(row) }] : []),
    ...(turn % 3 === 1 ? [{ kind: 'email', value: emailOf(row) }] : []),
    { kind: 'address', address: { city: '杭州' } },
  ]
  return {
    method: 'POST',
    path: '/duplicates/check',
    body: { kind: 'person', name: NAMES[turn % NAMES.length]!, contactPoints },
  }
}

const world = await openWorld(CUSTOMERS, { hasOrders: true })
const lines: Line[] = []
const headers = world.callers.administrator
const find = async (what: string, call: (turn: number) => Call) => {
  await loadHttp(world.origin, headers, { callers: 1, seconds: 3 }, call)
  const found = await loadHttp(world.origin, headers, { callers: 1, seconds: 8 }, call)
  lines.push({
    what,
    asked: `≤ ${FIND_P95_MS} ms`,
    measured: `${found.p95Ms.toFixed(1)} ms`,
    isReached: found.p95Ms <= FIND_P95_MS && found.failures === 0,
    detail: `p50 ${found.p50Ms.toFixed(1)} ms; load ${found.load.toFixed(1)}${found.failures > 0 ? `; ${found.failures} failed` : ''}`,
  })
}
await find('probable duplicates while typing, p95', check)
await find('probable duplicates of a stored customer, p95', (turn) => ({
  path: `/customers/${customerId(rows[turn % rows.length]!)}/duplicates`,
}))

interface Job {
  readonly state: string
  readonly result: Readonly<Record<string, number>> | null
}

const api = async <T>(path: string, body?: object): Promise<T> => {
  const answer = await fetch(`${world.origin}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { ...headers, 'content-type': 'application/json', 'x-rapport': '1' },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

/** Runs a job to its end. @returns seconds and its result */
async function timed(path: string, body: object) {
  const began = performance.now()
  const { job } = await api<{ job: string }>(path, body)
  for (;;) {
    const { state, result } = await api<Job>(`/jobs/${job}`)
    if (state === 'done') return { seconds: (performance.now() - began) / 1000, result: result! }
    if (state === 'failed' || state === 'cancelled') throw new Error(`${path} ended as ${state}`)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

tell('Scanning …')
const scan = await timed('/duplicates/scan', { full: true })
lines.push({
  what: 'scan of a million customers for duplicates, database included',
  asked: `≤ ${SCAN_SECONDS} s`,
  measured: `${scan.seconds.toFixed(0)} s`,
  isReached: scan.seconds <= SCAN_SECONDS,
  detail: `${scan.result.groups} groups`,
})
/** The surest of what the scan found, which is what people merge. */
async function surestGroups(): Promise<{ ids: string[] }[]> {
  const groups: { ids: string[] }[] = []
  for (let after: string | null = ''; after !== null && groups.length < MERGED_GROUPS; ) {
    const page: { items: { members: { id: string }[] }[]; nextAfter: string | null } = await api(
      `/duplicates${after ? `?after=${encodeURIComponent(after)}` : ''}`,
    )
    groups.push(...page.items.map(({ members }) => ({ ids: members.map(({ id }) => id) })))
    after = page.nextAfter
  }
  return groups.slice(0, MERGED_GROUPS)
}

const groups = await surestGroups()
tell('Merging …')
const merge = await timed('/customers/merge/bulk', { groups })
lines.push({
  what: `merge of ${groups.length} groups among a million customers`,
  asked: `≤ ${MERGE_SECONDS} s`,
  measured: `${merge.seconds.toFixed(0)} s`,
  isReached: merge.seconds <= MERGE_SECONDS && groups.length === MERGED_GROUPS,
  detail: `${merge.result.merged} merged, ${merge.result.refused} refused`,
})
report('duplicates', {
  title: 'Duplicates among a million customers',
  method:
    'One caller asks who a customer probably is, by name with a phone, a mail address or the city; then all customers are scanned and the surest groups merged.',
  lines,
})
await world.stop()
