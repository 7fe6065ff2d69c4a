import type { LegalBasis } from './contract.ts'

/** An entry of the ledger, as far as it decides what counts. */
export interface LedgerEntry {
  readonly id: string
  readonly purpose: string
  readonly channel: string
  readonly state: 'granted' | 'refused' | 'withdrawn' | 'pending' | 'annulled'
  readonly at: Date
  readonly created_at: Date
  readonly annuls: string | null
  readonly pending_until: Date | null
}

export interface Purpose {
  readonly key: string
  readonly legal_basis: LegalBasis
  readonly channels: readonly string[]
}

export type ChoiceState = 'granted' | 'refused' | 'withdrawn' | 'pending' | 'none'

/** What holds for one purpose on one channel. */
export interface Choice {
  readonly purpose: string
  readonly channel: string
  readonly state: ChoiceState
  readonly isAllowed: boolean
  readonly since: Date | null
  /** The entry that decides; null where nothing was ever said. */
  readonly entryId: string | null
  /** What was said of this very choice, general refusals aside. */
  readonly own: ChoiceState
  /** General refusals that outrank it, `purpose/channel`, the widest first. */
  readonly blockedBy: readonly string[]
  /** Until when a pending consent can be confirmed. */
  readonly pendingUntil: Date | null
}

interface Standing {
  readonly decided: LedgerEntry | null
  readonly pending: LedgerEntry | null
}

const latestFirst = (a: LedgerEntry, b: LedgerEntry) =>
  b.at.getTime() - a.at.getTime() ||
  b.created_at.getTime() - a.created_at.getTime() ||
  (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)

export const isRefusal = (state: string | null | undefined) => state === 'refused' || state === 'withdrawn'

export const addressOf = (purpose: string, channel: string) => `${purpose}/${channel}`

/** The latest entry of each purpose and channel as entries name them; `at` is an exclusive end. */
export function standing(entries: readonly LedgerEntry[], at: Date): ReadonlyMap<string, Standing> {
  const annulled = new Set(entries.flatMap(({ annuls }) => annuls ?? []))
  const found = new Map<string, Standing>()
  for (const entry of [...entries].sort(latestFirst)) {
    if (entry.at >= at || entry.state === 'annulled' || annulled.has(entry.id)) continue
    const key = addressOf(entry.purpose, entry.channel)
    const known = found.get(key) ?? { decided: null, pending: null }
    if (known.decided) continue
    if (entry.state !== 'pending') found.set(key, { ...known, decided: entry })
    else if (!known.pending) found.set(key, { ...known, pending: entry })
  }
  return found
}

/**
 * What counts for each purpose × channel at a moment. Of single choices the latest entry counts; a refusal of
 * everything on a channel, of a purpose on every channel, or of everything outranks them until it is lifted. One of
 * everything leaves purposes that rest on a contract or the law; one of a channel leaves those that the law asks for.
 * A pending consent is none. The view `customers.v_consent` says the same for all customers at once.
 */
export function effectiveChoices(
  entries: readonly LedgerEntry[],
  purposes: readonly Purpose[],
  at: Date,
): readonly Choice[] {
  const found = standing(entries, at)
  return purposes.flatMap((purpose) => purpose.channels.map((channel) => choiceOf(found, purpose, channel, at)))
}

function choiceOf(found: ReadonlyMap<string, Standing>, purpose: Purpose, channel: string, at: Date): Choice {
  const { key, legal_basis } = purpose
  const blocks = blocksOf(purpose, channel).flatMap((address) => {
    const entry = found.get(address)?.decided
    return entry && isRefusal(entry.state) ? [{ address, entry }] : []
  })
  const { decided, pending } = found.get(addressOf(key, channel)) ?? { decided: null, pending: null }
  const isPending = pending?.pending_until != null && pending.pending_until > at
  const own = decided ? (decided.state as ChoiceState) : isPending ? 'pending' : 'none'
  const block = blocks[0]?.entry
  const isWanted = legal_basis === 'consent' ? own === 'granted' : !isRefusal(own)
  return {
    purpose: key,
    channel,
    state: block ? 'refused' : own,
    isAllowed: !block && isWanted,
    since: (block ?? decided)?.at ?? null,
    entryId: (block ?? decided ?? pending)?.id ?? null,
    own,
    blockedBy: blocks.map(({ address }) => address),
    pendingUntil: isPending ? pending.pending_until : null,
  }
}

/** Neither a contract nor the law asks for it. */
export const isFree = ({ legal_basis }: Pick<Purpose, 'legal_basis'>) =>
  legal_basis === 'consent' || legal_basis === 'legitimate-interest'

/** The general refusals that would outrank a choice, the widest first. */
function blocksOf({ key, legal_basis }: Purpose, channel: string): readonly string[] {
  return [
    ...(isFree({ legal_basis }) ? [addressOf('all', 'all')] : []),
    ...(legal_basis === 'legal-obligation' ? [] : [addressOf('all', channel)]),
    addressOf(key, 'all'),
  ]
}
