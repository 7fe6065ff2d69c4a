import { type Binding, on } from '../../kernel/http/route.ts'
import {
  changeQualitySettingRoute,
  changeTaskRoute,
  checkMailDomainsRoute,
  confirmContactRoute,
  createTasksRoute,
  listInvalidContactsRoute,
  listTasksRoute,
  readQualityRoute,
  reportBounceRoute,
} from './contract.ts'
import { changeTask, createTasks, listTasks } from './enrichment.ts'
import { confirmContact, listInvalidContacts, reportBounce } from './invalid-contacts.ts'
import { readQuality } from './quality.ts'
import { changeQualitySetting } from './setting.ts'

export const qualityRoutes: readonly Binding[] = [
  on(readQualityRoute, (ctx, { query }) => readQuality(ctx, query.by)),
  on(listInvalidContactsRoute, (ctx, { query }) => listInvalidContacts(ctx, query)),
  on(reportBounceRoute, (ctx, { body }) => reportBounce(ctx, body)),
  on(confirmContactRoute, (ctx, { params }) => confirmContact(ctx, params.id)),
  on(changeQualitySettingRoute, (ctx, { body }) => changeQualitySetting(ctx, body)),
  on(checkMailDomainsRoute, async (ctx) => ({ job: await ctx.enqueue('check-mail-domains', {}) })),
  on(createTasksRoute, (ctx, { body }) => createTasks(ctx, body)),
  on(listTasksRoute, (ctx, { query }) => listTasks(ctx, query)),
  on(changeTaskRoute, (ctx, { params, body }) => changeTask(ctx, params.id, body)),
]
