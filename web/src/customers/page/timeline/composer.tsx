import { Button, NumberInput, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../../client/session.ts'
import { DateField } from '../../../records/fields/date-field.tsx'
import { Keys } from '../../../ui/kbd.tsx'
import type { CustomerRow } from '../../types.ts'
import classes from './composer.module.css'
import {
  type ComposerDraft,
  type ComposerKind,
  composerKinds,
  isDirected,
  isTimed,
  useComposer,
} from './use-composer.ts'

type Props = { customer: CustomerRow; kind: ComposerKind | null; onKind: (kind: ComposerKind | null) => void }

/** Where one writes what happened; a line until it is wanted. */
export function Composer({ customer, kind, onKind }: Props) {
  const { t } = useTranslation('customers')
  const can = useCan()
  const offered = composerKinds.filter((known) => can(known === 'journal' ? 'customer.update' : 'interaction.create'))
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
  const { draft, set, isBlank, busy, save } = useComposer(customer, kind, onClose)
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
          value={draft.subject}
          onChange={(event) => set({ subject: event.currentTarget.value })}
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
        value={draft.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <div className={classes.foot}>
        <Circumstances kind={kind} draft={draft} onChange={set} />
        <span className={classes.end}>
          <span className={classes.keys}>
            <Keys keys="Mod+Enter" />
          </span>
          <Button variant="filled" loading={busy} disabled={isBlank} onClick={() => void save()}>
            {t(`composer.save.${kind}`)}
          </Button>
        </span>
      </div>
    </div>
  )
}

type CircumstancesProps = {
  kind: ComposerKind
  draft: ComposerDraft
  onChange: (changes: Partial<ComposerDraft>) => void
}

/** In or out, how long, on what day. */
function Circumstances({ kind, draft, onChange }: CircumstancesProps) {
  const { t } = useTranslation('customers')
  return (
    <>
      {isDirected(kind) ? (
        <SegmentedControl
          value={draft.direction}
          onChange={(value) => onChange({ direction: value as 'in' | 'out' })}
          aria-label={t('composer.direction')}
          data={(['out', 'in'] as const).map((value) => ({ value, label: t(`composer.directions.${value}`) }))}
        />
      ) : null}
      {isTimed(kind) ? (
        <NumberInput
          w={104}
          hideControls
          min={0}
          max={1440}
          placeholder={t('composer.minutes')}
          aria-label={t('composer.minutes')}
          value={draft.minutes}
          onChange={(value) => onChange({ minutes: value === '' ? '' : Number(value) })}
        />
      ) : null}
      <DateField
        w={130}
        aria-label={t('composer.day')}
        value={draft.day}
        onChange={(day) => onChange({ day })}
        placeholder={t('composer.today')}
      />
    </>
  )
}
