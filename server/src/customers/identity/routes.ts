import { type Binding, on } from '../../kernel/http/route.ts'
import { listMergesRoute, mergeManyRoute, mergePreviewRoute, mergeRoute, undoMergeRoute } from './contract.ts'
import { mergeCustomers } from './merge.ts'
import { startMergeRun } from './merge-many.ts'
import { listMerges, undoMerge } from './merges.ts'
import { previewMerge } from './preview.ts'

export const identityRoutes: readonly Binding[] = [
  on(mergePreviewRoute, (ctx, { body }) => previewMerge(ctx, body)),
  on(mergeRoute, (ctx, { body }) => mergeCustomers(ctx, body)),
  on(mergeManyRoute, (ctx, { body }) => startMergeRun(ctx, body.groups)),
  on(listMergesRoute, (ctx, { params }) => listMerges(ctx, params.id)),
  on(undoMergeRoute, (ctx, { params }) => undoMerge(ctx, params.id)),
]
