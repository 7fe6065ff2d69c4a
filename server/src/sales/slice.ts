import { timelineSources } from '../conversations/index.ts'
import {
  briefSections,
  customerFollowers,
  customerHolders,
  customerPanels,
  importTargets,
  importUndos,
  personalTables,
  repoint,
} from '../customers/index.ts'
import type { Slice } from '../kernel/slice.ts'
import { recordFaces, recordParts } from '../platform/index.ts'
import { ordersTarget } from './orders/import/orders-target.ts'
import { orderUndos } from './orders/import/orders-undo.ts'
import { orderLineTable, orderRecord, orderTable } from './orders/orders.fields.ts'
import { linesOfCustomers, withoutBuyer } from './orders/privacy.ts'
import { scopeFollower, scopeSubscribers } from './orders/scope.ts'
import { orderSource } from './orders/timeline.ts'
import { refreshTotals, totalSubscribers } from './orders/totals.ts'
import { lastPurchasesSection, ordersPanel, ownedCountSection } from './panel/orders-panel.ts'
import { productRecord, productTable } from './products/products.fields.ts'
import { salesRoutes } from './routes.ts'
import en from './words/en.json' with { type: 'json' }
import zh from './words/zh-CN.json' with { type: 'json' }

export const salesSlice: Slice = {
  name: 'sales',
  words: { en, 'zh-CN': zh },
  permissions: [],
  records: [orderRecord, productRecord],
  routes: salesRoutes,
  jobs: [],
  subscribers: [...totalSubscribers, ...scopeSubscribers],
  fills: [
    recordFaces.entry({
      type: 'order',
      table: orderTable,
      title: 'number',
      subtitle: ['customer', 'placedOn'],
      exported: { field: 'isCustomerRestricted', op: 'eq', value: false },
    }),
    recordFaces.entry({ type: 'product', table: productTable, title: 'name', subtitle: ['code', 'category'] }),
    recordParts.entry({ table: orderLineTable, view: 'sales.v_order_line', of: 'order', column: 'order_id' }),
    customerFollowers.entry(scopeFollower),
    customerHolders.entry({
      view: 'sales.v_order',
      column: 'customer_id',
      label: 'order.labels',
      merge: repoint('sales.order', 'customer_id', { refresh: refreshTotals }),
      erase: { because: 'privacy.kept.order', set: withoutBuyer },
    }),
    personalTables.entry(linesOfCustomers),
    importTargets.entry(ordersTarget),
    ...orderUndos.map(importUndos.entry),
    timelineSources.entry(orderSource),
    customerPanels.entry(ordersPanel),
    briefSections.entry(lastPurchasesSection),
    briefSections.entry(ownedCountSection),
  ],
}
