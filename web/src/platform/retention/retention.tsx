import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useJob } from '../../client/jobs.ts'
import { useCan } from '../../client/session.ts'
import { Chip } from '../../ui/chip.tsx'
import { useFormats } from '../../ui/format.ts'
import { SideSheet } from '../../ui/side-sheet.tsx'
import { PlainTable } from '../../ui/table/plain-table.tsx'
import { SectionHead } from '../section-head.tsx'
import classes from '../settings.module.css'
import { settingsQuery, useSettingsWrites } from '../use-settings.ts'
import { RuleForm } from './rule-form.tsx'
import { SealedKeys } from './sealed-keys.tsx'
import type { RetentionRule, StandingHold } from './types.ts'

/** How long things are kept, what keeps them longer, and the keys of what is sealed. */
export function Retention() {
  const { t } = useTranslation('platform')
  const can = useCan()
  return (
    <>
      <Rules />
      {can('legal-hold.manage') ? <Holds /> : null}
      {can('settings.keys') ? (
        <section className={classes.section}>
          <h2>{t('retention.keys')}</h2>
          <p>{t('retention.keysLead')}</p>
          <SealedKeys />
        </section>
      ) : null}
    </>
  )
}

function Rules() {
  const { t } = useTranslation('platform')
  const { data } = useQuery(settingsQuery<RetentionRule>('/retention'))
  const { create } = useSettingsWrites()
  const [open, setOpen] = useState<RetentionRule | null>(null)
  const [job, setJob] = useState<string | null>(null)
  const running = useJob(job)
  const isRunning = running !== undefined && ['queued', 'running'].includes(running.state)
  const run = async () => {
    const started = await create<{ job: string }>('/retention/run', {}, t('retention.started'))
    if (started) setJob(started.job)
  }
  return (
    <>
      <SectionHead
        title={t('sections.retention')}
        lead={t('retention.lead')}
        action={
          <Button onClick={() => void run()} loading={isRunning}>
            {t('retention.run')}
          </Button>
        }
      />
      {data ? (
        <PlainTable
          label={t('sections.retention')}
          rows={data.items}
          rowKey={(rule) => rule.subject}
          onOpen={setOpen}
          columns={[
            { key: 'label', label: t('retention.what'), render: (rule) => rule.label },
            { key: 'days', label: t('retention.kept'), render: (rule) => <Span days={rule.keepDays} /> },
            { key: 'state', label: t('retention.state'), render: (rule) => <State rule={rule} /> },
            { key: 'last', label: t('retention.last'), render: (rule) => <LastRun rule={rule} /> },
          ]}
        />
      ) : null}
      <SideSheet opened={open !== null} onClose={() => setOpen(null)} title={open?.label ?? ''}>
        {open ? <RuleForm rule={open} onClose={() => setOpen(null)} /> : null}
      </SideSheet>
    </>
  )
}

export function Span({ days }: { days: number }) {
  const { t } = useTranslation('platform')
  return days % 365 === 0 ? t('retention.years', { count: days / 365 }) : t('retention.days', { count: days })
}

function State({ rule }: { rule: RetentionRule }) {
  const { t } = useTranslation('platform')
  if (rule.isAlwaysOn) return <Chip>{t('retention.always')}</Chip>
  return rule.isActive ? (
    <Chip tone="green">{t('retention.on')}</Chip>
  ) : (
    <Chip tone="amber" title={t('retention.dryWhy')}>
      {t('retention.dry')}
    </Chip>
  )
}

function LastRun({ rule: { lastRun } }: { rule: RetentionRule }) {
  const { t } = useTranslation('platform')
  const format = useFormats()
  if (!lastRun) return <span className={classes.muted}>{t('retention.never')}</span>
  const count = lastRun.isDry ? lastRun.due : lastRun.done
  return (
    <span className={classes.muted}>
      {format.relative(lastRun.at)} · {t(lastRun.isDry ? 'retention.wouldTake' : 'retention.took', { count })}
    </span>
  )
}

function Holds() {
  const { t } = useTranslation('platform')
  const format = useFormats()
  const { data } = useQuery(settingsQuery<StandingHold>('/legal-holds'))
  return (
    <section className={classes.section} style={{ marginTop: 26 }}>
      <h2>{t('retention.holds')}</h2>
      <p>{t('retention.holdsLead')}</p>
      {data?.items.length === 0 ? <p className={classes.muted}>{t('retention.noHolds')}</p> : null}
      {data && data.items.length > 0 ? (
        <PlainTable
          label={t('retention.holds')}
          rows={data.items}
          rowKey={(hold) => hold.id}
          columns={[
            {
              key: 'customer',
              label: t('retention.customer'),
              render: ({ customer }) => (
                <Link to="/customers/$id" params={{ id: customer.id }}>
                  {customer.name}
                </Link>
              ),
            },
            { key: 'reason', label: t('retention.reason'), render: (hold) => hold.reason },
            { key: 'since', label: t('retention.since'), render: (hold) => format.day(hold.since) },
            {
              key: 'until',
              label: t('retention.until'),
              render: (hold) => (hold.until ? format.day(hold.until) : t('retention.open')),
            },
          ]}
        />
      ) : null}
    </section>
  )
}
