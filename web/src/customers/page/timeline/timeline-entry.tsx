import {
  IconCalendarEvent,
  IconFile,
  IconMail,
  IconNote,
  IconNotebook,
  IconPencil,
  IconPhone,
  IconReceipt,
  IconReceiptRefund,
  IconShieldCheck,
  IconWalk,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { apiBase } from '../../../client/api.ts'
import { useUndo } from '../../../records/rows.ts'
import { useFormats } from '../../../ui/format.ts'
import { Icon, type IconShape } from '../../../ui/icon.tsx'
import type { TimelineItem, TimelineKind } from '../../types.ts'
import { useParts } from '../use-customer.ts'
import classes from './timeline.module.css'

const icons: Record<TimelineKind, IconShape> = {
  call: IconPhone,
  visit: IconWalk,
  mail: IconMail,
  meeting: IconCalendarEvent,
  note: IconNote,
  order: IconReceipt,
  return: IconReceiptRefund,
  journal: IconNotebook,
  change: IconPencil,
  file: IconFile,
  consent: IconShieldCheck,
}

export function TimelineEntry({ item, customerId }: { item: TimelineItem; customerId: string }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const { data } = item
  const details = [
    item.actor?.name,
    data?.durationMinutes ? format.duration(data.durationMinutes * 60) : '',
    data?.total ? format.money(data.total) : '',
    data?.lineCount ? t('timeline.lines', { count: data.lineCount }) : '',
  ].filter(Boolean)
  return (
    <li className={classes.entry}>
      <span className={classes.mark}>
        <Icon of={icons[item.kind] ?? IconNote} size={14} />
      </span>
      <div>
        <div className={classes.line}>
          <span className={classes.what}>
            <Title item={item} />
            {details.length > 0 ? <span className={classes.detail}>{details.join(' · ')}</span> : null}
          </span>
          {item.undo ? <UndoChange requestId={item.undo} customerId={customerId} /> : null}
          <time className={classes.time} dateTime={item.at} title={format.dateTime(item.at)}>
            {format.moment(item.at)}
          </time>
        </div>
        {data?.changes && data.changes.length > 0 ? <Changes changes={data.changes} /> : null}
        {item.body ? <p className={classes.body}>{item.body}</p> : null}
      </div>
    </li>
  )
}

function Title({ item }: { item: TimelineItem }) {
  const { t } = useTranslation('customers')
  const said = item.title || t(`timeline.kinds.${item.kind === 'return' ? 'order' : item.kind}`)
  if (item.data?.orderId) {
    return (
      <Link to="/orders/$id" params={{ id: item.data.orderId }} className={classes.title}>
        {said}
      </Link>
    )
  }
  if (item.data?.fileId) {
    return (
      <a href={`${apiBase}/files/${item.data.fileId}`} className={classes.title} download>
        {said}
      </a>
    )
  }
  return <span className={classes.title}>{said}</span>
}

const shownChanges = 4

function Changes({ changes }: { changes: NonNullable<TimelineItem['data']['changes']> }) {
  const { t } = useTranslation('ui')
  const words = (value: unknown): string => {
    if (value === null || value === undefined || value === '') return t('empty')
    if (typeof value === 'object')
      return 'name' in value ? String(value.name) : Array.isArray(value) ? value.join(', ') : JSON.stringify(value)
    return String(value)
  }
  return (
    <ul className={classes.changes}>
      {changes.slice(0, shownChanges).map((change) => (
        <li key={change.field}>
          {change.label ?? change.field}: <del>{words(change.before)}</del> → <ins>{words(change.after)}</ins>
        </li>
      ))}
    </ul>
  )
}

function UndoChange({ requestId, customerId }: { requestId: string; customerId: string }) {
  const undo = useUndo()
  const { refresh } = useParts(customerId)
  const { label, run } = undo(requestId, refresh)
  return (
    <button type="button" className={classes.undo} onClick={run}>
      {label}
    </button>
  )
}
