import { Button, Skeleton } from '@mantine/core'
import { IconFileImport, IconSunrise } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { get } from '../client/api.ts'
import type { Problem } from '../client/problem.ts'
import { useCan, useSession } from '../client/session.ts'
import { ExampleButton } from '../customers/example-button.tsx'
import { Crumbs } from '../ui/crumbs.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { type Formats, useFormats } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Aside } from './aside.tsx'
import { Figures } from './figures.tsx'
import classes from './my-day.module.css'
import { Proposals } from './proposals.tsx'
import type { Home } from './types.ts'

/** Answer first: what is worth doing today, with the reason beside each. */
export function MyDay() {
  const { t } = useTranslation('home')
  const { user, workspace } = useSession()
  const format = useFormats()
  const { data, error, refetch } = useQuery({ queryKey: ['home'], queryFn: () => get<Home>('/home') })
  const name = data?.greetingName || user.name
  return (
    <div className={classes.page}>
      <Crumbs path={[{ key: 'home', label: t('title') }]} />
      <div className={classes.main}>
        <h1 className={classes.greeting}>{t(`greeting.${partOfDay(user.timeZone)}`, { name })}</h1>
        <p className={classes.lead}>{data ? <Lead home={data} format={format} /> : ' '}</p>
        {error && !data ? <ProblemNote problem={(error as Problem).body} onRetry={() => void refetch()} /> : null}
        {workspace.hasData ? data ? <Today home={data} /> : <Waiting /> : <FirstSteps />}
      </div>
      {data && workspace.hasData ? <Aside home={data} /> : null}
    </div>
  )
}

function Today({ home }: { home: Home }) {
  return (
    <>
      <Figures figures={home.figures} />
      <Proposals proposals={home.proposals} />
    </>
  )
}

/** "7 things are worth doing first. Monday, 23 November (十月十五)". */
function Lead({ home, format }: { home: Home; format: Formats }) {
  const { t } = useTranslation('home')
  const { date, lunar } = home.today
  const day = t('date', { weekday: format.weekday(date), day: format.dayInYear(date) })
  const count = home.proposals.length
  const todo = count === 0 ? t('leadNone') : t('lead', { count })
  return `${todo} ${lunar ? t('day', { day, lunar }) : day}`
}

function partOfDay(timeZone: string): 'morning' | 'afternoon' | 'evening' {
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(new Date()),
  )
  return hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
}

function FirstSteps() {
  const { t } = useTranslation('home')
  const can = useCan()
  return (
    <EmptyState
      icon={IconSunrise}
      title={t('first.title')}
      actions={
        <>
          {can('customer.import') ? (
            <Button variant="filled" component={Link} to="/imports/new" leftSection={<Icon of={IconFileImport} />}>
              {t('first.import')}
            </Button>
          ) : null}
          {can('settings.workspace') ? <ExampleButton /> : null}
        </>
      }
    >
      {t('first.text')}
    </EmptyState>
  )
}

function Waiting() {
  return (
    <>
      <Skeleton height={78} mt={24} />
      <Skeleton height={300} mt={28} />
    </>
  )
}
