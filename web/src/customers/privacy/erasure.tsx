import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { apiBase, get, post } from '../../client/api.ts'
import { type JobStarted, jobEnd, jobIdOf } from '../../client/jobs.ts'
import { refused } from '../../records/rows.ts'
import { useFormats } from '../../ui/format.ts'
import { Panel } from '../../ui/panel.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import classes from './privacy.module.css'
import type { ErasurePreview, PrivacyHistory, PrivacyRequest } from './types.ts'
import { useRefresh } from './use-refresh.ts'

type Props = { request: PrivacyRequest; history: PrivacyHistory | undefined }

/** What an erasure takes and keeps, its confirmation, and afterwards its certificate. */
export function Erasure({ request, history }: Props) {
  const { t } = useTranslation('customers')
  const done = history?.erasure
  if (done?.state === 'done') return <Certificate requestId={request.id} code={done.code} />
  if (done) return <p className={classes.note}>{t('privacy.erasure.running')}</p>
  return request.can.erase ? <Preview request={request} /> : null
}

function Certificate({ requestId, code }: { requestId: string; code: string }) {
  const { t } = useTranslation('customers')
  const href = `${apiBase}/privacy-requests/${requestId}/certificate`
  return (
    <div className={classes.section}>
      <Panel title={t('privacy.erasure.certificate')}>
        <p className={classes.note}>{t('privacy.erasure.done', { code })}</p>
        <div className={classes.buttons}>
          <Button component="a" href={`${href}?format=pdf`} download>
            {t('privacy.erasure.pdf')}
          </Button>
          <Button component="a" href={`${href}?format=json`} download="certificate.json">
            JSON
          </Button>
        </div>
      </Panel>
    </div>
  )
}

function Preview({ request }: { request: PrivacyRequest }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const { data } = useQuery({
    queryKey: ['record', 'privacy', request.id, 'erasure', request.version],
    queryFn: () => get<ErasurePreview>(`/privacy-requests/${request.id}/erasure`),
  })
  if (!data) return null
  return (
    <div className={classes.section}>
      <Panel title={t('privacy.erasure.takes')}>
        <ul className={classes.list}>
          {data.erased.map(({ key, label, count }) => (
            <li key={key}>
              <span>{label}</span>
              <span>{format.number(count)}</span>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t('privacy.erasure.keeps')}>
        <ul className={classes.list}>
          {data.kept.map(({ key, label, count, reason }) => (
            <li key={key}>
              <span>{label}</span>
              <span>{format.number(count)}</span>
              <small>{reason}</small>
            </li>
          ))}
        </ul>
      </Panel>
      {data.blockers.length > 0 ? (
        <ProblemNote problem={{ title: t('privacy.erasure.blocked'), messages: data.blockers }} />
      ) : (
        <Confirm request={request} name={data.customer.name} />
      )}
    </div>
  )
}

function Confirm({ request, name }: { request: PrivacyRequest; name: string }) {
  const { t } = useTranslation('customers')
  const refresh = useRefresh(request.id)
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const erase = async () => {
    setBusy(true)
    const path = `/privacy-requests/${request.id}/erasure`
    const written = await refused(() => post<JobStarted>(path, { version: request.version, confirm: typed }))
    if (written) {
      await jobEnd(jobIdOf(written.data))
      await refresh()
    }
    setBusy(false)
  }
  return (
    <div className={classes.form}>
      <TextInput
        label={t('privacy.erasure.confirm', { name })}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button
        color="red"
        variant="filled"
        maw={240}
        loading={busy}
        disabled={typed.trim() !== name}
        onClick={() => void erase()}
      >
        {t('privacy.erasure.erase')}
      </Button>
    </div>
  )
}
