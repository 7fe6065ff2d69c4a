import type { Ctx } from '../../kernel/context.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Field } from '../../kernel/query/fields.ts'
import { customFieldsOf, validateCustom } from '../../platform/index.ts'

export interface CustomNote {
  readonly column: string
  readonly value: string
  readonly message: string
}

export interface CustomText {
  readonly values: Readonly<Record<string, unknown>>
  readonly problems: readonly CustomNote[]
}

const NOTHING: CustomText = { values: {}, problems: [] }
const YES = new Set(['yes', 'y', 'true', '1', '是', '有', '√'])
const NO = new Set(['no', 'n', 'false', '0', '否', '无', '×'])

/** Cells of custom fields as values of their types; one that does not fit is a note in its place. */
export async function readCustomText(ctx: Ctx, cells: Readonly<Record<string, string>>): Promise<CustomText> {
  const entries = Object.entries(cells)
  if (entries.length === 0) return NOTHING
  const fields = await customFieldsOf(ctx, 'customer')
  const values: Record<string, unknown> = {}
  const problems: CustomNote[] = []
  for (const [key, text] of entries) {
    const field = fields.find((candidate) => candidate.key === `custom.${key}`)
    try {
      if (field) Object.assign(values, await validateCustom(ctx, 'customer', { [key]: toValue(field, text) }))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      problems.push({ column: `custom.${key}`, value: text, message: 'import.problem.custom' })
    }
  }
  return { values, problems }
}

function toValue(field: Field, text: string): unknown {
  switch (field.type) {
    case 'integer':
    case 'number':
      return Number(text.replace(/[,\s]/g, ''))
    case 'money':
      return Math.round(Number(text.replace(/[^\d.-]/g, '')) * 100)
    case 'boolean':
      return YES.has(text.toLowerCase()) ? true : NO.has(text.toLowerCase()) ? false : text
    case 'choice':
      return Object.entries(field.optionLabels ?? {}).find(([, label]) => label === text)?.[0] ?? text
    default:
      return text
  }
}
