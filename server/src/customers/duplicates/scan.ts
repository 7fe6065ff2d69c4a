import type { DuplicateModel } from '@rapport/analytics/duplicates'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { defineJob, type JobContext } from '../../kernel/jobs/job.ts'
import { partsOf, readAllDecisions } from './decisions.ts'
import { insertGroups, lockGroups } from './groups.sql.ts'
import { type Matcher, type Matches, startMatcher } from './match-in-worker.ts'
import { type MatchablePage, readMatchablesAfter, type StoredMatchable } from './matchables.sql.ts'
import { columnsFor, KINDS, type Kind, type MatchColumn, type Naming } from './matched-fields.ts'
import { scanChanges, scanKind } from './scan-changes.ts'
import { type DuplicateSetting, keepScan, readDuplicateSetting } from './setting.ts'

export interface ScanRequest {
  /** Looks at everybody anew; otherwise only at what changed since the last scan. */
  readonly full?: boolean
}

const PAGE = 10_000
const WRITE_STEP = 2_000
const SEED = 20_26
const FIRST_ID = '00000000-0000-0000-0000-000000000000'
/** Of fewer customers of a kind there is too little to learn from: they are compared by stated defaults. */
const LEARN_FROM = 500
/** Share of persons with family and given name from which these are compared rather than whole names: slips in both count less. */
const PARTS_FROM = 0.8
/** Share of a scan's work that is reading. */
const READING = 0.4
/** Of more changes than these, a whole scan is quicker. */
const CHANGES_MAX = 5_000

/**
 * Looks for probable duplicates among all customers of a workspace, or among those changed since the last scan. A scan
 * that is broken off begins anew: reading and comparing change nothing, and groups are replaced only at the end, step by
 * step under the scan's own id, so that a second run writes the same again.
 */
export const scanDuplicatesJob = defineJob<ScanRequest>(
  'scan-duplicates',
  async (job, { full }) => {
    const setting = await job.read(readDuplicateSetting)
    const from = full ? null : setting.scannedTo
    // Changes that commit while the scan reads are looked at again by the next.
    const startedAt = await job.read(async (ctx) => ctx.now)
    if (from !== null) {
      const changed = await scanChanges(job, setting, from, CHANGES_MAX)
      if (changed !== null) {
        await job.transact((ctx) => keepScan(ctx, { to: startedAt }))
        return { changed, groups: await job.read(countAll) }
      }
    }
    return scanAll(job, setting, startedAt)
  },
  { cron: '20 * * * *' },
)

/** What one kind of customer is compared by, and who stands in which row of the matcher. */
class Compared {
  readonly ids: string[] = []
  readonly values: number[] = []
  readonly columns: readonly MatchColumn[]
  readonly matcher: Matcher

  constructor(kind: Kind, setting: DuplicateSetting, naming: Naming, matcher: Matcher) {
    this.columns = columnsFor(kind, setting.fields, naming)
    this.matcher = matcher
  }

  add(customers: readonly StoredMatchable[]): void {
    for (const { id, value } of customers) {
      this.ids.push(id)
      this.values.push(value)
    }
    this.matcher.add(Object.fromEntries(this.columns.map(({ name, read }) => [name, customers.map(read)])))
  }
}

async function scanAll(job: JobContext, setting: DuplicateSetting, startedAt: Date) {
  const counts = await job.read(countCustomers)
  const total = counts.person + counts.organization
  const learned = KINDS.filter((kind) => counts[kind] >= LEARN_FROM)
  const models: Record<Kind, DuplicateModel | null> = { person: null, organization: null }
  if (learned.length > 0) Object.assign(models, await matchAll(job, setting, learned, counts))
  for (const kind of KINDS.filter((one) => !learned.includes(one))) {
    await scanKind(job, { ...setting, models, scannedCustomers: total }, kind)
  }
  await job.transact(async (ctx) => {
    await lockGroups(ctx)
    await sql`
      delete from customers.duplicate_group
      where workspace_id = ${ctx.actor.workspaceId} and scan_id <> ${job.id}`.execute(ctx.db)
    await keepScan(ctx, { to: startedAt, customers: total, models })
  })
  // What came while this scan read: a scan of those changes may have ended before the groups were replaced.
  await scanChanges(job, await job.read(readDuplicateSetting), startedAt, CHANGES_MAX, '0')
  return { customers: total, groups: await job.read(countAll) }
}

/** Compares all customers of some kinds with each other, each kind in a thread of its own. @returns what was learned */
async function matchAll(job: JobContext, setting: DuplicateSetting, kinds: readonly Kind[], counts: Counts) {
  const total = counts.person + counts.organization
  const naming: Naming = counts.named >= PARTS_FROM * counts.person ? 'parts' : 'whole'
  const compared = new Map(kinds.map((kind) => [kind, new Compared(kind, setting, naming, startMatcher(job.signal))]))
  try {
    await readAll(job, compared, total)
    const shares = new Map<Kind, number>()
    const matching = [...compared].map(async ([kind, { matcher, columns }]) => {
      const onProgress = (share: number) => {
        shares.set(kind, share)
        const matched = [...shares.values()].reduce((sum, one) => sum + one, 0) / kinds.length
        void job.progress(Math.round(total * (READING + (1 - READING) * matched)), total)
      }
      return { kind, found: await matcher.match(columns, { threshold: setting.showFrom, seed: SEED, onProgress }) }
    })
    const models: Partial<Record<Kind, DuplicateModel | null>> = {}
    for (const { kind, found } of await Promise.all(matching)) {
      models[kind] = found.model
      await writeGroups(job, kind, found, compared.get(kind)!)
    }
    return models
  } finally {
    await Promise.all([...compared.values()].map(({ matcher }) => matcher.stop()))
  }
}

async function readAll(job: JobContext, compared: ReadonlyMap<Kind, Compared>, total: number): Promise<void> {
  let read = 0
  for (let after: string | null = FIRST_ID; after !== null && !job.signal.aborted; ) {
    const page: MatchablePage = await job.read((ctx) => readMatchablesAfter(ctx, after!, PAGE))
    for (const [kind, one] of compared) one.add(page.customers.filter((customer) => customer.kind === kind))
    read += page.customers.length
    await job.progress(Math.round(read * READING), total)
    after = page.last
  }
}

async function writeGroups(job: JobContext, kind: Kind, found: Matches, { ids, values }: Compared): Promise<void> {
  const decisions = await job.read(readAllDecisions)
  const rowOf = new Map(found.clusters.flat().map((row) => [ids[row]!, row]))
  const sure = surenessByRow(found)
  const groups = found.clusters.flatMap((cluster) =>
    partsOf(
      cluster.map((row) => ids[row]!),
      decisions,
    ),
  )
  for (let at = 0; at === 0 || at < groups.length; at += WRITE_STEP) {
    const rows = groups.slice(at, at + WRITE_STEP).map((members) => ({
      id: uuidv7(),
      kind,
      members,
      probability: Math.min(...members.map((id) => sure.get(rowOf.get(id)!) ?? 0)),
      value: members.reduce((sum, id) => sum + values[rowOf.get(id)!]!, 0),
    }))
    await job.transact((ctx) => insertGroups(ctx, job.id, rows, at === 0 ? kind : null))
  }
}

/** How surely each row belongs to its cluster: the likeliest of its pairs. */
function surenessByRow({ pairs }: Matches): ReadonlyMap<number, number> {
  const sure = new Map<number, number>()
  for (const { a, b, probability } of pairs) {
    if (probability > (sure.get(a) ?? 0)) sure.set(a, probability)
    if (probability > (sure.get(b) ?? 0)) sure.set(b, probability)
  }
  return sure
}

/** Customers by kind, and persons whose family and given names are kept apart. */
type Counts = Readonly<Record<Kind | 'named', number>>

async function countCustomers(ctx: Ctx): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select count(*) filter (where kind = 'person') as person,
      count(*) filter (where kind = 'person' and (family_name is not null or given_name is not null)) as named,
      count(*) filter (where kind = 'organization') as organization
    from customers.v_customer where deleted_at is null`.execute(ctx.db)
  return rows[0]!
}

const countAll = async (ctx: Ctx) => {
  const { rows } = await sql<{ count: number }>`select count(*) from customers.v_duplicate_group`.execute(ctx.db)
  return rows[0]!.count
}
