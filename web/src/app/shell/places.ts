import {
  IconChartBar,
  IconChecklist,
  IconFileImport,
  IconHome,
  IconMessages,
  IconPackage,
  IconPhoneIncoming,
  IconReceipt,
  IconSettings,
  IconShieldLock,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import type { IconShape } from '../../ui/icon.tsx'

type PlaceName =
  | 'home'
  | 'customers'
  | 'interactions'
  | 'recognise'
  | 'imports'
  | 'quality'
  | 'privacy'
  | 'duplicates'
  | 'sales'
  | 'orders'
  | 'products'
  | 'settings'
export type Place = {
  name: PlaceName
  to:
    | '/'
    | '/customers'
    | '/interactions'
    | '/recognise'
    | '/imports'
    | '/quality'
    | '/duplicates'
    | '/privacy'
    | '/orders'
    | '/products'
    | '/settings'
  icon: IconShape
  permission?: string
  within?: Place[]
}

/** The rail. A slice appears here when it has a screen. */
export const places: Place[] = [
  { name: 'home', to: '/', icon: IconHome },
  {
    name: 'customers',
    to: '/customers',
    icon: IconUsers,
    permission: 'customer.read',
    within: [
      { name: 'interactions', to: '/interactions', icon: IconMessages, permission: 'interaction.read' },
      { name: 'recognise', to: '/recognise', icon: IconPhoneIncoming, permission: 'customer.read' },
      { name: 'duplicates', to: '/duplicates', icon: IconUsersGroup, permission: 'customer.read' },
      { name: 'quality', to: '/quality', icon: IconChecklist, permission: 'customer.read' },
      { name: 'privacy', to: '/privacy', icon: IconShieldLock, permission: 'privacy.read' },
      { name: 'imports', to: '/imports', icon: IconFileImport, permission: 'customer.import' },
    ],
  },
  {
    name: 'sales',
    to: '/orders',
    icon: IconChartBar,
    permission: 'order.read',
    within: [
      { name: 'orders', to: '/orders', icon: IconReceipt, permission: 'order.read' },
      { name: 'products', to: '/products', icon: IconPackage, permission: 'product.read' },
    ],
  },
]

export const settingsPlace: Place = { name: 'settings', to: '/settings', icon: IconSettings }

const isIn = (path: string, to: string): boolean =>
  to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`)

/** Whether a path lies in a place or in one of those within it. */
export const isAt = (path: string, place: Place): boolean =>
  isIn(path, place.to) || (place.within ?? []).some((inner) => isIn(path, inner.to))
