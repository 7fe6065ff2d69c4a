import { type Binding, on } from '../../kernel/http/route.ts'
import {
  changeDuplicateSettingRoute,
  checkDuplicatesRoute,
  customerDuplicatesRoute,
  decideDifferentRoute,
  duplicateStateRoute,
  listGroupsRoute,
  mergeSureRoute,
  readGroupRoute,
  scanRoute,
} from './contract.ts'
import { decideDifferent } from './decisions.ts'
import { listGroups, readGroup } from './groups.ts'
import { mergeSure } from './merge-sure.ts'
import { checkDuplicates, customerDuplicates } from './probable.ts'
import { changeDuplicateSetting } from './setting.ts'
import { readDuplicateState } from './state.ts'

export const duplicateRoutes: readonly Binding[] = [
  on(checkDuplicatesRoute, (ctx, { body }) => checkDuplicates(ctx, body)),
  on(customerDuplicatesRoute, (ctx, { params }) => customerDuplicates(ctx, params.id)),
  on(decideDifferentRoute, (ctx, { body }) => decideDifferent(ctx, body.ids)),
  on(duplicateStateRoute, (ctx) => readDuplicateState(ctx)),
  on(listGroupsRoute, (ctx, { query }) => listGroups(ctx, query)),
  on(readGroupRoute, (ctx, { params }) => readGroup(ctx, params.id)),
  on(changeDuplicateSettingRoute, (ctx, { body }) => changeDuplicateSetting(ctx, body)),
  on(scanRoute, async (ctx, { body }) => ({ job: await ctx.enqueue('scan-duplicates', body) })),
  on(mergeSureRoute, (ctx, { body }) => mergeSure(ctx, body)),
]
