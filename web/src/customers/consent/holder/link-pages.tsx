import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, post } from '../../../client/api.ts'
import { isProblem } from '../../../client/problem.ts'
import { asLanguage } from '../../../client/words.ts'
import { refused } from '../../../records/rows.ts'
import type { Channel, Wordings } from '../types.ts'
import classes from './holder.module.css'
import { HolderFrame, WrongLink } from './holder-frame.tsx'

type About = { firm: string; channel: Channel; texts: Wordings; isConfirmed?: boolean; isRefused?: boolean }
type Kind = 'confirm' | 'unsubscribe'

/** Turns the second half of a double opt-in into a yes; opening the page alone confirms nothing. */
export const ConfirmPage = () => <LinkPage kind="confirm" path="confirmations" />

/** Asks before it unsubscribes: mail scanners open links by themselves. */
export const UnsubscribePage = () => <LinkPage kind="unsubscribe" path="unsubscribe" />

function LinkPage({ kind, path }: { kind: Kind; path: 'confirmations' | 'unsubscribe' }) {
  const { t, i18n } = useTranslation('customers')
  const { token = '' } = useParams({ strict: false }) as { token?: string }
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const { data, error } = useQuery({
    queryKey: ['holder', kind, token],
    queryFn: () => get<About>(`/consent/${path}/${token}${kind === 'unsubscribe' ? '/choice' : ''}`),
    retry: false,
    refetchOnWindowFocus: false,
  })
  if (error) return <WrongLink status={isProblem(error) ? error.status : 0} />
  if (!data) return null
  const { title, body } = data.texts[asLanguage(i18n.language)]
  const isDone = kind === 'confirm' ? data.isConfirmed === true : data.isRefused === true
  const words = { purpose: title, channel: t(`consent.channels.${data.channel}`), firm: data.firm }
  const act = async () => {
    setBusy(true)
    const written = await refused(() => post<About>(`/consent/${path}/${token}`))
    setBusy(false)
    if (written) queries.setQueryData(['holder', kind, token], written.data)
  }
  return (
    <HolderFrame
      firm={data.firm}
      title={t(`consent.page.${kind}${isDone ? 'Done' : ''}`, words)}
      lead={t(`consent.page.${kind}${isDone ? 'DoneLead' : 'Lead'}`, words)}
    >
      <section className={classes.purpose}>
        <h2>{title}</h2>
        <p>{body}</p>
      </section>
      <footer className={classes.foot}>
        {isDone ? null : (
          <Button size="md" fullWidth variant="filled" loading={busy} onClick={() => void act()}>
            {t(`consent.page.${kind}Button`)}
          </Button>
        )}
      </footer>
    </HolderFrame>
  )
}
