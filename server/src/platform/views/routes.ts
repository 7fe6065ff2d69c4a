import { type Binding, on } from '../../kernel/http/route.ts'
import { changeViewRoute, countViewRoute, createViewRoute, deleteViewRoute, listViewsRoute } from './contract.ts'
import { changeView, countView, createView, deleteView, listViews } from './views.ts'

export const viewRoutes: readonly Binding[] = [
  on(listViewsRoute, (ctx, { query }) => listViews(ctx, query.type)),
  on(createViewRoute, (ctx, { body }) => createView(ctx, body)),
  on(changeViewRoute, (ctx, { params, body }) => changeView(ctx, params.id, body)),
  on(deleteViewRoute, (ctx, { params }) => deleteView(ctx, params.id)),
  on(countViewRoute, (ctx, { params }) => countView(ctx, params.id)),
]
