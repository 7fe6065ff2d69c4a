import { on } from '../kernel/http/route.ts'
import type { Slice } from '../kernel/slice.ts'
import { homeRoute } from './home/contract.ts'
import { readHome } from './home/home.ts'
import en from './words/en.json' with { type: 'json' }
import zh from './words/zh-CN.json' with { type: 'json' }

export const insightsSlice: Slice = {
  name: 'insights',
  words: { en, 'zh-CN': zh },
  permissions: [],
  records: [],
  routes: [on(homeRoute, (ctx) => readHome(ctx))],
  jobs: [],
  subscribers: [],
  fills: [],
}
