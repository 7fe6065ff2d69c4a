import type { EvidenceLine } from '@rapport/analytics/duplicates'
import { sql } from 'kysely'
import { fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { notFound } from '../../kernel/problem.ts'
import { scopePredicate } from '../../kernel/query/fields.ts'
import { selectList } from '../../kernel/query/list.ts'
import { mustSee } from '../../kernel/query/record-routes.ts'
import type { Row } from '../../kernel/record/event.ts'
import { readContact, type TypedContact } from '../contact-points/contact-value.ts'
import type { Birthday } from '../customers/birthday.ts'
import { customerRecord } from '../customers/customers.fields.ts'
import { joinName } from '../names.ts'
import { createScorer, findProbable } from './find.ts'
import { readMatchables } from './matchables.sql.ts'
import { type Kind, type Matchable, POINTS_MAX } from './matched-fields.ts'
import { type DuplicateSetting, readDuplicateSetting } from './setting.ts'

export interface TypedCustomer {
  readonly kind: Kind
  readonly name?: string | null | undefined
  readonly familyName?: string | null | undefined
  readonly givenName?: string | null | undefined
  readonly birthday?: Birthday | null | undefined
  readonly employer?: string | null | undefined
  readonly contactPoints?: readonly TypedContact[] | undefined
}

const SHOWN_FIELDS = ['name', 'kind', 'owner', 'city', 'organization', 'orderCount', 'lastContactOn']

/** Who is probably the customer being typed in, among those the actor may see. */
export async function checkDuplicates(ctx: Ctx, typed: TypedCustomer) {
  const setting = await readDuplicateSetting(ctx)
  return { items: (await findProbableVisible(ctx, setting, typed.kind, matchableOf(ctx, typed), null)).map(told(ctx)) }
}

/** Who is probably the same as a stored customer. */
export async function customerDuplicates(ctx: Ctx, id: string) {
  await mustSee(ctx, customerRecord, id)
  const [setting, [customer]] = await Promise.all([readDuplicateSetting(ctx), readMatchables(ctx, [id])])
  if (!customer) throw notFound({ id })
  return { items: (await findProbableVisible(ctx, setting, customer.kind, customer, id)).map(told(ctx)) }
}

/** Every two of a group, with what speaks for and against. */
export async function explainGroup(ctx: Ctx, ids: readonly string[]) {
  const [setting, members] = await Promise.all([readDuplicateSetting(ctx), readMatchables(ctx, ids)])
  const [first] = members
  if (!first) return []
  const scorer = createScorer(setting, first.kind)
  return members.flatMap((a, i) =>
    members.slice(i + 1).map((b) => {
      const { probability, evidence } = scorer.score(a, b)
      return { a: a.id, b: b.id, probability, reasons: reasonsOf(ctx, evidence) }
    }),
  )
}

/** What is typed, in the form in which customers are compared; a contact point that cannot be read yet says nothing. */
function matchableOf(ctx: Ctx, typed: TypedCustomer): Matchable {
  const points = (typed.contactPoints ?? []).flatMap((point) => readOrNothing(ctx, point))
  const values = (kind: string) => points.filter((point) => point.kind === kind).slice(0, POINTS_MAX)
  const addresses = values('address').flatMap(({ address }) => (address ? [address] : []))
  const parts = { familyName: typed.familyName ?? null, givenName: typed.givenName ?? null }
  return {
    name: (typed.name ?? joinName(parts)).trim() || null,
    familyName: typed.familyName?.trim() || null,
    givenName: typed.givenName?.trim() || null,
    emails: values('email').map(({ value }) => value),
    phones: values('phone').map(({ value }) => value),
    birthday: typed.birthday?.calendar === 'solar' ? dayOf(typed.birthday) : null,
    addresses: addresses.flatMap(({ street }) => (street ? [street] : [])),
    city: addresses.find(({ city }) => city)?.city ?? null,
    region: addresses.find(({ region }) => region)?.region ?? null,
    postcode: addresses.find(({ postcode }) => postcode)?.postcode ?? null,
    employer: typed.employer ?? null,
  }
}

function readOrNothing(ctx: Ctx, point: TypedContact) {
  try {
    return readContact(point, ctx.actor.country, '/contactPoints')
  } catch {
    return []
  }
}

const dayOf = ({ year, month, day }: Birthday) =>
  [...(year ? [String(year).padStart(4, '0')] : []), ...[month, day].map((part) => String(part).padStart(2, '0'))].join(
    '-',
  )

/** Who is probably the customer described, as the actor may see them; customers outside the scope stay out. */
export async function findProbableVisible(
  ctx: Ctx,
  setting: DuplicateSetting,
  kind: Kind,
  customer: Matchable,
  except: string | null,
) {
  const found = await findProbable(ctx, setting, kind, customer, except)
  const visible = await visibleCustomers(
    ctx,
    found.map(({ id }) => id),
  )
  return found.flatMap(({ id, probability, evidence }) => {
    const shown = visible.get(id)
    return shown ? [{ customer: shown, probability, evidence }] : []
  })
}

/** Those of the customers whom the actor may see, with what says who they are. */
export async function visibleCustomers(ctx: Ctx, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, Row & { id: string }>()
  const { rows } = await sql<Row & { id: string }>`
    select ${selectList(customerRecord, ctx.actor, SHOWN_FIELDS)}, r.id from customers.v_customer r
    where r.id = any(${ids}::uuid[]) and r.deleted_at is null
      and ${scopePredicate(customerRecord, ctx.actor)}`.execute(ctx.db)
  return new Map(rows.map((row) => [row.id, row]))
}

interface Found {
  readonly customer: Row & { id: string }
  readonly probability: number
  readonly evidence: readonly EvidenceLine[]
}

const told =
  (ctx: Ctx) =>
  ({ customer, probability, evidence }: Found) => ({ customer, probability, reasons: reasonsOf(ctx, evidence) })

const RULED: Readonly<Record<string, string>> = {
  email: 'primaryEmail',
  phone: 'primaryPhone',
  employer: 'organization',
}
/** Evidence below this many bits convinces nobody. */
const TOLD_FROM = 0.5

/** The evidence in words, the strongest first; what the actor's role hides is counted but not told. */
export function reasonsOf(ctx: Ctx, evidence: readonly EvidenceLine[]) {
  return evidence.flatMap(({ field, role, level, bits, likeness }) => {
    const key = field.includes('↔') ? 'name' : field.replace(/\d+$/, '')
    const isHidden = fieldRule(ctx.actor, 'customer', RULED[key] ?? key) === 'hidden'
    const isUsual = role === 'order' && likeness === 1
    if (isHidden || isUsual || Math.abs(bits) < TOLD_FROM) return []
    const said = likeness === 0 ? 'differs' : likeness === 1 ? 'same' : 'alike'
    const text = ['order', 'together'].includes(role)
      ? ctx.t(`duplicate.${role}`)
      : ctx.t(`duplicate.${said}`, { field: ctx.t(`duplicate.field.${key}`) })
    return [{ field: key, level, bits: Math.round(bits * 10) / 10, text }]
  })
}
