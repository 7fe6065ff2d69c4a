import { Button, Select, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../client/api.ts'
import { countryOptions } from '../../client/countries.ts'
import { sessionQuery, useSession } from '../../client/session.ts'
import { SectionHead } from '../section-head.tsx'
import classes from '../settings.module.css'
import { timeZones } from '../time-zones.ts'
import { useSettingsWrites } from '../use-settings.ts'

type WorkspaceSettings = { version?: number; name: string; currency: string; country: string; timeZone: string }

export function Workspace() {
  const { t } = useTranslation('platform')
  const { data } = useQuery({
    queryKey: ['settings', '/workspace'],
    queryFn: () => get<WorkspaceSettings>('/workspace'),
  })
  return (
    <>
      <SectionHead title={t('sections.workspace')} lead={t('workspace.lead')} />
      {data ? <Form key={data.version} settings={data} /> : null}
    </>
  )
}

function Form({ settings }: { settings: WorkspaceSettings }) {
  const { t } = useTranslation('platform')
  const { user } = useSession()
  const queries = useQueryClient()
  const { change } = useSettingsWrites()
  const [draft, setDraft] = useState(settings)
  const countries = useMemo(() => countryOptions(user.language), [user.language])
  const currencies = useMemo(() => Intl.supportedValuesOf('currency'), [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { name, currency, country, timeZone } = draft
    const body = { ...(settings.version ? { version: settings.version } : {}), name, currency, country, timeZone }
    if (await change('/workspace', body, t('workspace.saved')))
      void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t('workspace.name')}
        required
        value={draft.name}
        onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
      />
      <Select
        label={t('workspace.country')}
        data={countries}
        value={draft.country}
        searchable
        allowDeselect={false}
        onChange={(country) => setDraft({ ...draft, country: country ?? draft.country })}
      />
      <Select
        label={t('workspace.currency')}
        data={currencies}
        value={draft.currency}
        searchable
        allowDeselect={false}
        onChange={(currency) => setDraft({ ...draft, currency: currency ?? draft.currency })}
      />
      <Select
        label={t('workspace.timeZone')}
        data={timeZones()}
        value={draft.timeZone}
        searchable
        allowDeselect={false}
        limit={60}
        onChange={(timeZone) => setDraft({ ...draft, timeZone: timeZone ?? draft.timeZone })}
      />
      <div className={classes.row}>
        <Button type="submit" variant="filled">
          {t('workspace.save')}
        </Button>
      </div>
    </form>
  )
}
