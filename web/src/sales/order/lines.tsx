import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { EditLine } from './edit-line.tsx'
import classes from './order.module.css'
import { amountOf, type DraftLine, emptyLine, fractionOf } from './types.ts'

type Props = { lines: DraftLine[]; currency: string; editable: boolean; onChange: (lines: DraftLine[]) => void }

/** What was ordered, line by line; what came back stands as a negative quantity. */
export function Lines({ lines, currency, editable, onChange }: Props) {
  const { t } = useTranslation('sales')
  const format = useFormats()
  const total = lines.reduce((sum, line) => sum + amountOf(line, currency), 0)
  const replace = (key: string, changes: Partial<DraftLine>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...changes } : line)))
  return (
    <section aria-label={t('order.lines')}>
      <div className={classes.frame}>
        <table className={classes.lines}>
          <Heading editable={editable} />
          <tbody>
            {lines.map((line) =>
              editable ? (
                <EditLine
                  key={line.key}
                  line={line}
                  currency={currency}
                  onChange={(changes) => replace(line.key, changes)}
                  onRemove={() => onChange(lines.filter((other) => other.key !== line.key))}
                />
              ) : (
                <ReadLine key={line.key} line={line} currency={currency} />
              ),
            )}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={5}>{t('order.total')}</td>
              <td data-align="right">{format.money({ amount: total, currency })}</td>
              {editable ? <td /> : null}
            </tr>
          </tfoot>
        </table>
      </div>
      {editable ? (
        <Button mt={10} leftSection={<Icon of={IconPlus} />} onClick={() => onChange([...lines, emptyLine()])}>
          {t('order.addLine')}
        </Button>
      ) : null}
    </section>
  )
}

function Heading({ editable }: { editable: boolean }) {
  const { t } = useTranslation('sales')
  return (
    <thead>
      <tr>
        <th scope="col">{t('order.product')}</th>
        <th scope="col">{t('order.description')}</th>
        <th scope="col" data-align="right">
          {t('order.quantity')}
        </th>
        <th scope="col" data-align="right">
          {t('order.unitPrice')}
        </th>
        <th scope="col" data-align="right">
          {t('order.discount')}
        </th>
        <th scope="col" data-align="right">
          {t('order.amount')}
        </th>
        {editable ? <th aria-label={t('order.remove')} /> : null}
      </tr>
    </thead>
  )
}

function ReadLine({ line, currency }: { line: DraftLine; currency: string }) {
  const format = useFormats()
  const unit = fractionOf(currency)
  const amount = amountOf(line, currency)
  const money = (major: number | '') => format.money({ amount: Math.round(Number(major || 0) * unit), currency })
  return (
    <tr data-return={amount < 0 || undefined}>
      <td>
        <strong>{line.product?.name ?? line.description}</strong>
        {line.product?.code ? <span className={classes.code}>{line.product.code}</span> : null}
      </td>
      <td>{line.product ? line.description : ''}</td>
      <td data-align="right">{format.number(Number(line.quantity), 3)}</td>
      <td data-align="right">{money(line.unitPrice)}</td>
      <td data-align="right">{line.discount ? money(line.discount) : ''}</td>
      <td data-align="right">{format.money({ amount, currency })}</td>
    </tr>
  )
}
