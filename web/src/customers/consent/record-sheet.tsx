import { Button, SegmentedControl, Select, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DateField } from '../../records/fields/date-field.tsx'
import { SideSheet } from '../../ui/side-sheet.tsx'
import classes from './consent.module.css'
import { GivenLinkNote } from './link-sheet.tsx'
import { Proof } from './proof.tsx'
import { type Channel, type Consent, channels, type GivenLink } from './types.ts'
import { entriesQuery, useConsentWrites } from './use-consent.ts'

type About = { purpose: string; channel: Channel }
type Props = { customerId: string; consent: Consent; about: About; onClose: () => void }

const sources = ['call', 'form', 'letter', 'staff'] as const

type SheetProps = Omit<Props, 'about'> & { about: About | null }

/** The proof of one choice and, below, what the customer says now. */
export function RecordSheet({ about, ...props }: SheetProps) {
  const { t } = useTranslation('customers')
  const { consent, customerId, onClose } = props
  const { data } = useQuery({ ...entriesQuery(customerId), enabled: about !== null })
  const choice = consent.purposes
    .find(({ key }) => key === about?.purpose)
    ?.choices.find(({ channel }) => channel === about?.channel)
  const entry = data?.items.find(({ id }) => id === choice?.entryId)
  return (
    <SideSheet
      opened={about !== null}
      onClose={onClose}
      title={t(consent.can.record ? 'consent.record' : 'consent.title')}
    >
      {about === null ? null : (
        <div className={classes.sheet}>
          {entry ? <Proof entry={entry} /> : null}
          {consent.can.record ? <RecordForm {...props} about={about} /> : null}
        </div>
      )}
    </SideSheet>
  )
}

const blank = { state: 'refused', source: 'call', on: null as string | null, note: '' }
type Draft = About & typeof blank
type Change = (changes: Partial<Draft>) => void

/** What is to be written, and how: a yes that needs a confirmation becomes a link instead. */
function useRecordForm({ customerId, consent, about, onClose }: Props) {
  const { t } = useTranslation('customers')
  const { record, askToConfirm } = useConsentWrites(customerId)
  const [draft, setDraft] = useState<Draft>({ ...about, ...blank })
  const [link, setLink] = useState<GivenLink | null>(null)
  const purpose = consent.purposes.find(({ key }) => key === draft.purpose)
  const mustConfirm = draft.state === 'granted' && purpose?.confirmedChannels.includes(draft.channel) === true
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (mustConfirm) {
      setLink(await askToConfirm({ purpose: draft.purpose, channel: draft.channel }))
      return
    }
    const { purpose: key, channel, state, source, on, note } = draft
    const body = {
      choices: [{ purpose: key, channel, state }],
      source,
      ...(on ? { on } : {}),
      ...(note.trim() ? { note: note.trim() } : {}),
    }
    if (await record(body, t('consent.recorded'))) onClose()
  }
  const set: Change = (changes) => setDraft({ ...draft, ...changes })
  return { draft, set, link, mustConfirm, submit }
}

function RecordForm(props: Props) {
  const { t } = useTranslation('customers')
  const { draft, set, link, mustConfirm, submit } = useRecordForm(props)
  if (link) return <GivenLinkNote link={link} />
  return (
    <form className={classes.sheet} onSubmit={(event) => void submit(event)}>
      <AboutFields consent={props.consent} draft={draft} onChange={set} />
      <SegmentedControl
        aria-label={t('consent.said')}
        value={draft.state}
        onChange={(state) => set({ state })}
        data={(['granted', 'refused', 'withdrawn'] as const).map((value) => ({
          value,
          label: t(`consent.says.${value}`),
        }))}
      />
      {mustConfirm ? (
        <p className={classes.quiet}>{t('consent.mustConfirm')}</p>
      ) : (
        <ProofFields draft={draft} onChange={set} />
      )}
      <Button type="submit" variant="filled">
        {t(mustConfirm ? 'consent.askToConfirm' : 'consent.save')}
      </Button>
    </form>
  )
}

/** Purpose and channel, or all of either. */
function AboutFields({ consent, draft, onChange }: { consent: Consent; draft: Draft; onChange: Change }) {
  const { t } = useTranslation('customers')
  const purpose = consent.purposes.find(({ key }) => key === draft.purpose)
  const offered: Channel[] = purpose ? purpose.choices.map(({ channel }) => channel) : [...channels]
  return (
    <>
      <Select
        label={t('consent.purpose')}
        allowDeselect={false}
        value={draft.purpose}
        onChange={(value) =>
          onChange({ purpose: value ?? 'all', channel: channelFor(consent, value ?? 'all', draft.channel) })
        }
        data={[
          ...consent.purposes.map(({ key, title }) => ({ value: key, label: title })),
          { value: 'all', label: t('consent.everything') },
        ]}
      />
      {offered.includes('any') ? null : (
        <Select
          label={t('consent.channel')}
          allowDeselect={false}
          value={draft.channel}
          onChange={(channel) => onChange({ channel: (channel ?? 'all') as Channel })}
          data={[...offered, 'all' as const].map((value) => ({ value, label: t(`consent.channels.${value}`) }))}
        />
      )}
    </>
  )
}

/** Where it was said, when, and what else is worth keeping. */
function ProofFields({ draft, onChange }: { draft: Draft; onChange: Change }) {
  const { t } = useTranslation('customers')
  return (
    <>
      <Select
        label={t('consent.source')}
        allowDeselect={false}
        value={draft.source}
        onChange={(source) => onChange({ source: source ?? 'call' })}
        data={sources.map((value) => ({ value, label: t(`consent.sources.${value}`) }))}
      />
      <DateField label={t('consent.day')} value={draft.on} onChange={(on) => onChange({ on })} />
      <Textarea
        label={t('consent.note')}
        autosize
        minRows={2}
        maxLength={4000}
        value={draft.note}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
      />
    </>
  )
}

/** The channel stays where the purpose has it. */
function channelFor(consent: Consent, purpose: string, channel: Channel): Channel {
  const offered = consent.purposes.find(({ key }) => key === purpose)?.choices.map((choice) => choice.channel)
  if (!offered) return channel === 'any' ? 'all' : channel
  return offered.includes(channel) || (channel === 'all' && !offered.includes('any')) ? channel : (offered[0] ?? 'all')
}
