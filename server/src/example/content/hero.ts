import type { TradeKey } from './chinese-firms.ts'
import type { ExampleExpectation } from './likes.ts'
import type { SceneKind } from './scenes.ts'

/** How a customer buys over the years; see build/rhythm.ts. */
export type Course = 'key' | 'regular' | 'occasional' | 'sliding' | 'lost' | 'growing' | 'new' | 'prospect'

export interface HeroPerson {
  readonly familyName: string
  readonly givenName: string
  readonly gender: 'female' | 'male'
  /** Index into the jobs of the trade. */
  readonly job: number
  readonly country: string
  readonly birthday?: {
    readonly calendar: 'solar' | 'lunar'
    readonly year: number
    readonly month: number
    readonly day: number
  }
  /** Days from now on which the lunar birthday falls. */
  readonly lunarBirthdayInDays?: number
  readonly preferences?: readonly (readonly [kind: string, value: string])[]
  readonly expectation?: Pick<ExampleExpectation, 'about' | 'source'> & {
    readonly text: string
    readonly level: number
  }
  readonly journal?: readonly (readonly [daysAgo: number, text: string])[]
}

export interface Hero {
  readonly name: string
  readonly latinName: string
  readonly short: string
  readonly city: string
  readonly country: string
  readonly trade: TradeKey
  readonly course: Course
  /** Index into the seats of the team. */
  readonly seat: number
  readonly backup: number
  readonly employees: number
  readonly since: string
  readonly people: readonly HeroPerson[]
  /** What was said lately, told by hand. */
  readonly talk: readonly HeroTalk[]
  /** Name of a holding above it. */
  readonly parent?: readonly [name: string, latinName: string]
}

export interface HeroTalk {
  readonly daysAgo: number
  /** Where the customer is. */
  readonly hour: number
  readonly kind: SceneKind
  readonly direction: 'in' | 'out' | 'none'
  readonly minutes: number | null
  readonly subject: string | null
  readonly body: string
  /** Index into the people, where it was with one of them alone. */
  readonly person?: number
  /** Seat of whoever took part; the owner when omitted. */
  readonly seat?: number
}

/** Day, hour, channel and words of something told by hand. */
export const talk = (
  daysAgo: number,
  hour: number,
  what: readonly [SceneKind, HeroTalk['direction'], number | null],
  said: readonly [subject: string | null, body: string],
  who: Pick<HeroTalk, 'person' | 'seat'> = {},
): HeroTalk => ({
  daysAgo,
  hour,
  kind: what[0],
  direction: what[1],
  minutes: what[2],
  subject: said[0],
  body: said[1],
  ...who,
})
