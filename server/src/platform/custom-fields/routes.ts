import { type Binding, on } from '../../kernel/http/route.ts'
import {
  changeCustomFieldRoute,
  createCustomFieldRoute,
  deleteCustomFieldRoute,
  listCustomFieldsRoute,
} from './contract.ts'
import { changeCustomField, createCustomField, deleteCustomField, listCustomFields } from './definitions.ts'

export const customFieldRoutes: readonly Binding[] = [
  on(listCustomFieldsRoute, (ctx, { query }) => listCustomFields(ctx, query.record)),
  on(createCustomFieldRoute, (ctx, { body }) => createCustomField(ctx, body)),
  on(changeCustomFieldRoute, (ctx, { params, body }) => changeCustomField(ctx, params.id, body)),
  on(deleteCustomFieldRoute, (ctx, { params }) => deleteCustomField(ctx, params.id)),
]
