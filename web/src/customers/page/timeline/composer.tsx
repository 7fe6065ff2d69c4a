import { Button, NumberInput, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../../client/api.ts'
import { useCan } from '../../../client/session.ts'
import { DateField } from '../../../records/fields/date-field.tsx'
import { refused, useUndo } from '../../../records/rows.ts'
import { Keys } from '../../../ui/kbd.tsx'
import { toastDone } from '../../../ui/toast.tsx'
import type { CustomerRow } from '../../types.ts'
import { useParts } from '../use-customer.ts'
import classes from './composer.module.css'

const kinds = ['note', 'call', 'visit', 'mail', 'meeting', 'journal'] as const
export type ComposerKind = (typeof kinds)[number]

type Props = { customer: CustomerRow; kind: ComposerKind | null; onKind: (kind: ComposerKind | null) => void }

/** Where one writes what happened; a line until it is wanted. */
export function Composer({ customer, kind, onKind }: Props) {
  const { t } = useTranslation('customers')
  const can = useCan()
  const offered = kinds.filter((known) => can(known === 'journal' ? 'customer.update' : 'interaction.create'))
  if (offered.length === 0) return null
  return (
    <div className={classes.composer} data-open={kind !== null || undefined}>
      <div className={classes.tabs}>
        {offered.map((known) => (
          <button
            key={known}
            type="button"
            className={classes.tab}
            aria-pressed={kind === known}
            onClick={() => onKind(kind === known ? null : known)}
          >
            {t(`timeline.kinds.${known}`)}
          </button>
        ))}
        {kind === null ? (
          <button type="button" className={classes.hint} onClick={() => onKind(offered[0] ?? 'note')}>
            {t('composer.hint')}
          </button>
        ) : null}
      </div>
      {kind === null ? null : <Form key={kind} customer={customer} kind={kind} onClose={() => onKind(null)} />}
    </div>
  )
}

type FormProps = { customer: CustomerRow; kind: ComposerKind; onClose: () => void }

function Form({ customer, kind, onClose }: FormProps) {
  const { t } = useTranslation('customers')
  const { refresh } = useParts(customer.id)
  const undo = useUndo()
  const [text, setText] = useState('')
  const [subject, setSubject] = useState('')
  const [direction, setDirection] = useState<'in' | 'out'>('out')
  const [minutes, setMinutes] = useState<number | ''>('')
  const [day, setDay] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const spoken = kind === 'call' || kind === 'mail'
  const timed = kind === 'call' || kind === 'visit' || kind === 'meeting'
  const save = async () => {
    if (!text.trim() && !subject.trim()) return
    setBusy(true)
    const occurredAt = day ? new Date(`${day}T12:00:00`).toISOString() : new Date().toISOString()
    const written = await refused(() =>
      kind === 'journal'
        ? post(`/customers/${customer.id}/journal`, { text: text.trim(), ...(day ? { on: day } : {}) })
        : post('/interactions', {
            customerId: customer.id,
            kind,
            occurredAt,
            ...(spoken ? { direction } : {}),
            ...(subject.trim() ? { subject: subject.trim() } : {}),
            ...(text.trim() ? { body: text.trim() } : {}),
            ...(timed && minutes !== '' ? { durationMinutes: minutes } : {}),
          }),
    )
    setBusy(false)
    if (!written) return
    refresh()
    toastDone(t(`composer.saved.${kind}`), written.requestId ? undo(written.requestId, refresh) : undefined)
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose()
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      void save()
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the inputs within
    <div className={classes.form} onKeyDown={onKeyDown}>
      {kind === 'mail' || kind === 'meeting' || kind === 'visit' ? (
        <TextInput
          variant="unstyled"
          placeholder={t('composer.subject')}
          aria-label={t('composer.subject')}
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value)}
        />
      ) : null}
      <Textarea
        variant="unstyled"
        autosize
        minRows={3}
        maxRows={14}
        autoFocus
        placeholder={t(`composer.placeholder.${kind}`)}
        aria-label={t(`composer.placeholder.${kind}`)}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.foot}>
        {spoken ? (
          <SegmentedControl
            value={direction}
            onChange={(value) => setDirection(value as 'in' | 'out')}
            aria-label={t('composer.direction')}
            data={(['out', 'in'] as const).map((value) => ({ value, label: t(`composer.directions.${value}`) }))}
          />
        ) : null}
        {timed ? (
          <NumberInput
            w={104}
            hideControls
            min={0}
            max={1440}
            placeholder={t('composer.minutes')}
            aria-label={t('composer.minutes')}
            value={minutes}
            onChange={(value) => setMinutes(value === '' ? '' : Number(value))}
          />
        ) : null}
        <DateField
          w={130}
          aria-label={t('composer.day')}
          value={day}
          onChange={setDay}
          placeholder={t('composer.today')}
        />
        <span className={classes.end}>
          <span className={classes.keys}>
            <Keys keys="Mod+Enter" />
          </span>
          <Button
            variant="filled"
            loading={busy}
            disabled={!text.trim() && !subject.trim()}
            onClick={() => void save()}
          >
            {t(`composer.save.${kind}`)}
          </Button>
        </span>
      </div>
    </div>
  )
}
