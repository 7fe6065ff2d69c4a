import { Button, Select, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, post } from '../../client/api.ts'
import { type JobStarted, jobEnd, jobIdOf } from '../../client/jobs.ts'
import type { Problem } from '../../client/problem.ts'
import { refused } from '../../records/rows.ts'
import { Chip } from '../../ui/chip.tsx'
import { Crumbs } from '../../ui/crumbs.tsx'
import { useFormats } from '../../ui/format.ts'
import { Panel } from '../../ui/panel.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { SideSheet } from '../../ui/side-sheet.tsx'
import { Assignee } from './assignee.tsx'
import { Erasure } from './erasure.tsx'
import classes from './privacy.module.css'
import { type PrivacyHistory, type PrivacyRequest, verifications } from './types.ts'
import { useRefresh } from './use-refresh.ts'

const tones = { received: 'blue', verified: 'blue', 'in-progress': 'amber', done: 'green', refused: 'neutral' } as const

/** One request: what is asked, until when, the next step, and what was done. */
export function PrivacyRequestPage() {
  const { t } = useTranslation('customers')
  const { id = '' } = useParams({ strict: false })
  const request = useQuery({
    queryKey: ['record', 'privacy', id],
    queryFn: () => get<PrivacyRequest>(`/privacy-requests/${id}`),
  })
  const history = useQuery({
    queryKey: ['record', 'privacy', id, 'history'],
    queryFn: () => get<PrivacyHistory>(`/privacy-requests/${id}/history`),
  })
  const crumbs = [{ key: 'privacy', label: t('privacy.title'), node: <Link to="/privacy">{t('privacy.title')}</Link> }]
  const { data } = request
  return (
    <div className={classes.page}>
      <Crumbs path={data ? [...crumbs, { key: data.id, label: t(`privacy.kinds.${data.kind}`) }] : crumbs} />
      {request.error && !data ? (
        <ProblemNote problem={(request.error as Problem).body} onRetry={() => void request.refetch()} />
      ) : null}
      {data ? <RequestView request={data} history={history.data} /> : null}
    </div>
  )
}

function RequestView({ request, history }: { request: PrivacyRequest; history: PrivacyHistory | undefined }) {
  const { t } = useTranslation('customers')
  return (
    <>
      <Head request={request} />
      {request.can.change ? <Assignee request={request} /> : null}
      {request.details ? <p className={classes.note}>{request.details}</p> : null}
      {request.extensionReason ? (
        <p className={classes.note}>{t('privacy.extended', { reason: request.extensionReason })}</p>
      ) : null}
      {request.refusalReason ? (
        <p className={classes.note}>{t('privacy.refusedBecause', { reason: request.refusalReason })}</p>
      ) : null}
      {request.kind === 'access' || request.kind === 'portability' ? (
        <Packages request={request} history={history} />
      ) : null}
      {request.kind === 'erasure' ? <Erasure request={request} history={history} /> : null}
      {request.kind === 'correction' && history ? <Corrections request={request} history={history} /> : null}
      {history ? <History history={history} /> : null}
    </>
  )
}

function Head({ request }: { request: PrivacyRequest }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  return (
    <header className={classes.head}>
      <div>
        <h1 className={classes.title}>
          {t(`privacy.kinds.${request.kind}`)}
          <Chip tone={tones[request.state]}>{t(`privacy.states.${request.state}`)}</Chip>
          {request.isOverdue ? <Chip tone="red">{t('privacy.overdue')}</Chip> : null}
        </h1>
        <p className={classes.sub}>
          {request.customer ? (
            <Link to="/customers/$id" params={{ id: request.customer.id }}>
              {request.customer.name}
            </Link>
          ) : (
            [request.contactName, request.contact].filter(Boolean).join(' · ') || t('privacy.unknown')
          )}
          {` · ${t('privacy.dates', { received: format.day(request.receivedOn), due: format.day(request.dueOn) })}`}
          {request.assignee && !request.can.change ? ` · ${request.assignee.name}` : ''}
        </p>
      </div>
      <Steps request={request} />
    </header>
  )
}

function Steps({ request }: { request: PrivacyRequest }) {
  const { t } = useTranslation('customers')
  const refresh = useRefresh(request.id)
  const [asking, setAsking] = useState<'verify' | 'extend' | 'refuse' | null>(null)
  const step = async (name: string, body: object = {}) => {
    const path = `/privacy-requests/${request.id}/${name}`
    if (await refused(() => post(path, { version: request.version, ...body }))) await refresh()
    setAsking(null)
  }
  const { can } = request
  return (
    <div className={classes.buttons}>
      {can.refuse ? <Button onClick={() => setAsking('refuse')}>{t('privacy.steps.refuse')}</Button> : null}
      {can.extend ? <Button onClick={() => setAsking('extend')}>{t('privacy.steps.extend')}</Button> : null}
      {can.verify ? (
        <Button variant="filled" onClick={() => setAsking('verify')}>
          {t('privacy.steps.verify')}
        </Button>
      ) : null}
      {can.start && request.kind !== 'erasure' ? (
        <Button variant="filled" onClick={() => void step('start')}>
          {t('privacy.steps.start')}
        </Button>
      ) : null}
      {can.complete ? (
        <Button variant="filled" onClick={() => void step('complete')}>
          {t('privacy.steps.complete')}
        </Button>
      ) : null}
      <SideSheet
        opened={asking !== null}
        onClose={() => setAsking(null)}
        title={asking ? t(`privacy.steps.${asking}`) : ''}
      >
        {asking === 'verify' ? <VerifyForm onDone={(how) => void step('verify', { how })} /> : null}
        {asking === 'extend' || asking === 'refuse' ? (
          <ReasonForm label={t(`privacy.steps.${asking}`)} onDone={(reason) => void step(asking, { reason })} />
        ) : null}
      </SideSheet>
    </div>
  )
}

function VerifyForm({ onDone }: { onDone: (how: string) => void }) {
  const { t } = useTranslation('customers')
  const [how, setHow] = useState<string>(verifications[0])
  return (
    <div className={classes.form}>
      <Select
        label={t('privacy.how')}
        data={verifications.map((value) => ({ value, label: t(`privacy.verifications.${value}`) }))}
        value={how}
        onChange={(value) => setHow(value ?? how)}
        allowDeselect={false}
      />
      <Button variant="filled" onClick={() => onDone(how)}>
        {t('privacy.verified')}
      </Button>
    </div>
  )
}

function ReasonForm({ label, onDone }: { label: string; onDone: (reason: string) => void }) {
  const { t } = useTranslation('customers')
  const [reason, setReason] = useState('')
  return (
    <div className={classes.form}>
      <Textarea
        label={t('privacy.reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autosize
        minRows={3}
      />
      <Button variant="filled" disabled={reason.trim() === ''} onClick={() => onDone(reason)}>
        {label}
      </Button>
    </div>
  )
}

function Packages({ request, history }: { request: PrivacyRequest; history: PrivacyHistory | undefined }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const refresh = useRefresh(request.id)
  const [busy, setBusy] = useState(false)
  const make = async () => {
    setBusy(true)
    const written = await refused(() => post<JobStarted>(`/privacy-requests/${request.id}/packages`))
    if (written) {
      await jobEnd(jobIdOf(written.data))
      await refresh()
    }
    setBusy(false)
  }
  const ready = history?.packages.filter(({ href }) => href !== null) ?? []
  return (
    <div className={classes.section}>
      <Panel title={t('privacy.package.title')}>
        <p className={classes.sub}>{t('privacy.package.lead')}</p>
        <ul className={classes.list}>
          {ready.map(({ id, href, bytes, expiresAt }) => (
            <li key={id}>
              <a href={href ?? ''} download>
                {t('privacy.package.download')}
              </a>
              <span>
                {t('privacy.package.until', {
                  day: expiresAt ? format.day(expiresAt.slice(0, 10)) : '',
                  kb: format.number(Math.ceil((bytes ?? 0) / 1024)),
                })}
              </span>
            </li>
          ))}
        </ul>
        {request.can.package ? (
          <Button loading={busy} onClick={() => void make()}>
            {t('privacy.package.make')}
          </Button>
        ) : null}
      </Panel>
    </div>
  )
}

function Corrections({ request, history }: { request: PrivacyRequest; history: PrivacyHistory }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  return (
    <div className={classes.section}>
      <Panel title={t('privacy.corrections')}>
        {history.corrections.length === 0 ? <p className={classes.sub}>{t('privacy.noCorrections')}</p> : null}
        <ul className={classes.list}>
          {history.corrections.map(({ field, label, at, by }) => (
            <li key={field}>
              <span>{label}</span>
              <span>{[by, format.moment(at)].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ul>
        {request.customer ? (
          <Link to="/customers/$id" params={{ id: request.customer.id }}>
            {t('privacy.openCustomer')}
          </Link>
        ) : null}
      </Panel>
    </div>
  )
}

function History({ history }: { history: PrivacyHistory }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  return (
    <Panel title={t('privacy.history')}>
      <ul className={classes.list}>
        {history.events.map(({ id, at, label, by }) => (
          <li key={id}>
            <span>{[by, label].filter(Boolean).join(' ')}</span>
            <span title={format.dateTime(at)}>{format.moment(at)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
