import { type Binding, on } from '../../kernel/http/route.ts'
import { createKeyRoute, listKeysRoute, revokeKeyRoute } from './contract.ts'
import { addKey, listKeys, revokeKey } from './keys.ts'

export const keyRoutes: readonly Binding[] = [
  on(listKeysRoute, (ctx) => listKeys(ctx)),
  on(createKeyRoute, (ctx, { body }, { request }) => addKey(ctx, request.server.platform, body)),
  on(revokeKeyRoute, (ctx, { params }, { request }) => revokeKey(ctx, request.server.platform, params.id)),
]
