import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../../client/session.ts'
import { useFormats } from '../../../ui/format.ts'
import { Panel } from '../../../ui/panel.tsx'
import type { Birthday, CustomerPageData, OrdersPanel } from '../../types.ts'
import type { ComposerKind } from '../timeline/use-composer.ts'
import classes from './now.module.css'

type Props = { page: CustomerPageData; orders: OrdersPanel | null; onLog: (kind: ComposerKind) => void }

const quietAfterDays = 60
const birthdayWithinDays = 7

/** The one thing worth doing next, with its reason: an order that is due by their own rhythm, a birthday, a long silence. */
export function NextAction({ page, orders, onLog }: Props) {
  const { t } = useTranslation('customers')
  const can = useCan()
  const action = useNextAction(page, orders)
  if (!action) return null
  return (
    <Panel look="marked" title={t('next.title')}>
      <p className={classes.what}>{action.what}</p>
      <p className={classes.why}>{action.why}</p>
      <div className={classes.buttons}>
        {action.kind === 'reorder' && can('order.create') ? (
          <Button variant="filled" component={Link} to="/orders/new" search={{ customer: page.customer.id } as never}>
            {t('actions.newOrder')}
          </Button>
        ) : null}
        {can('interaction.create') ? <Button onClick={() => onLog('call')}>{t('next.logCall')}</Button> : null}
      </div>
    </Panel>
  )
}

function useNextAction(
  { customer }: CustomerPageData,
  orders: OrdersPanel | null,
): { kind: 'reorder' | 'birthday' | 'quiet'; what: string; why: string } | null {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const next = (customer.birthday as Birthday | null | undefined)?.next
  const until = next ? -format.daysAgo(next) : Number.POSITIVE_INFINITY
  if (next && until >= 0 && until <= birthdayWithinDays) {
    return { kind: 'birthday', what: t('next.birthday'), why: t('next.birthdayWhy', { when: format.relative(next) }) }
  }
  const rhythm = orders?.rhythm
  if (orders && rhythm && rhythm.lastDaysAgo >= rhythm.usualDays - rhythm.spreadDays) {
    const worth =
      orders.total && orders.count > 0
        ? { ...orders.total, amount: Math.round(orders.total.amount / orders.count) }
        : null
    const numbers = {
      usual: Math.round(rhythm.usualDays),
      spread: Math.round(rhythm.spreadDays),
      last: Math.round(rhythm.lastDaysAgo),
    }
    const late = rhythm.lastDaysAgo > rhythm.usualDays + rhythm.spreadDays
    const why = t('next.rhythmWhy', numbers)
    return {
      kind: 'reorder',
      what: t(late ? 'next.late' : 'next.reorder'),
      why: worth ? `${why} ${t('next.worth', { amount: format.moneyShort(worth) })}` : why,
    }
  }
  const contacted = customer.lastContactOn
  if (typeof contacted === 'string' && format.daysAgo(contacted) > quietAfterDays) {
    return {
      kind: 'quiet',
      what: t('next.quiet'),
      why: t('next.quietWhy', { when: format.day(contacted), count: format.daysAgo(contacted) }),
    }
  }
  return null
}
