import type { Ctx } from '../../kernel/context.ts'
import { createCustomField, customFieldsOf } from '../../platform/index.ts'
import { ACCEPTANCE_OPTIONS } from '../content/likes.ts'

/** The firm's own fields of a customer. */
export async function makeFields(ctx: Ctx): Promise<void> {
  const known = new Set((await customFieldsOf(ctx, 'customer')).map(({ key }) => key))
  const fields = [
    { key: 'instruments', labelEn: 'Instruments on site', labelZh: '仪器台数', type: 'number' },
    {
      key: 'acceptance',
      labelEn: 'Acceptance standard',
      labelZh: '验收标准',
      type: 'choice',
      options: ACCEPTANCE_OPTIONS.map((option) => ({ ...option })),
    },
    { key: 'nextAudit', labelEn: 'Next audit', labelZh: '下次审计', type: 'date' },
  ] as const
  for (const [position, field] of fields.entries()) {
    if (!known.has(`custom.${field.key}`)) await createCustomField(ctx, { record: 'customer', position, ...field })
  }
}
