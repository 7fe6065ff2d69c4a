import type { Ctx } from '../kernel/context.ts'
import { defineRegistry } from '../kernel/registry.ts'
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
}

/**
 * What repeats a customer's owner, backup owner, team and territory, to be brought into step after many customers
 * changed at once. Single changes are heard of by their events.
 */
export interface CustomerFollower {
  readonly follow: (ctx: Ctx, customerIds: readonly string[]) => Promise<void>
}

export const customerPanels = defineRegistry<CustomerPanel>('customer-panels')
export const briefSections = defineRegistry<BriefSection>('brief-sections')
export const customerHolders = defineRegistry<CustomerHolder>('customer-holders')
export const customerFollowers = defineRegistry<CustomerFollower>('customer-followers')
