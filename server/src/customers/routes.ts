import type { Binding } from '../kernel/http/route.ts'
import { on } from '../kernel/http/route.ts'
import { mustSee, readRoutes } from '../kernel/query/record-routes.ts'
import { withCustomFields } from '../platform/index.ts'
import { collectionRoutes } from './collection.ts'
import { listVisibleContactPoints } from './contact-points/contact-points.list.ts'
import { addContactPoints, changeContactPoint, deleteContactPoint } from './contact-points/contact-points.ts'
import { addContactPointRoute, changeContactPointRoute, deleteContactPointRoute } from './contact-points/contract.ts'
import { changeManyCustomers } from './customers/bulk.ts'
import { checkCustomer } from './customers/check.ts'
import {
  changeCustomerRoute,
  changeManyCustomersRoute,
  checkCustomerRoute,
  createCustomerRoute,
  deleteCustomerRoute,
} from './customers/contract.ts'
import { customerRecord } from './customers/customers.fields.ts'
import { changeCustomer, createCustomer, deleteCustomer } from './customers/customers.ts'
import { journal } from './journal/journal.ts'
import { customerPageRoute } from './page/contract.ts'
import { readCustomerPage } from './page/page.ts'
import { expectations, preferences } from './preferences/preferences.ts'
import { recognitionRoute } from './recognition/contract.ts'
import { recognise } from './recognition/recognition.ts'
import {
  addRelationRoute,
  changeRelationRoute,
  deleteRelationRoute,
  dismissSuggestionRoute,
  listRelationsRoute,
  relationGraphRoute,
  suggestRelationsRoute,
} from './relations/contract.ts'
import { addRelation, changeRelation, deleteRelation, listRelations, relationGraph } from './relations/relations.ts'
import { dismissSuggestion, suggestRelations } from './relations/suggestions.ts'

export const customerRoutes: readonly Binding[] = [
  on(recognitionRoute, (ctx, { query }) => recognise(ctx, query.hint)),
  on(checkCustomerRoute, (ctx, { query }) => checkCustomer(ctx, query)),
  ...readRoutes(customerRecord, withCustomFields(customerRecord)),
  on(createCustomerRoute, (ctx, { body }) => createCustomer(ctx, body)),
  on(changeManyCustomersRoute, (ctx, { body }) => changeManyCustomers(ctx, body)),
  on(changeCustomerRoute, (ctx, { params, body }) => changeCustomer(ctx, params.id, body)),
  on(deleteCustomerRoute, (ctx, { params, query }) => deleteCustomer(ctx, params.id, query.version)),
  on(customerPageRoute, (ctx, { params }) => readCustomerPage(ctx, params.id)),
  on(addContactPointRoute, async (ctx, { params, body }) => {
    await addContactPoints(ctx, params.id, body)
    return { items: await listVisibleContactPoints(ctx, params.id) }
  }),
  on(changeContactPointRoute, async (ctx, { params, body }) => {
    await changeContactPoint(ctx, params.id, params.itemId, body)
    return { items: await listVisibleContactPoints(ctx, params.id) }
  }),
  on(deleteContactPointRoute, async (ctx, { params }) => {
    await deleteContactPoint(ctx, params.id, params.itemId)
    return { items: await listVisibleContactPoints(ctx, params.id) }
  }),
  on(listRelationsRoute, async (ctx, { params }) => {
    await mustSee(ctx, customerRecord, params.id)
    return listRelations(ctx, params.id)
  }),
  on(addRelationRoute, (ctx, { params, body }) => addRelation(ctx, params.id, body)),
  on(changeRelationRoute, (ctx, { params, body }) => changeRelation(ctx, params.id, params.itemId, body)),
  on(deleteRelationRoute, (ctx, { params }) => deleteRelation(ctx, params.id, params.itemId)),
  on(relationGraphRoute, (ctx, { params, query }) => relationGraph(ctx, params.id, query.depth ?? 1)),
  on(suggestRelationsRoute, (ctx, { params }) => suggestRelations(ctx, params.id)),
  on(dismissSuggestionRoute, (ctx, { params, body }) => dismissSuggestion(ctx, params.id, body)),
  ...collectionRoutes(preferences),
  ...collectionRoutes(expectations),
  ...collectionRoutes(journal),
]
