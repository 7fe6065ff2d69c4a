import type { Slice } from '../kernel/slice.ts'
import { platformPermissions } from './permissions.ts'
import { sessionRoutes } from './session/routes.ts'
import { streamRoutes } from './stream/routes.ts'
import en from './words/en.json' with { type: 'json' }
import zh from './words/zh-CN.json' with { type: 'json' }

export const platformSlice: Slice = {
  name: 'platform',
  words: { en, 'zh-CN': zh },
  permissions: platformPermissions,
  records: [],
  routes: [...sessionRoutes, ...streamRoutes],
  jobs: [],
  subscribers: [],
  fills: [],
}
