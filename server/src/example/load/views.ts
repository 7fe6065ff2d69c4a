import type { Ctx } from '../../kernel/context.ts'
import { createView } from '../../platform/index.ts'
import { inWords } from '../build/firm.ts'
import { TAGS } from '../content/likes.ts'

const QUIET_DAYS = 60

/** Everyone's own views: key accounts, birthdays to come, customers who have heard nothing for long. */
export async function makeViews(ctx: Ctx, memberIds: readonly string[]): Promise<void> {
  const isChinese = ctx.actor.language === 'zh-CN'
  for (const userId of memberIds) {
    const own = { ...ctx, actor: { ...ctx.actor, userId, keyId: null } }
    const mine = { field: 'owner', op: 'eq', value: userId }
    const isOrganization = { field: 'kind', op: 'eq', value: 'organization' }
    const views = [
      {
        name: inWords(['我的重点客户', 'My key accounts'], isChinese),
        filter: { and: [mine, { field: 'tags', op: 'in', value: [inWords(TAGS.key, isChinese)] }] },
        sort: '-orderTotal',
      },
      {
        name: inWords(['本月生日', 'Birthdays this month'], isChinese),
        filter: { and: [mine, { field: 'birthday', op: 'within-next', value: { amount: 1, unit: 'month' } }] },
        sort: 'name',
        columns: ['name', 'organization', 'birthday', 'jobTitle', 'primaryPhone', 'lastContactOn'],
      },
      {
        name: inWords(['60 天未联系', 'No contact in 60 days'], isChinese),
        filter: {
          and: [
            mine,
            isOrganization,
            { field: 'orderCount', op: 'gt', value: 0 },
            { not: { field: 'lastContactOn', op: 'within-last', value: { amount: QUIET_DAYS, unit: 'day' } } },
          ],
        },
        sort: '-orderTotal',
      },
    ]
    for (const view of views) await createView(own, { type: 'customer', ...view })
  }
}
