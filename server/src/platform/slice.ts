import type { Slice } from '../kernel/slice.ts'
import { customFieldRoutes } from './custom-fields/routes.ts'
import { keyRoutes } from './keys/routes.ts'
import { platformPermissions } from './permissions.ts'
import { recordFaces } from './records/registry.ts'
import { roleRoutes } from './roles/routes.ts'
import { sessionRoutes } from './session/routes.ts'
import { streamRoutes } from './stream/routes.ts'
import { teamRoutes } from './teams/routes.ts'
import { memberTable } from './users/member-table.ts'
import { userRoutes } from './users/routes.ts'
import { userRecord } from './users/users.fields.ts'
import en from './words/en.json' with { type: 'json' }
import zh from './words/zh-CN.json' with { type: 'json' }
import { workspaceRoutes } from './workspaces/workspaces.ts'

export const platformSlice: Slice = {
  name: 'platform',
  words: { en, 'zh-CN': zh },
  permissions: platformPermissions,
  records: [userRecord],
  routes: [
    ...sessionRoutes,
    ...workspaceRoutes,
    ...userRoutes,
    ...teamRoutes,
    ...roleRoutes,
    ...keyRoutes,
    ...customFieldRoutes,
    ...streamRoutes,
  ],
  jobs: [],
  subscribers: [],
  fills: [recordFaces.entry({ type: 'user', table: memberTable, subtitle: ['email'], isListed: false })],
}
