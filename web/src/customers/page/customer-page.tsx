import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../client/problem.ts'
import { Crumbs } from '../../ui/crumbs.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import classes from './customer-page.module.css'
import { Identity } from './identity.tsx'
import { NowColumn } from './now/now-column.tsx'
import { PageSkeleton } from './page-skeleton.tsx'
import { Composer } from './timeline/composer.tsx'
import { Timeline } from './timeline/timeline.tsx'
import type { ComposerKind } from './timeline/use-composer.ts'
import { customerPageQuery } from './use-customer.ts'
import { WhoColumn } from './who/who-column.tsx'

/** One customer on one page: who they are, what happened, what matters now. */
export function CustomerPage() {
  const { t } = useTranslation('customers')
  const { id = '' } = useParams({ strict: false })
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery(customerPageQuery(id))
  const [writing, setWriting] = useState<ComposerKind | null>(null)
  const [mending, setMending] = useState<string | null>(null)
  useShortcuts({ l: () => setWriting('call'), escape: () => void navigate({ to: '/customers' }) })
  const crumbs = [{ key: 'customers', label: t('list.title'), node: <Link to="/customers">{t('list.title')}</Link> }]
  if (error && !data) {
    return (
      <div className={classes.problem}>
        <Crumbs path={crumbs} />
        <ProblemNote problem={(error as Problem).body ?? { title: '' }} onRetry={() => void refetch()} />
      </div>
    )
  }
  if (!data) return <PageSkeleton />
  const { customer } = data
  return (
    <div className={classes.page}>
      <Crumbs path={[...crumbs, { key: customer.id, label: customer.name }]} />
      <Identity page={data} onLog={setWriting} />
      <div className={classes.columns}>
        <section className={classes.who} aria-label={t('columns.who')}>
          <WhoColumn page={data} mending={mending} onMended={() => setMending(null)} />
        </section>
        <section className={classes.middle} aria-label={t('columns.timeline')}>
          <Composer customer={customer} kind={writing} onKind={setWriting} />
          <Timeline customerId={customer.id} />
        </section>
        <aside className={classes.now} aria-label={t('columns.now')} data-ground="tint">
          <NowColumn page={data} onLog={setWriting} onMend={setMending} />
        </aside>
      </div>
    </div>
  )
}
