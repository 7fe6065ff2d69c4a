import { type Binding, type Exchange, on } from '../../kernel/http/route.ts'
import {
  changeRoleRoute,
  createRoleRoute,
  deleteRoleRoute,
  listPermissionsRoute,
  listRolesRoute,
  readRoleRoute,
} from './contract.ts'
import { changeRole, createRole, deleteRole, listPermissions, listRoles, readRole } from './roles.ts'

const catalogueOf = ({ request }: Exchange) => request.server.platform.catalogue

export const roleRoutes: readonly Binding[] = [
  on(listRolesRoute, (ctx, _input, exchange) => listRoles(ctx, catalogueOf(exchange))),
  on(listPermissionsRoute, (ctx, _input, exchange) => listPermissions(ctx, catalogueOf(exchange))),
  on(readRoleRoute, (ctx, { params }, exchange) => readRole(ctx, catalogueOf(exchange), params.id)),
  on(createRoleRoute, (ctx, { body }, exchange) => createRole(ctx, catalogueOf(exchange), body)),
  on(changeRoleRoute, (ctx, { params, body }, exchange) => changeRole(ctx, catalogueOf(exchange), params.id, body)),
  on(deleteRoleRoute, (ctx, { params }) => deleteRole(ctx, params.id)),
]
