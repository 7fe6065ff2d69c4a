import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { readListSearch } from '../client/list-search.ts'
import { sessionQuery, setupQuery } from '../client/session.ts'
import { loadWords, type Slice } from '../client/words.ts'
import { PageMissing, PageProblem } from './page-problem.tsx'
import { queryClient } from './queries.ts'
import { Shell } from './shell/shell.tsx'

/** A page comes with the words of its slices, so that it paints once. */
const page = <M extends Record<string, unknown>>(load: () => Promise<M>, name: keyof M & string, ...slices: Slice[]) =>
  lazyRouteComponent(async () => {
    const [module] = await Promise.all([load(), loadWords(...slices)])
    return module as Record<string, never>
  }, name)

const root = createRootRoute({ component: Outlet, notFoundComponent: PageMissing })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { to?: string } => (typeof search.to === 'string' ? { to: search.to } : {}),
  component: page(() => import('./entry/sign-in.tsx'), 'SignIn'),
})

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  beforeLoad: async () => {
    const { needed } = await queryClient.ensureQueryData(setupQuery)
    if (!needed) throw redirect({ to: '/' })
  },
  component: page(() => import('./entry/setup.tsx'), 'Setup'),
})

const preferences = createRoute({
  getParentRoute: () => root,
  path: '/preferences/$token',
  component: page(() => import('../customers/consent/holder/preference-page.tsx'), 'PreferencePage', 'customers'),
})
const confirm = createRoute({
  getParentRoute: () => root,
  path: '/confirm/$token',
  component: page(() => import('../customers/consent/holder/link-pages.tsx'), 'ConfirmPage', 'customers'),
})
const unsubscribe = createRoute({
  getParentRoute: () => root,
  path: '/unsubscribe/$token',
  component: page(() => import('../customers/consent/holder/link-pages.tsx'), 'UnsubscribePage', 'customers'),
})

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ location }) => {
    if (await queryClient.ensureQueryData(sessionQuery)) return
    const { needed } = await queryClient.fetchQuery(setupQuery)
    throw needed ? redirect({ to: '/setup' }) : redirect({ to: '/sign-in', search: { to: location.href } })
  },
})

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: page(() => import('../home/my-day.tsx'), 'MyDay', 'home'),
})

const customers = createRoute({
  getParentRoute: () => shell,
  path: '/customers',
  validateSearch: readListSearch,
  component: page(() => import('../customers/list/customer-list.tsx'), 'CustomerList', 'records', 'customers'),
})
const customer = createRoute({
  getParentRoute: () => shell,
  path: '/customers/$id',
  component: page(() => import('../customers/page/customer-page.tsx'), 'CustomerPage', 'records', 'customers'),
})
const relations = createRoute({
  getParentRoute: () => shell,
  path: '/customers/$id/relations',
  component: page(() => import('../customers/relations/relations-page.tsx'), 'RelationsPage', 'customers'),
})
const duplicates = createRoute({
  getParentRoute: () => shell,
  path: '/duplicates',
  component: page(
    () => import('../customers/duplicates/duplicates-page.tsx'),
    'DuplicatesPage',
    'records',
    'customers',
  ),
})
const privacy = createRoute({
  getParentRoute: () => shell,
  path: '/privacy',
  validateSearch: readListSearch,
  component: page(() => import('../customers/privacy/request-list.tsx'), 'PrivacyRequests', 'records', 'customers'),
})
const privacyRequest = createRoute({
  getParentRoute: () => shell,
  path: '/privacy/$id',
  component: page(() => import('../customers/privacy/request-page.tsx'), 'PrivacyRequestPage', 'records', 'customers'),
})
const quality = createRoute({
  getParentRoute: () => shell,
  path: '/quality',
  component: page(() => import('../customers/quality/quality-page.tsx'), 'QualityPage', 'records', 'customers'),
})
const recognise = createRoute({
  getParentRoute: () => shell,
  path: '/recognise',
  validateSearch: (search): { hint?: string } => (search.hint ? { hint: String(search.hint) } : {}),
  component: page(() => import('../customers/recognition/recognition.tsx'), 'Recognition', 'customers'),
})
const imports = createRoute({
  getParentRoute: () => shell,
  path: '/imports',
  component: page(() => import('../customers/import/history.tsx'), 'ImportHistory', 'customers'),
})
const newImport = createRoute({
  getParentRoute: () => shell,
  path: '/imports/new',
  validateSearch: (search): { type?: string } => (search.type ? { type: String(search.type) } : {}),
  component: page(() => import('../customers/import/wizard.tsx'), 'ImportWizard', 'customers'),
})
const oneImport = createRoute({
  getParentRoute: () => shell,
  path: '/imports/$id',
  component: page(() => import('../customers/import/wizard.tsx'), 'ImportWizard', 'customers'),
})

const interactions = createRoute({
  getParentRoute: () => shell,
  path: '/interactions',
  validateSearch: readListSearch,
  component: page(() => import('../conversations/interaction-list.tsx'), 'InteractionList', 'records', 'conversations'),
})

const orders = createRoute({
  getParentRoute: () => shell,
  path: '/orders',
  validateSearch: readListSearch,
  component: page(() => import('../sales/order-list.tsx'), 'OrderList', 'records', 'sales'),
})
const order = createRoute({
  getParentRoute: () => shell,
  path: '/orders/$id',
  component: page(() => import('../sales/order/order-page.tsx'), 'OrderPage', 'records', 'sales'),
})
const newOrder = createRoute({
  getParentRoute: () => shell,
  path: '/orders/new',
  validateSearch: (search): { customer?: string } => (search.customer ? { customer: String(search.customer) } : {}),
  component: page(() => import('../sales/order/new-order.tsx'), 'NewOrder', 'records', 'sales'),
})
const product = createRoute({
  getParentRoute: () => shell,
  path: '/products/$id',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/products', search: { open: params.id } })
  },
})
const interaction = createRoute({
  getParentRoute: () => shell,
  path: '/interactions/$id',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/interactions', search: { open: params.id } })
  },
})
const products = createRoute({
  getParentRoute: () => shell,
  path: '/products',
  validateSearch: readListSearch,
  component: page(() => import('../sales/product-list.tsx'), 'ProductList', 'records', 'sales'),
})

const recycleBin = createRoute({
  getParentRoute: () => shell,
  path: '/recycle-bin',
  component: page(() => import('../platform/recycle-bin.tsx'), 'RecycleBin', 'platform'),
})
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: page(() => import('../platform/settings.tsx'), 'Settings', 'platform', 'records'),
})
const settingsSection = createRoute({
  getParentRoute: () => shell,
  path: '/settings/$section',
  component: page(() => import('../platform/settings.tsx'), 'Settings', 'platform', 'records'),
})

const tree = root.addChildren([
  signIn,
  setup,
  preferences,
  confirm,
  unsubscribe,
  shell.addChildren([
    home,
    customers,
    customer,
    relations,
    duplicates,
    quality,
    privacy,
    privacyRequest,
    recognise,
    imports,
    newImport,
    oneImport,
    interactions,
    orders,
    order,
    products,
    newOrder,
    product,
    interaction,
    recycleBin,
    settings,
    settingsSection,
  ]),
])

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultPreloadDelay: 80,
  defaultErrorComponent: PageProblem,
  defaultPendingMs: 300,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
