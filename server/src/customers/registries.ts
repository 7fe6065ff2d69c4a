import type { Ctx } from '../kernel/context.ts'
import type { Sql } from '../kernel/query/fields.ts'
import { defineRegistry } from '../kernel/registry.ts'
import type { MergeHandler } from './identity/movers/step.ts'
import type { BriefFacts } from './recognition/contract.ts'

/** A part of the 360° page that a higher slice knows: orders, value, cases. */
export interface CustomerPanel {
  /** Key under `panels` of the page's answer. */
  readonly key: string
  /** Asked only when the actor holds this word. */
  readonly permission: `${string}.read`
  readonly load: (ctx: Ctx, customerId: string) => Promise<unknown>
}

/** A part of the brief that lets staff greet a caller by name. */
export interface BriefSection {
  /** What `load` answers, as `Brief` in `recognition/contract.ts` has it. */
  readonly key: keyof BriefFacts
  readonly permission: `${string}.read`
  readonly load: (ctx: Ctx, customerId: string) => Promise<unknown>
}

/** A table of any slice that holds a customer; merge, privacy and undo go through all of them. */
export interface CustomerHolder {
  /** Tenant view, `schema.v_table`. */
  readonly view: string
  readonly column: string
  /** Words key of what one row is, for "2 orders rest on this customer". */
  readonly label: string
  /** How its rows follow a merge, mostly `repoint(table, column)`; a test fails where nothing is said. */
  readonly merge?: MergeHandler
  /** What erasure does with the rows; a test fails where nothing is said. */
  readonly erase?: Erase
}

/**
 * What an erasure does with rows about a customer: they go; or they stay, since they must, without what names the
 * person; or the slice does it itself, some rows at a time, until it answers 0.
 */
export type Erase =
  | 'delete'
  | KeptRows
  | ((ctx: Ctx, customerIds: readonly string[], rowsMax: number) => Promise<number>)

export interface KeptRows {
  /** Words key of why they stay. */
  readonly because: string
  /** What is taken out of them: column → what stands there afterwards. */
  readonly set: Readonly<Record<string, Sql>>
}

/** A table that is about customers without a column that names one, or not by a foreign key. */
export interface PersonalTable {
  /** `schema.table`; read through its tenant view. */
  readonly table: string
  /** Words key of what one row is. */
  readonly label: string
  /** Which rows are about these customers, over the alias `r`. */
  readonly isAbout: (customerIds: readonly string[]) => Sql
  readonly erase: Erase
  /** Why rows stay, where `erase` is a function of the slice's own that keeps them. */
  readonly because?: string
  /** False where the package tells the same elsewhere, or rows hold nothing but the product's own workings. */
  readonly isHandedOver?: boolean
}

/**
 * What repeats a customer's owner, backup owner, team and territory, to be brought into step after many customers
 * changed at once. Single changes are heard of by their events.
 */
export interface CustomerFollower {
  readonly follow: (ctx: Ctx, customerIds: readonly string[]) => Promise<void>
}

/**
 * What follows a merge beside the tables that hold customers: columns that repeat a customer without a foreign key,
 * references in other places, the event log.
 */
export interface MergeFollower {
  /** `schema.table.column`, as the catalogue has it. */
  readonly column: string
  readonly label: string
  readonly merge: MergeHandler
}

export const customerPanels = defineRegistry<CustomerPanel>('customer-panels')
export const briefSections = defineRegistry<BriefSection>('brief-sections')
export const customerHolders = defineRegistry<CustomerHolder>('customer-holders')
export const personalTables = defineRegistry<PersonalTable>('personal-tables')
export const mergeFollowers = defineRegistry<MergeFollower>('merge-followers')
export const customerFollowers = defineRegistry<CustomerFollower>('customer-followers')
