import { on } from '../kernel/http/route.ts'
import type { Slice } from '../kernel/slice.ts'
import { loadExampleRoute } from './contract.ts'
import { loadExampleJob } from './load/load.ts'
import { startExample } from './load/start.ts'
import en from './words/en.json' with { type: 'json' }
import zh from './words/zh-CN.json' with { type: 'json' }

export const exampleSlice: Slice = {
  name: 'example',
  words: { en, 'zh-CN': zh },
  permissions: [],
  records: [],
  routes: [on(loadExampleRoute, (ctx, { body }, { request }) => startExample(ctx, request.server.platform, body))],
  jobs: [loadExampleJob],
  subscribers: [],
  fills: [],
}
