import { ActionIcon, NumberInput, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { get } from '../../client/api.ts'
import { ReferenceSelect } from '../../records/fields/reference-select.tsx'
import { type Money, useFormats } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import classes from './order.module.css'
import { amountOf, type DraftLine, fractionOf } from './types.ts'

type Props = {
  line: DraftLine
  currency: string
  onChange: (changes: Partial<DraftLine>) => void
  onRemove: () => void
}

/** A line while it is typed; a product brings its list price where none was given. */
export function EditLine({ line, currency, onChange, onRemove }: Props) {
  const { t } = useTranslation('sales')
  const format = useFormats()
  const amount = amountOf(line, currency)
  const pick = async (product: DraftLine['product']) => {
    onChange({ product })
    if (!product || line.unitPrice !== '') return
    const { listPrice } = await get<{ listPrice: Money | null }>(`/products/${product.id}`)
    if (listPrice?.currency === currency) onChange({ product, unitPrice: listPrice.amount / fractionOf(currency) })
  }
  return (
    <tr data-return={amount < 0 || undefined}>
      <td className={classes.wide}>
        <ReferenceSelect
          variant="unstyled"
          type="product"
          aria-label={t('order.product')}
          placeholder={t('order.product')}
          value={line.product}
          onChange={(product) => void pick(product)}
        />
      </td>
      <td>
        <TextInput
          variant="unstyled"
          aria-label={t('order.description')}
          value={line.description}
          onChange={(event) => onChange({ description: event.currentTarget.value })}
        />
      </td>
      <FigureCell label={t('order.quantity')} value={line.quantity} onChange={(quantity) => onChange({ quantity })} />
      <FigureCell
        label={t('order.unitPrice')}
        grouped
        value={line.unitPrice}
        onChange={(unitPrice) => onChange({ unitPrice })}
      />
      <FigureCell
        label={t('order.discount')}
        grouped
        value={line.discount}
        onChange={(discount) => onChange({ discount })}
      />
      <td data-align="right">{format.money({ amount, currency })}</td>
      <td>
        <ActionIcon size={24} aria-label={t('order.remove')} onClick={onRemove}>
          <Icon of={IconX} size={14} />
        </ActionIcon>
      </td>
    </tr>
  )
}

type FigureProps = { label: string; grouped?: boolean; value: number | ''; onChange: (value: number | '') => void }

function FigureCell({ label, grouped = false, value, onChange }: FigureProps) {
  return (
    <td data-align="right">
      <NumberInput
        variant="unstyled"
        hideControls
        {...(grouped ? { thousandSeparator: ',' } : {})}
        aria-label={label}
        value={value}
        onChange={(typed) => onChange(typed === '' ? '' : Number(typed))}
      />
    </td>
  )
}
