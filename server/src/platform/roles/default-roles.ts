import { uuidv7 } from 'uuidv7'
import type { Language, RecordScope } from '../../kernel/actor.ts'
import type { Ctx } from '../../kernel/context.ts'
import { insertRow } from '../../kernel/record/write.ts'
import type { AccessCatalogue } from '../auth/load-actor.ts'
import { roleTable } from './role-table.ts'

interface DefaultRole {
  readonly names: Readonly<Record<Language, string>>
  readonly scope: RecordScope
  readonly grants: (word: string) => boolean
  readonly isSystem?: boolean
}

const isSetting = (word: string) => word.startsWith('settings.')
const isAction = (word: string, ...actions: readonly string[]) => actions.some((action) => word.endsWith(`.${action}`))
const OFFICE = ['audit.read', 'privacy.read', 'views.share', 'recycle-bin.read', 'recycle-bin.restore']

/** What a new workspace starts with; all but the first may be changed or deleted. */
export const DEFAULT_ROLES: readonly DefaultRole[] = [
  { names: { en: 'Administrator', 'zh-CN': '管理员' }, scope: 'all', grants: () => false, isSystem: true },
  {
    names: { en: 'Manager', 'zh-CN': '经理' },
    scope: 'team',
    grants: (word) => !isSetting(word) && word !== 'privacy.erase',
  },
  {
    names: { en: 'Sales representative', 'zh-CN': '销售代表' },
    scope: 'own',
    grants: (word) =>
      !isSetting(word) && !OFFICE.includes(word) && isAction(word, 'read', 'create', 'update', 'record'),
  },
  {
    names: { en: 'Service agent', 'zh-CN': '客服' },
    scope: 'all',
    grants: (word) =>
      isAction(word, 'read')
        ? !OFFICE.includes(word)
        : ['customer.update', 'consent.record', 'interaction.create', 'interaction.update'].includes(word),
  },
  {
    names: { en: 'Read only', 'zh-CN': '只读' },
    scope: 'all',
    grants: (word) => isAction(word, 'read') && !OFFICE.includes(word),
  },
]

/** Makes the default roles of a new workspace. @returns the administrator's role id */
export async function createDefaultRoles(ctx: Ctx, catalogue: AccessCatalogue): Promise<string> {
  let administrator = ''
  for (const role of DEFAULT_ROLES) {
    const id = uuidv7()
    if (role.isSystem) administrator = id
    await insertRow(ctx, roleTable, {
      id,
      name: role.names[ctx.actor.language],
      permissions: catalogue.permissions.filter(role.grants),
      scopes: Object.fromEntries(catalogue.recordTypes.map((type) => [type, role.scope])),
      field_rules: {},
      is_system: role.isSystem ?? false,
    })
  }
  return administrator
}
