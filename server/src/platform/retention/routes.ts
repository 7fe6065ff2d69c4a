import { type Binding, on } from '../../kernel/http/route.ts'
import { changeRetentionRoute, listRetentionRoute, previewRetentionRoute, runRetentionRoute } from './contract.ts'
import { changeRetention, listRetention, previewRetention } from './rules.ts'

export const retentionRoutes: readonly Binding[] = [
  on(listRetentionRoute, (ctx) => listRetention(ctx)),
  on(previewRetentionRoute, (ctx, { params, query }) => previewRetention(ctx, params.subject, query.keepDays)),
  on(changeRetentionRoute, (ctx, { params, body }) => changeRetention(ctx, params.subject, body)),
  on(runRetentionRoute, async (ctx) => ({ job: await ctx.enqueue('apply-retention', {}) })),
]
