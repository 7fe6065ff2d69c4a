import { can, fieldRule } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { dayIn, daysBetween } from '../calendar.ts'
import { listCollection } from '../collection.ts'
import { listVisibleContactPoints } from '../contact-points/contact-points.list.ts'
import { expectations, preferences } from '../preferences/preferences.ts'
import { briefSections } from '../registries.ts'
import { avatarText } from './address.ts'
import type { Brief, BriefFacts, Candidate, Recognition } from './contract.ts'
import { type GreetingFacts, greet } from './greeting.ts'
import { readHint } from './hint.ts'
import { type BriefRow, findBriefRow, findCandidates, findOwners } from './recognition.sql.ts'
import { type BirthdayFact, remember } from './remember.ts'

/**
 * From a phone number, mail address, card number or a few letters to the brief that lets staff greet a customer by
 * name. Finds only what the actor may see; a number that the role sees masked still recognises its owner.
 */
export async function recognise(ctx: Ctx, typed: string): Promise<Recognition> {
  const hint = readHint(typed, ctx.actor)
  const owners = hint.text === '' ? [] : await findOwners(ctx, hint)
  if (owners.length > 0) return answer(ctx, typed, owners, 'exact')
  const candidates = hint.tokens === '' ? [] : await findCandidates(ctx, hint)
  return answer(ctx, typed, candidates, 'probable')
}

async function answer(
  ctx: Ctx,
  hint: string,
  candidates: readonly Candidate[],
  ofOne: 'exact' | 'probable',
): Promise<Recognition> {
  const [first] = candidates
  if (!first) return { hint, match: 'none', candidates: [] }
  if (candidates.length > 1) return { hint, match: 'several', candidates: [...candidates] }
  return { hint, match: ofOne, customer: await readBrief(ctx, first.id), candidates: [first] }
}

/** The brief of a customer that the actor sees; its statements leave in one write. */
async function readBrief(ctx: Ctx, id: string): Promise<Brief> {
  const sections = ctx.entries(briefSections).filter(({ permission }) => can(ctx.actor, permission))
  const [row, contactPoints, liked, expected, ...loaded] = await Promise.all([
    findBriefRow(ctx, id),
    listVisibleContactPoints(ctx, id),
    listCollection(ctx, preferences, id, 20),
    listCollection(ctx, expectations, id, 20),
    ...sections.map((section) => section.load(ctx, id)),
  ])
  const facts: BriefFacts = {
    lastPurchases: [],
    ownedCount: 0,
    commitments: [],
    openCases: [],
    lastInteractions: [],
    refusals: [],
    ...Object.fromEntries(sections.map(({ key }, index) => [key, loaded[index]])),
  }
  const today = dayIn(ctx.actor.timeZone, ctx.now)
  const whole = wholeValues(ctx, row)
  const birthday = whole<BirthdayFact>('birthday') ?? null
  return {
    id,
    ...identity(row, whole),
    ...relationship(row, whole, today),
    ...facts,
    greeting: greet(ctx, greetingFacts(row, whole, facts), today),
    remember: remember(ctx, { birthday, preferences: liked, expectations: expected }, today),
    contactPoints: contactPoints as unknown as Brief['contactPoints'],
  }
}

/** Reads values that may be spoken of: present, and not shortened for this role. */
type Whole = <T = string>(key: string) => T | undefined

function wholeValues(ctx: Ctx, row: BriefRow): Whole {
  return <T>(key: string) =>
    fieldRule(ctx.actor, 'customer', key) === 'masked' ? undefined : ((row[key] as T | null) ?? undefined)
}

const kindOf = ({ kind }: BriefRow) => (kind === 'organization' ? 'organization' : 'person')

function identity(row: BriefRow, whole: Whole) {
  const name = String(row.name ?? '')
  return {
    name,
    kind: kindOf(row),
    avatarText: avatarText(name),
    ...optional('title', row.jobTitle as string | null),
    ...optional('organization', whole<Brief['organization']>('organization')),
    ...optional('owner', whole<Brief['owner']>('owner')),
  } as const
}

const YEAR_DAYS = 365.2425

/** Customer since the day that somebody entered, else since the first order. */
function relationship(row: BriefRow, whole: Whole, today: string) {
  const isOrderOpen = whole('lastOrderOn') !== undefined
  const since = whole('since') ?? (isOrderOpen ? (row.first_order_on as string | null) : null)
  if (!since) return {}
  return { since, sinceYears: Math.max(0, Math.floor(daysBetween(since, today) / YEAR_DAYS)) }
}

const greetingFacts = (row: BriefRow, whole: Whole, { lastPurchases }: BriefFacts): GreetingFacts => ({
  kind: kindOf(row),
  name: String(row.name ?? ''),
  familyName: whole('familyName'),
  latinName: whole('latinName'),
  jobTitle: whole('jobTitle'),
  gender: whole('gender'),
  nextBirthday: whole<BirthdayFact>('birthday')?.next,
  lastOrderOn: whole('lastOrderOn'),
  lastContactOn: whole('lastContactOn'),
  lastPurchase: lastPurchases[0],
})

const optional = <K extends string, T>(key: K, value: T | null | undefined) =>
  (value === null || value === undefined ? {} : { [key]: value }) as { [key in K]?: T }
