import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, post } from '../../../client/api.ts'
import { isProblem } from '../../../client/problem.ts'
import { asLanguage } from '../../../client/words.ts'
import { refused } from '../../../records/rows.ts'
import type { Preferences } from '../types.ts'
import classes from './holder.module.css'
import { HolderFrame, WrongLink } from './holder-frame.tsx'
import { PurposeChoices } from './purpose-choices.tsx'

const keyOf = (purpose: string, channel: string) => `${purpose}/${channel}`

/** Where customers see and change what they allow, without an account. */
export function PreferencePage() {
  const { t } = useTranslation('customers')
  const { token = '' } = useParams({ strict: false }) as { token?: string }
  const { data, error } = useQuery({
    queryKey: ['holder', token],
    queryFn: () => get<Preferences>(`/consent/preferences/${token}`),
    retry: false,
    refetchOnWindowFocus: false,
  })
  if (error) return <WrongLink status={isProblem(error) ? error.status : 0} />
  if (!data) return null
  const { email, phone } = data.reachedAt
  const reached = [email, phone].filter(Boolean).join(' · ')
  return (
    <HolderFrame
      firm={data.firm}
      title={t('consent.page.title')}
      lead={t(reached ? 'consent.page.leadFor' : 'consent.page.lead', { firm: data.firm, reached })}
    >
      <Choices token={token} preferences={data} />
    </HolderFrame>
  )
}

function Choices({ token, preferences }: { token: string; preferences: Preferences }) {
  const { t } = useTranslation('customers')
  const { changed, saved, busy, toggle, save, refuseAll } = useChoices(token, preferences)
  const hasChanged = changed.size > 0
  return (
    <>
      {preferences.isEverythingRefused ? <p className={classes.note}>{t('consent.page.everythingRefused')}</p> : null}
      {preferences.purposes.map((purpose) => (
        <PurposeChoices
          key={purpose.key}
          purpose={purpose}
          isOn={(channel, isAllowed) => changed.get(keyOf(purpose.key, channel)) ?? isAllowed}
          onToggle={(channel, wanted, was) => toggle(keyOf(purpose.key, channel), wanted, was)}
        />
      ))}
      <footer className={classes.foot}>
        <p className={classes.said} role="status">
          {saved && !hasChanged ? t('consent.page.saved') : ''}
        </p>
        <Button size="md" fullWidth variant="filled" disabled={!hasChanged} loading={busy} onClick={() => void save()}>
          {t('consent.page.save')}
        </Button>
        <Button
          size="md"
          fullWidth
          variant="subtle"
          color="red"
          disabled={busy || preferences.isEverythingRefused}
          onClick={() => void refuseAll()}
        >
          {t('consent.page.refuseAll')}
        </Button>
      </footer>
    </>
  )
}

/** What was switched and not yet saved; a choice goes with the wording that was on the page. */
function useChoices(token: string, preferences: Preferences) {
  const { i18n } = useTranslation()
  const queries = useQueryClient()
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [saved, setSaved] = useState(false)
  const [busy, setBusy] = useState(false)
  const send = async (body: unknown) => {
    setBusy(true)
    const written = await refused(() => post<Preferences>(`/consent/preferences/${token}`, body))
    setBusy(false)
    if (!written) return
    queries.setQueryData(['holder', token], written.data)
    setChanged(new Map())
    setSaved(true)
  }
  const toggle = (key: string, wanted: boolean, was: boolean) => {
    const next = new Map(changed)
    if (wanted === was) next.delete(key)
    else next.set(key, wanted)
    setSaved(false)
    setChanged(next)
  }
  const save = () => {
    const language = asLanguage(i18n.language)
    const choices = [...changed].map(([key, isAllowed]) => {
      const [purpose = '', channel = ''] = key.split('/')
      const textId = preferences.purposes.find((one) => one.key === purpose)?.texts[language].id
      return { purpose, channel, isAllowed, textId }
    })
    return send({ choices })
  }
  return { changed, saved, busy, toggle, save, refuseAll: () => send({ refuseAll: true }) }
}
