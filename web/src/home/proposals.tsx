import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Chip, type Tone } from '../ui/chip.tsx'
import { useFormats } from '../ui/format.ts'
import { Keys } from '../ui/kbd.tsx'
import { Monogram } from '../ui/monogram.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import classes from './my-day.module.css'
import type { Proposal } from './types.ts'

const tones: Record<string, Tone> = {
  promise: 'red',
  overdue: 'red',
  late: 'amber',
  slowing: 'amber',
  silent: 'amber',
  quiet: 'amber',
  reorder: 'accent',
  birthday: 'violet',
  anniversary: 'violet',
  care: 'violet',
  inquiry: 'blue',
  call: 'blue',
}
const kinds = [
  'promise',
  'late',
  'slowing',
  'silent',
  'quiet',
  'reorder',
  'birthday',
  'anniversary',
  'incomplete',
  'stale',
  'unowned',
  'call',
] as const

/** What to do next, the most worthwhile first; J and K move, Enter opens. */
export function Proposals({ proposals }: { proposals: Proposal[] }) {
  const { t } = useTranslation('home')
  const navigate = useNavigate()
  const [active, setActive] = useState(0)
  const open = (proposal: Proposal | undefined) => {
    const to = proposal?.href ?? (proposal?.customer ? `/customers/${proposal.customer.id}` : null)
    if (to) void navigate({ to })
  }
  useShortcuts({
    j: () => setActive(Math.min(active + 1, proposals.length - 1)),
    k: () => setActive(Math.max(active - 1, 0)),
    enter: (event) =>
      event.target instanceof HTMLAnchorElement || event.target instanceof HTMLButtonElement
        ? event.target.click()
        : open(proposals[active]),
  })
  return (
    <section aria-labelledby="proposals">
      <header className={classes.head}>
        <h2 id="proposals">{t('proposals.title')}</h2>
        <span className={classes.hint}>
          <Keys keys="J K" /> {t('proposals.move')} <Keys keys="Enter" /> {t('proposals.open')}
        </span>
      </header>
      {proposals.length === 0 ? (
        <p className={`${classes.proposals} ${classes.nothing}`}>{t('proposals.none')}</p>
      ) : (
        <ul className={classes.proposals}>
          {proposals.map((proposal, index) => (
            <ProposalLine key={proposal.id} proposal={proposal} active={index === active} />
          ))}
        </ul>
      )}
    </section>
  )
}

function ProposalLine({ proposal, active }: { proposal: Proposal; active: boolean }) {
  const { t } = useTranslation('home')
  const format = useFormats()
  const kind = kinds.find((known) => known === proposal.kind)
  const to = proposal.href ?? (proposal.customer ? `/customers/${proposal.customer.id}` : '/')
  return (
    <li className={classes.proposal} data-active={active || undefined} {...(active ? { 'data-ground': 'tint' } : {})}>
      <Monogram name={proposal.customer?.name ?? proposal.title} size={28} />
      <div className={classes.words}>
        <Link to={to} className={classes.what}>
          {proposal.title}
        </Link>
        <p className={classes.why}>{proposal.reason}</p>
      </div>
      {kind ? <Chip tone={tones[kind] ?? 'neutral'}>{t(`proposals.kinds.${kind}`)}</Chip> : null}
      <span className={classes.worth}>
        {proposal.worth ? t('proposals.worth', { amount: format.moneyShort(proposal.worth) }) : ''}
      </span>
    </li>
  )
}
