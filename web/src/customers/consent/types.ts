type Named = { id: string | null; name: string }

export const channels = ['email', 'sms', 'phone', 'wechat', 'post'] as const
export type Channel = (typeof channels)[number] | 'any' | 'all'
export type ConsentState = 'granted' | 'refused' | 'withdrawn' | 'pending' | 'none'

export type Wording = { id: string; number: number; title: string; body: string }
export type Wordings = Record<'en' | 'zh-CN', Wording>

export type Choice = {
  channel: Channel
  state: ConsentState
  isAllowed: boolean
  since: string | null
  entryId: string | null
  blockedBy: string[]
  pendingUntil: string | null
}

export type PurposeChoices = {
  key: string
  title: string
  legalBasis: string
  confirmedChannels: Channel[]
  choices: Choice[]
}

export type Consent = {
  on: string | null
  general: { purpose: string; channel: Channel; since: string; entryId: string }[]
  purposes: PurposeChoices[]
  can: { record: boolean }
}

export type Source =
  | 'form'
  | 'call'
  | 'staff'
  | 'letter'
  | 'api'
  | 'import'
  | 'preference-page'
  | 'double-opt-in'
  | 'unsubscribe'
  | 'merge'
  | 'unmerge'
  | 'undo'

export type Entry = {
  id: string
  purpose: string
  title: string
  channel: Channel
  state: 'granted' | 'refused' | 'withdrawn' | 'pending' | 'annulled'
  at: string
  recordedAt: string
  source: Source
  pendingUntil: string | null
  annulledBy: string | null
  actor: Named | null
  text: (Wording & { language: 'en' | 'zh-CN' }) | null
  note: string | null
  origin: string | null
  fileName: string | null
  fileRow: number | null
  addressHash: string | null
  isAddressOnFile: boolean | null
}

export type GivenLink = { id: string; path: string; expiresAt: string }

export type Purpose = {
  id: string
  version: number
  key: string
  legalBasis: 'consent' | 'legitimate-interest' | 'contract' | 'legal-obligation'
  channels: Channel[]
  confirmedChannels: Channel[]
  isPublic: boolean
  isRetired: boolean
  texts: Wordings
}

/** What the holder of a preference link sees. */
export type Preferences = {
  firm: string
  language: string | null
  reachedAt: { email?: string; phone?: string }
  isEverythingRefused: boolean
  purposes: {
    key: string
    isFixed: boolean
    needsConsent: boolean
    texts: Wordings
    channels: { channel: Channel; isAllowed: boolean; since: string | null }[]
  }[]
}
