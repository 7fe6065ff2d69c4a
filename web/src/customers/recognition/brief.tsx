import { Button } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Chip } from '../../ui/chip.tsx'
import { useFormats } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { initialsOf } from '../../ui/monogram.tsx'
import classes from './recognition.module.css'

const separator = ' · '

type Named = { id: string; name: string }

/** Who is on the line, and what one should know before the first word. */
export type BriefData = Named & {
  kind: 'person' | 'organization'
  title?: string | null
  organization?: Named | null
  tier?: string | null
  since?: string | null
  sinceYears?: number | null
  greeting?: string | null
  lastPurchases: { product: string; quantity: string | number; placedOn: string }[]
  ownedCount?: number | null
  commitments: { id: string; text: string; due?: string }[]
  openCases: { id: string; title: string }[]
  remember: string[]
  refusals: { channel: string; isGeneral: boolean; text: string }[]
  lastInteractions: { id: string; at: string; kind: string; title: string }[]
}

export function Brief({ brief, hint, match }: { brief: BriefData; hint: string; match: string }) {
  const { t } = useTranslation('customers')
  return (
    <article className={classes.brief}>
      <Caller brief={brief} hint={hint} match={match} />
      <div className={classes.cards}>
        {brief.refusals.length > 0 ? (
          <p className={classes.refusals} role="alert">
            {brief.refusals.map(({ channel, text }) => (
              <Chip key={channel} tone="red">
                {text}
              </Chip>
            ))}
          </p>
        ) : null}
        {brief.greeting ? (
          <Card title={t('recognition.say')} accent>
            <p className={classes.greeting}>{t('recognition.quoted', { text: brief.greeting })}</p>
          </Card>
        ) : null}
        <Promised brief={brief} />
        <Bought brief={brief} />
        <OpenCases brief={brief} />
        {brief.remember.length > 0 ? (
          <Card title={t('recognition.remember')}>
            <p className={classes.text}>{brief.remember.join(separator)}</p>
          </Card>
        ) : null}
        <LastTalks brief={brief} />
        <Button
          component={Link}
          to="/customers/$id"
          params={{ id: brief.id } as never}
          size="sm"
          rightSection={<Icon of={IconExternalLink} />}
        >
          {t('recognition.open')}
        </Button>
      </div>
    </article>
  )
}

function Caller({ brief, hint, match }: { brief: BriefData; hint: string; match: string }) {
  const { t } = useTranslation('customers')
  const facts = [
    brief.organization?.name,
    brief.tier,
    brief.sinceYears ? t('recognition.since', { count: brief.sinceYears }) : null,
    match === 'probable' ? t('recognition.match.probable') : null,
  ].filter(Boolean)
  return (
    <header className={classes.caller}>
      <p className={classes.hint}>{t('recognition.calling', { hint })}</p>
      <div className={classes.who}>
        <span className={classes.face} aria-hidden>
          {initialsOf(brief.name)}
        </span>
        <div>
          <h1>{[brief.name, brief.title].filter(Boolean).join(' ')}</h1>
          <p>{facts.join(separator)}</p>
        </div>
      </div>
    </header>
  )
}

function Promised({ brief }: { brief: BriefData }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  if (brief.commitments.length === 0) return null
  return (
    <Card title={t('recognition.promised')} aside={format.number(brief.commitments.length)}>
      {brief.commitments.map((promise) => (
        <Line key={promise.id} text={promise.text} aside={promise.due ? format.relative(promise.due) : ''} />
      ))}
    </Card>
  )
}

function Bought({ brief }: { brief: BriefData }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  if (brief.lastPurchases.length === 0) return null
  const owned = brief.ownedCount ? t('recognition.owns', { count: brief.ownedCount }) : ''
  return (
    <Card title={t('recognition.bought')} aside={owned}>
      {brief.lastPurchases.map(({ product, quantity, placedOn }) => (
        <Line
          key={`${product}-${placedOn}`}
          text={Number(quantity) === 1 ? product : `${product} ×${format.number(Number(quantity), 2)}`}
          aside={format.relative(placedOn)}
        />
      ))}
    </Card>
  )
}

function OpenCases({ brief }: { brief: BriefData }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  if (brief.openCases.length === 0) return null
  return (
    <Card title={t('recognition.cases')} aside={format.number(brief.openCases.length)}>
      {brief.openCases.map((open) => (
        <Line key={open.id} text={open.title} aside="" />
      ))}
    </Card>
  )
}

function LastTalks({ brief }: { brief: BriefData }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  if (brief.lastInteractions.length === 0) return null
  return (
    <Card title={t('recognition.lastTalks')}>
      {brief.lastInteractions.slice(0, 4).map((talk) => (
        <Line key={talk.id} text={talk.title} aside={format.relative(talk.at)} />
      ))}
    </Card>
  )
}

function Card({
  title,
  aside,
  accent = false,
  children,
}: {
  title: string
  aside?: string
  accent?: boolean
  children: ReactNode
}) {
  return (
    <section className={classes.card} data-accent={accent || undefined}>
      <header>
        <h2>{title}</h2>
        {aside ? <span>{aside}</span> : null}
      </header>
      {children}
    </section>
  )
}

function Line({ text, aside }: { text: string; aside: string }) {
  return (
    <p className={classes.line}>
      <span>{text}</span>
      <span>{aside}</span>
    </p>
  )
}
