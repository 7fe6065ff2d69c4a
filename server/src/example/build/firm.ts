import type { Language } from '../../kernel/actor.ts'
import type { TradeKey } from '../content/chinese-firms.ts'
import type { Course } from '../content/hero.ts'
import type { DecisionRole } from '../content/jobs.ts'
import type { Bilingual } from '../content/likes.ts'
import type { Random } from '../random.ts'

/** What the firm is built from; the same setting makes the same firm but for its ids. */
export interface Setting {
  readonly random: Random
  readonly now: Date
  /** The day that it is where the firm is, `YYYY-MM-DD`. */
  readonly today: string
  /** Of the words that the firm keeps its own lists in: teams, tags, industries. */
  readonly language: Language
  /** 1 for the whole firm, less for a part of it. */
  readonly scale: number
  readonly newId: () => string
  readonly staff: Staff
}

/** The people of the firm as they stand in the workspace. */
export interface Staff {
  /** In the order of the seats. */
  readonly members: readonly { readonly id: string; readonly name: string }[]
  readonly teams: Readonly<Record<string, string>>
  readonly territories: Readonly<Record<string, string>>
}

export interface Person {
  readonly id: string
  readonly name: string
  readonly familyName: string
  readonly givenName: string
  readonly gender: 'female' | 'male'
  readonly isChinese: boolean
  /** How staff speak of them: 沈主任, Maria Keller. */
  readonly called: string
  readonly jobTitle: string | null
  readonly decisionRole: DecisionRole | null
}

/** A customer that buys: an organization with its people, or a person who buys for themselves. */
export interface Buyer {
  readonly id: string
  readonly name: string
  /** How staff call it among themselves. */
  readonly short: string
  readonly isOrganization: boolean
  readonly isChinese: boolean
  readonly country: string
  readonly city: string
  readonly trade: TradeKey
  readonly course: Course
  /** Relative amount that it buys. */
  readonly weight: number
  readonly seat: number
  readonly since: string
  readonly people: readonly Person[]
}

export const DAY_MS = 86_400_000

/** @returns `YYYY-MM-DD` */
export const dayOf = (at: Date | number): string => new Date(at).toISOString().slice(0, 10)

export const dayBefore = (now: Date, days: number): string => dayOf(now.getTime() - days * DAY_MS)

export const inWords = ([chinese, english]: Bilingual, isChinese: boolean): string => (isChinese ? chinese : english)
