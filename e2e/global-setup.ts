import { type Api, connect, jobDone, signIn } from './api.ts'
import { administrator, type Firm, fixture, seller, sessionFile } from './firm.ts'
import { startProduct } from './product.ts'

/** One firm for all journeys: set up, filled by imports, with a seller who sees only what is theirs. */
export default async function setup(): Promise<() => Promise<void>> {
  const product = await startProduct()
  try {
    const forDocs = process.env.RAPPORT_SCREENSHOTS === 'docs'
    process.env.RAPPORT_E2E_FIRM = JSON.stringify(await (forDocs ? fillWithExample(product.url) : fill(product.url)))
  } catch (error) {
    await product.stop()
    throw error
  }
  return product.stop
}

async function fill(url: string): Promise<Firm> {
  const api = await connect(url)
  await api.post('/setup', administrator)
  await signIn(api, administrator.email, administrator.password)
  await bring(api, 'customers', 'customers-gb18030.csv')
  await bring(api, 'orders', 'orders.csv')
  const customerId = await tell(api)
  const orders = await api.get<{ items: { id: string }[] }>('/orders?limit=1&sort=-placedOn')
  const count = await api.get<{ count: { value: number } }>('/customers?limit=1')
  await addViews(api)
  await addSeller(api, customerId)
  const [administratorSession, sellerSession] = [sessionFile('administrator'), sessionFile('seller')]
  await api.keepSession(administratorSession)
  const other = await connect(url)
  await signIn(other, seller.email, seller.password)
  await other.keepSession(sellerSession)
  return {
    url,
    administratorSession,
    sellerSession,
    customerId,
    orderId: orders.items[0]?.id ?? '',
    callerHint: 'shenruolan',
    customersInAll: count.count.value,
  }
}

/** The example firm, for the pictures in the documentation: the account that has most to show stands for all. */
async function fillWithExample(url: string): Promise<Firm> {
  const api = await connect(url)
  await api.post('/setup', administrator)
  await signIn(api, administrator.email, administrator.password)
  await jobDone(api, await api.post('/example'))
  const richest = async (kind: string) => {
    const filter = encodeURIComponent(JSON.stringify({ field: 'kind', op: 'eq', value: kind }))
    const { items } = await api.get<{ items: { id: string; primaryPhone: string | null }[] }>(
      `/customers?limit=20&sort=-orderTotal&filter=${filter}`,
    )
    return items
  }
  const [organization] = await richest('organization')
  const caller = (await richest('person')).find((person) => person.primaryPhone)
  const orders = await api.get<{ items: { id: string }[] }>('/orders?limit=1&sort=-total')
  const administratorSession = sessionFile('administrator')
  await api.keepSession(administratorSession)
  return {
    url,
    administratorSession,
    sellerSession: administratorSession,
    customerId: organization?.id ?? '',
    orderId: orders.items[0]?.id ?? '',
    callerHint: caller?.primaryPhone ?? '',
    customersInAll: 0,
  }
}

async function bring(api: Api, type: string, file: string): Promise<void> {
  const { id } = await api.upload<{ id: string }>('/imports', fixture(file), { type })
  await jobDone(api, await api.post(`/imports/${id}/start`))
}

type Found = { items: { id: string; version: number; name: string }[] }

/** What colleagues know about 沈若兰 beyond the file. */
async function tell(api: Api): Promise<string> {
  const { items } = await api.get<Found>(`/customers?q=${encodeURIComponent('沈若兰')}&limit=5`)
  const customer = items.find((item) => item.name === '沈若兰')
  if (!customer) throw new Error('沈若兰 did not come with the import')
  const path = `/customers/${customer.id}`
  await api.patch(path, {
    version: customer.version,
    birthday: { calendar: 'lunar', month: 8, day: 16 },
    latinName: 'Shen Ruolan',
  })
  await api.post(`${path}/preferences`, { kind: 'drink', value: '绿茶，不喝咖啡' })
  await api.post(`${path}/preferences`, { kind: 'contact-time', value: '16 点以后' })
  await api.post(`${path}/expectations`, {
    about: 'delivery',
    source: 'experience-elsewhere',
    text: '库存要断之前先说一声',
  })
  await api.post(`${path}/journal`, { text: '陪她走了一遍新的洁净室。她以这个团队为荣。' })
  return customer.id
}

async function addViews(api: Api): Promise<void> {
  const view = { type: 'customer', sort: '-orderTotal' }
  await api.post('/views', {
    ...view,
    name: '展会名单',
    shared: 'everyone',
    filter: { and: [{ field: 'tags', op: 'in', value: ['展会'] }] },
  })
  await api.post('/views', {
    ...view,
    name: '没有负责人',
    shared: 'private',
    filter: { and: [{ field: 'owner', op: 'is-empty' }] },
  })
}

/** Sees their own customers only, and of phone numbers only the end. */
async function addSeller(api: Api, customerId: string): Promise<void> {
  const role = await api.post<{ id: string }>('/roles', {
    name: '外勤',
    permissions: ['customer.read', 'customer.update', 'order.read', 'product.read'],
    scopes: { customer: 'own', order: 'own' },
    fieldRules: [{ record: 'customer', field: 'primaryPhone', rule: 'masked' }],
  })
  const user = await api.post<{ id: string }>('/users', { ...seller, roleId: role.id })
  const { version } = await api.get<{ version: number }>(`/customers/${customerId}`)
  await api.patch(`/customers/${customerId}`, { version, owner: user.id })
}
