import type { Firm } from './firm.ts'

/** Every screen that exists, by the name of its picture. */
export const screens = ({ customerId, orderId, callerHint }: Firm): { name: string; path: string }[] => [
  { name: 'home', path: '/' },
  { name: 'customers', path: '/customers' },
  { name: 'customer', path: `/customers/${customerId}` },
  { name: 'relations', path: `/customers/${customerId}/relations` },
  { name: 'recognise', path: `/recognise?hint=${encodeURIComponent(callerHint)}` },
  { name: 'interactions', path: '/interactions' },
  { name: 'orders', path: '/orders' },
  { name: 'order', path: `/orders/${orderId}` },
  { name: 'new-order', path: '/orders/new' },
  { name: 'products', path: '/products' },
  { name: 'privacy', path: '/privacy' },
  { name: 'imports', path: '/imports' },
  { name: 'import', path: '/imports/new' },
  { name: 'recycle-bin', path: '/recycle-bin' },
  { name: 'profile', path: '/settings/profile' },
  { name: 'workspace', path: '/settings/workspace' },
  { name: 'users', path: '/settings/users' },
  { name: 'teams', path: '/settings/teams' },
  { name: 'territories', path: '/settings/territories' },
  { name: 'roles', path: '/settings/roles' },
  { name: 'fields', path: '/settings/fields' },
  { name: 'keys', path: '/settings/keys' },
  { name: 'audit', path: '/settings/audit' },
]
