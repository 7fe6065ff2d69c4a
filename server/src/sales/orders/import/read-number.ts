import { type Decimal, decimalOf } from '../../amounts.ts'

/**
 * A number as people and spreadsheets write it: `1,234.50`, `1.234,50`, `¥1 234`, `(12.00)`, `１２`, `2.5500000000000003`.
 * A lone comma before exactly three digits parts thousands. @returns null when it is none
 */
export function readNumber(cell: string): Decimal | null {
  let text = cell.normalize('NFKC').replace(/[\s'’_]/g, '')
  const isBracketed = /^\(.*\)$/.test(text)
  if (isBracketed) text = text.slice(1, -1)
  text = text
    .replace(/^([-+−]?)(?:[¥$€£₹₩]|RMB|CNY|USD|EUR|GBP|HK\$|US\$)/i, '$1')
    .replace(/(?:[¥$€£₹₩元]|RMB|CNY|USD|EUR|GBP)$/i, '')
  text = text
    .replace('−', '-')
    .replace(/^\+/, '')
    .replace(/^(\d.*)-$/, '-$1')
  const plain = withoutThousands(text)
  if (!/^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?$/i.test(plain)) return null
  const isLong = /e/i.test(plain) || (plain.split('.')[1]?.length ?? 0) > 6
  const value = decimalOf(isLong ? Number(plain) : plain.replace(/\.$/, '').replace(/^(-?)\./, '$10.'))
  return value !== null && isBracketed && !value.startsWith('-') && value !== '0' ? `-${value}` : value
}

function withoutThousands(text: string): string {
  const comma = text.lastIndexOf(',')
  const point = text.lastIndexOf('.')
  if (comma < 0) return /^-?\d{1,3}(\.\d{3}){2,}$/.test(text) ? text.replaceAll('.', '') : text
  if (point > comma) return text.replaceAll(',', '')
  if (point >= 0) return text.replaceAll('.', '').replace(',', '.')
  return /^-?\d{1,3}(,\d{3})+$/.test(text) ? text.replaceAll(',', '') : text.replace(',', '.')
}
