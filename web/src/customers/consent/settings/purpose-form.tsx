import { Button, Checkbox, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSettingsWrites } from '../../../platform/use-settings.ts'
import classes from '../consent.module.css'
import { type Channel, channels, type Purpose } from '../types.ts'

const bases = ['consent', 'legitimate-interest', 'contract', 'legal-obligation'] as const
const offered: Channel[] = [...channels, 'any']

type Props = { purpose: Purpose | null; onDone: () => void }

const noWords = { en: { title: '', body: '' }, 'zh-CN': { title: '', body: '' } }

const draftOf = (purpose: Purpose | null) => ({
  key: purpose?.key ?? '',
  legalBasis: purpose?.legalBasis ?? ('consent' as const),
  channels: purpose?.channels ?? (['email'] as Channel[]),
  confirmedChannels: purpose?.confirmedChannels ?? ([] as Channel[]),
  isPublic: purpose?.isPublic ?? true,
})
type Draft = ReturnType<typeof draftOf>
type Change = (changes: Partial<Draft>) => void

function usePurposeForm({ purpose, onDone }: Props) {
  const { t } = useTranslation('customers')
  const { create, change } = useSettingsWrites()
  const [draft, setDraft] = useState<Draft>(draftOf(purpose))
  const [texts, setTexts] = useState(noWords)
  const done = t('consent.settings.saved')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { key, ...shared } = draft
    const confirmedChannels = shared.confirmedChannels.filter((one) => shared.channels.includes(one))
    const body = { ...shared, confirmedChannels }
    const written = purpose
      ? await change(`/consent/purposes/${purpose.id}`, { version: purpose.version, ...body }, done)
      : await create('/consent/purposes', { key, ...body, texts }, done)
    if (written) onDone()
  }
  const retire = async () => {
    if (!purpose) return
    const body = { version: purpose.version, isRetired: !purpose.isRetired }
    if (await change(`/consent/purposes/${purpose.id}`, body, done)) onDone()
  }
  const set: Change = (changes) => setDraft({ ...draft, ...changes })
  return { draft, set, texts, setTexts, submit, retire }
}

/** A purpose: where it reaches people, on what ground, and, when new, in which words. */
export function PurposeForm({ purpose, onDone }: Props) {
  const { t } = useTranslation('customers')
  const { draft, set, texts, setTexts, submit, retire } = usePurposeForm({ purpose, onDone })
  return (
    <form className={classes.sheet} onSubmit={(event) => void submit(event)}>
      {purpose ? null : (
        <TextInput
          label={t('consent.settings.key')}
          description={t('consent.settings.keyWhy')}
          required
          pattern="[a-z][a-z0-9\-]*"
          value={draft.key}
          onChange={(event) => set({ key: event.currentTarget.value })}
        />
      )}
      <GroundFields draft={draft} onChange={set} />
      {purpose
        ? null
        : (['zh-CN', 'en'] as const).map((language) => (
            <WordingFields
              key={language}
              language={language}
              value={texts[language]}
              onChange={(value) => setTexts({ ...texts, [language]: value })}
            />
          ))}
      <div className={classes.actions}>
        <Button type="submit" variant="filled">
          {t('consent.settings.save')}
        </Button>
        {purpose ? (
          <Button onClick={() => void retire()}>
            {t(purpose.isRetired ? 'consent.settings.takeUp' : 'consent.settings.retire')}
          </Button>
        ) : null}
      </div>
    </form>
  )
}

function GroundFields({ draft, onChange }: { draft: Draft; onChange: Change }) {
  const { t } = useTranslation('customers')
  return (
    <>
      <Select
        label={t('consent.settings.basis')}
        description={t('consent.settings.basisWhy')}
        allowDeselect={false}
        value={draft.legalBasis}
        onChange={(value) => onChange({ legalBasis: (value ?? 'consent') as Purpose['legalBasis'] })}
        data={bases.map((value) => ({ value, label: t(`consent.bases.${value}`) }))}
      />
      <ChannelBoxes
        label={t('consent.settings.channels')}
        among={offered}
        value={draft.channels}
        onChange={(value) => onChange({ channels: onlyAny(value, draft.channels) })}
      />
      <ChannelBoxes
        label={t('consent.settings.confirmed')}
        among={draft.channels}
        value={draft.confirmedChannels}
        onChange={(confirmedChannels) => onChange({ confirmedChannels })}
      />
      <Switch
        label={t('consent.settings.isPublic')}
        checked={draft.isPublic}
        onChange={(event) => onChange({ isPublic: event.currentTarget.checked })}
      />
    </>
  )
}

/** "Any use" stands alone: choosing it drops the channels, choosing a channel drops it. */
function onlyAny(value: Channel[], before: Channel[]): Channel[] {
  if (!value.includes('any')) return value
  return before.includes('any') ? value.filter((channel) => channel !== 'any') : ['any']
}

type BoxesProps = { label: string; among: Channel[]; value: Channel[]; onChange: (value: Channel[]) => void }

function ChannelBoxes({ label, among, value, onChange }: BoxesProps) {
  const { t } = useTranslation('customers')
  return (
    <Checkbox.Group label={label} value={value} onChange={(next) => onChange(next as Channel[])}>
      <div className={classes.boxes}>
        {among.map((channel) => (
          <Checkbox key={channel} value={channel} label={t(`consent.channels.${channel}`)} />
        ))}
      </div>
    </Checkbox.Group>
  )
}

type Words = { title: string; body: string }
type WordingProps = { language: 'en' | 'zh-CN'; value: Words; onChange: (value: Words) => void }

export function WordingFields({ language, value, onChange }: WordingProps) {
  const { t } = useTranslation('customers')
  const name = t(`consent.settings.languages.${language}`)
  return (
    <>
      <TextInput
        label={t('consent.settings.wordingTitle', { language: name })}
        required
        maxLength={100}
        lang={language}
        value={value.title}
        onChange={(event) => onChange({ ...value, title: event.currentTarget.value })}
      />
      <Textarea
        label={t('consent.settings.wordingBody', { language: name })}
        required
        autosize
        minRows={2}
        maxLength={4000}
        lang={language}
        value={value.body}
        onChange={(event) => onChange({ ...value, body: event.currentTarget.value })}
      />
    </>
  )
}
