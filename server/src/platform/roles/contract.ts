import { Type } from 'typebox'
import { declareRoute } from '../../kernel/http/declare.ts'
import { IdParams } from '../../kernel/query/record-routes.ts'

const ScopeSchema = Type.Union([
  Type.Literal('own'),
  Type.Literal('team'),
  Type.Literal('territory'),
  Type.Literal('all'),
])
const RuleSchema = Type.Union([Type.Literal('hidden'), Type.Literal('masked'), Type.Literal('read-only')])

const roleProperties = {
  name: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
  permissions: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 500 }),
  /** Record type → how far the role sees. */
  scopes: Type.Record(Type.String({ maxLength: 100 }), ScopeSchema, { maxProperties: 200 }),
  fieldRules: Type.Array(
    Type.Object(
      { record: Type.String({ maxLength: 100 }), field: Type.String({ maxLength: 100 }), rule: RuleSchema },
      { additionalProperties: false },
    ),
    { maxItems: 1000 },
  ),
}

export const listRolesRoute = declareRoute({
  method: 'GET',
  path: '/roles',
  permission: 'signed-in',
  summary: 'Lists the roles; what they allow is told to those who may set them.',
})

export const readRoleRoute = declareRoute({
  method: 'GET',
  path: '/roles/:id',
  permission: 'settings.roles',
  summary: 'Reads one role.',
  params: IdParams,
})

export const listPermissionsRoute = declareRoute({
  method: 'GET',
  path: '/roles/permissions',
  permission: 'settings.roles',
  summary: 'Everything that a role can allow, with labels, and the record types whose scope it sets.',
})

export const createRoleRoute = declareRoute({
  method: 'POST',
  path: '/roles',
  permission: 'settings.roles',
  summary: 'Makes a role. Nobody gives more than they hold.',
  body: Type.Object(
    {
      name: roleProperties.name,
      permissions: roleProperties.permissions,
      scopes: Type.Optional(roleProperties.scopes),
      fieldRules: Type.Optional(roleProperties.fieldRules),
    },
    { additionalProperties: false },
  ),
  status: 201,
})

export const changeRoleRoute = declareRoute({
  method: 'PATCH',
  path: '/roles/:id',
  permission: 'settings.roles',
  summary: 'Changes a role; it holds for everyone who has it at once.',
  params: IdParams,
  body: Type.Object(
    {
      version: Type.Optional(Type.Integer({ minimum: 1 })),
      name: Type.Optional(roleProperties.name),
      permissions: Type.Optional(roleProperties.permissions),
      scopes: Type.Optional(roleProperties.scopes),
      fieldRules: Type.Optional(roleProperties.fieldRules),
    },
    { additionalProperties: false },
  ),
})

export const deleteRoleRoute = declareRoute({
  method: 'DELETE',
  path: '/roles/:id',
  permission: 'settings.roles',
  summary: 'Deletes a role that nobody has any more.',
  params: IdParams,
})
