import type { Row } from '../../records/schema.ts'
import type { Money } from '../../ui/format.ts'

export type OrderLine = {
  id: string
  position: number
  product: { id: string; code: string | null; name: string } | null
  description: string | null
  quantity: string
  unitPrice: Money | number | string | null
  discount: Money | number | string | null
  amount: Money | number | null
}

export type Order = Row & {
  number: string
  customer: { id: string; name: string } | null
  placedOn: string
  status: string
  currency: string
  total: Money | null
  note: string | null
  lines: OrderLine[]
}

export const orderType = { type: 'order', path: 'orders' } as const

/** A line while it is edited: what the person typed, prices in major units. */
export type DraftLine = {
  key: string
  id?: string
  product: { id: string; name: string; code?: string } | null
  description: string
  quantity: number | ''
  unitPrice: number | ''
  discount: number | ''
}

const minorOf = (value: Money | number | string | null): number =>
  value === null ? 0 : typeof value === 'object' ? value.amount : Number(value)

export const fractionOf = (currency: string): number =>
  10 ** (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2)

export function draftOf(line: OrderLine, currency: string): DraftLine {
  const unit = fractionOf(currency)
  return {
    key: line.id,
    id: line.id,
    product: line.product
      ? { id: line.product.id, name: line.product.name, ...(line.product.code ? { code: line.product.code } : {}) }
      : null,
    description: line.description ?? '',
    quantity: Number(line.quantity),
    unitPrice: minorOf(line.unitPrice) / unit,
    discount: minorOf(line.discount) / unit,
  }
}

export const emptyLine = (): DraftLine => ({
  key: crypto.randomUUID(),
  product: null,
  description: '',
  quantity: 1,
  unitPrice: '',
  discount: '',
})

/** What a line comes to, in minor units; a return comes out negative. */
export const amountOf = (line: DraftLine, currency: string): number => {
  const unit = fractionOf(currency)
  return (
    Math.round(Number(line.quantity || 0) * Number(line.unitPrice || 0) * unit) -
    Math.round(Number(line.discount || 0) * unit)
  )
}

export function writeLine(line: DraftLine, currency: string): Record<string, unknown> {
  const unit = fractionOf(currency)
  return {
    ...(line.id ? { id: line.id } : {}),
    productId: line.product?.id ?? null,
    ...(line.description ? { description: line.description } : {}),
    quantity: Number(line.quantity || 0),
    ...(line.unitPrice === '' ? {} : { unitPrice: Math.round(line.unitPrice * unit * 1e6) / 1e6 }),
    ...(line.discount === '' ? {} : { discount: Math.round(line.discount * unit) }),
  }
}
