import type { EvidenceLine } from '@rapport/analytics/duplicates'
import type { Ctx } from '../../kernel/context.ts'
import type { JobContext } from '../../kernel/jobs/job.ts'
import { POINTS_MAX } from '../duplicates/matched-fields.ts'
import { findProbableVisible, reasonsOf, visibleCustomers } from '../duplicates/probable.ts'
import { type DuplicateSetting, readDuplicateSetting } from '../duplicates/setting.ts'
import type { PlannedCustomer } from './customer-plan.ts'
import type { CustomerValues } from './customer-values.ts'
import type { Newcomer } from './targets.ts'

/** So many rows are held against the customers who are there; a file of more would keep one waiting. */
const LOOKED_AT_MAX = 2_000
const AT_ONCE = 3
const STEP = 20
const KEPT_MAX = 100

/** The customer that a row would create, as customers are compared. */
export function newcomerOf(values: CustomerValues, { columns, contacts }: PlannedCustomer): Newcomer {
  const points = (kind: string) => contacts.filter((point) => point.kind === kind).slice(0, POINTS_MAX)
  const addresses = points('address').flatMap(({ address }) => (address ? [address] : []))
  return {
    row: values.row.number,
    line: values.row.line,
    kind: columns.kind as Newcomer['kind'],
    customer: {
      name: columns.name as string,
      familyName: columns.family_name as string | null,
      givenName: columns.given_name as string | null,
      emails: points('email').map(({ value }) => value),
      phones: points('phone').map(({ value }) => value),
      birthday: birthdayOf(columns),
      addresses: addresses.flatMap(({ street }) => (street ? [street] : [])),
      city: addresses.find(({ city }) => city)?.city ?? null,
      region: addresses.find(({ region }) => region)?.region ?? null,
      postcode: addresses.find(({ postcode }) => postcode)?.postcode ?? null,
      employer: values.employer,
    },
  }
}

function birthdayOf({ birth_calendar, birth_year, birth_month, birth_day }: PlannedCustomer['columns']): string | null {
  if (birth_calendar !== 'solar' || birth_month === null) return null
  const parts = [[birth_year, 4] as const, [birth_month, 2] as const, [birth_day, 2] as const]
  return parts.flatMap(([part, length]) => (part === null ? [] : [String(part).padStart(length, '0')])).join('-')
}

/** A row whose customer is probably there already, without anything of that customer but the id. */
export interface KnownRow {
  readonly row: number
  readonly line: number
  readonly name: string
  readonly customerId: string
  readonly probability: number
  readonly evidence: readonly EvidenceLine[]
}

export interface KnownRows {
  readonly duplicates: readonly KnownRow[]
  readonly duplicateCount: number
  /** Rows that were held against the customers who are there. */
  readonly duplicatesLookedAt: number
}

/** Holds rows that would create a customer against the customers whom the importer sees, up to a bound. */
export async function startKnownRows(job: JobContext) {
  const setting = await job.read(readDuplicateSetting)
  const duplicates: KnownRow[] = []
  let [duplicateCount, duplicatesLookedAt] = [0, 0]
  return {
    look: async (newcomers: readonly Newcomer[]): Promise<void> => {
      const asked = newcomers.slice(0, LOOKED_AT_MAX - duplicatesLookedAt)
      duplicatesLookedAt += asked.length
      for (let at = 0; at < asked.length && !job.signal.aborted; at += STEP * AT_ONCE) {
        const parts = Array.from({ length: AT_ONCE }, (_, part) =>
          asked.slice(at + part * STEP, at + (part + 1) * STEP),
        ).filter(({ length }) => length > 0)
        const found = await Promise.all(parts.map((part) => job.read((ctx) => findKnown(ctx, setting, part))))
        duplicateCount += found.flat().length
        duplicates.push(...found.flat().slice(0, KEPT_MAX - duplicates.length))
      }
    },
    result: (): KnownRows => ({ duplicates, duplicateCount, duplicatesLookedAt }),
  }
}

async function findKnown(ctx: Ctx, setting: DuplicateSetting, newcomers: readonly Newcomer[]): Promise<KnownRow[]> {
  const known: KnownRow[] = []
  for (const { row, line, kind, customer } of newcomers) {
    const [first] = await findProbableVisible(ctx, setting, kind, customer, null)
    if (!first) continue
    const { probability, evidence } = first
    known.push({ row, line, name: customer.name ?? '', customerId: first.customer.id, probability, evidence })
  }
  return known
}

/** With the customers as whoever looks may see them, and the reasons in their language. */
export async function presentKnownRows(ctx: Ctx, { duplicates, duplicateCount, duplicatesLookedAt }: KnownRows) {
  const visible = await visibleCustomers(
    ctx,
    duplicates.map(({ customerId }) => customerId),
  )
  return {
    duplicates: duplicates.flatMap(({ customerId, evidence, ...row }) => {
      const customer = visible.get(customerId)
      if (!customer) return []
      const own = evidence.filter(({ role }) => role !== 'together')
      const reasons = reasonsOf(ctx, own).map(({ text }) => text)
      return [{ ...row, customer: { id: customerId, name: customer.name }, reasons }]
    }),
    duplicateCount,
    duplicatesLookedAt,
  }
}
