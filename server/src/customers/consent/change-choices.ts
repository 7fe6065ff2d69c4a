import { addressOf, type Choice, isRefusal, type Purpose } from './effective.ts'

export interface WantedChoice {
  readonly purpose: string
  readonly channel: string
  readonly isAllowed: boolean
  readonly textId?: string
}

export interface ChosenEntry {
  readonly purpose: string
  readonly channel: string
  readonly state: 'granted' | 'refused' | 'withdrawn'
  readonly textId?: string
}

/**
 * The entries that bring a customer's choices to what they want. A yes lifts the general refusals above it; what else
 * rested on those is then refused by itself, so that nobody agrees to more than they clicked.
 */
export function changeChoices(
  choices: readonly Choice[],
  purposes: readonly Purpose[],
  wanted: readonly WantedChoice[],
): readonly ChosenEntry[] {
  const byAddress = new Map(wanted.map((one) => [addressOf(one.purpose, one.channel), one]))
  const isYes = ({ purpose, channel }: Choice) => byAddress.get(addressOf(purpose, channel))?.isAllowed === true
  const lifted = new Set(choices.filter(isYes).flatMap(({ blockedBy }) => blockedBy))
  const entries: ChosenEntry[] = [...lifted].map((address) => {
    const [purpose = '', channel = ''] = address.split('/')
    return { purpose, channel, state: 'granted' }
  })
  for (const choice of choices) {
    const entry = entryFor(choice, purposes, byAddress.get(addressOf(choice.purpose, choice.channel)), lifted)
    if (entry) entries.push(entry)
  }
  return entries
}

/** The entry that one choice takes, or none where it stays as it is. */
function entryFor(
  { purpose, channel, own, isAllowed, blockedBy }: Choice,
  purposes: readonly Purpose[],
  wanted: WantedChoice | undefined,
  lifted: ReadonlySet<string>,
): ChosenEntry | null {
  const entry = (state: ChosenEntry['state']): ChosenEntry => ({
    purpose,
    channel,
    state,
    ...(wanted?.textId !== undefined && { textId: wanted.textId }),
  })
  if (wanted?.isAllowed) return isAllowed ? null : entry('granted')
  if (isRefusal(own)) return null
  const isFreed = blockedBy.length > 0 && blockedBy.every((address) => lifted.has(address))
  const needsYes = purposes.find(({ key }) => key === purpose)?.legal_basis === 'consent'
  // Where a yes is needed and nobody ever gave one, silence already is a no.
  if (needsYes && own === 'none') return null
  if (isFreed) return entry('refused')
  if (!wanted || blockedBy.length > 0) return null
  return entry(own === 'granted' ? 'withdrawn' : 'refused')
}
