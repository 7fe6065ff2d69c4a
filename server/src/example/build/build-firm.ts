import type { CustomerLoad, RelationLoad } from '../../customers/index.ts'
import { buildOrganizations } from './customers.ts'
import type { Setting } from './firm.ts'
import { buildInteractions, type ExampleInteraction } from './interactions.ts'
import { buildOrders, drawBasket, type ExampleOrder } from './orders.ts'
import { buildPrivateBuyers } from './private-buyers.ts'
import { buildRelations } from './relations.ts'

/** Everything that the firm remembers of three years. */
export interface ExampleFirm {
  readonly customers: readonly CustomerLoad[]
  readonly relations: readonly RelationLoad[]
  readonly orders: readonly ExampleOrder[]
  readonly interactions: readonly ExampleInteraction[]
}

/** The whole firm as data, nothing written. The same setting makes the same firm, but for its ids. */
export function buildFirm(setting: Setting): ExampleFirm {
  const organizations = buildOrganizations(setting)
  const privates = buildPrivateBuyers(setting)
  const buyers = [...organizations.buyers, ...privates.buyers]
  const related = buildRelations(setting, buyers, organizations.houses)
  const baskets = new Map(
    buyers.map((buyer) => [buyer.id, drawBasket(setting.random.fork(`basket ${buyer.name}${buyer.city}`), buyer)]),
  )
  const orders = buildOrders(setting, buyers, baskets)
  const households = privates.households.map(([from, to]) => ({ from, to, role: 'household' as const }))
  return {
    customers: [...related.loads, ...organizations.loads, ...privates.loads],
    relations: [...related.relations, ...households],
    orders,
    interactions: buildInteractions(setting, buyers, baskets, orders),
  }
}
