import { type Binding, on } from '../../kernel/http/route.ts'
import { readRoutes } from '../../kernel/query/record-routes.ts'
import { addUserRoute, changeUserRoute, resetPasswordRoute } from './contract.ts'
import { userRecord } from './users.fields.ts'
import { addUser, changeUser, resetPassword } from './users.ts'

export const userRoutes: readonly Binding[] = [
  ...readRoutes(userRecord),
  on(addUserRoute, (ctx, { body }, { request }) => addUser(ctx, request.server.platform, body)),
  on(changeUserRoute, (ctx, { params, body }, { request }) =>
    changeUser(ctx, request.server.platform, params.id, body),
  ),
  on(resetPasswordRoute, (ctx, { params }, { request }) => resetPassword(ctx, request.server.platform, params.id)),
]
