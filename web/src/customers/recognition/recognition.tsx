import { Button, TextInput } from '@mantine/core'
import { IconPhoneIncoming, IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../client/api.ts'
import type { Problem } from '../../client/problem.ts'
import { Crumbs } from '../../ui/crumbs.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Monogram } from '../../ui/monogram.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Brief, type BriefData } from './brief.tsx'
import classes from './recognition.module.css'

type Recognised = {
  hint: string
  match: 'exact' | 'probable' | 'several' | 'none'
  customer?: BriefData | null
  candidates: { id: string; name: string; subtitle?: string | null }[]
}

/** From a number, mail, card or a few letters to the brief that lets one greet the caller by name. */
export function Recognition() {
  const { t } = useTranslation('customers')
  const { hint = '' } = useSearch({ strict: false }) as { hint?: string }
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery({
    queryKey: ['recognition', hint],
    queryFn: ({ signal }) => get<Recognised>('/recognition', { hint }, signal),
    enabled: hint !== '',
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('hint')).trim()
    if (typed) void navigate({ to: '/recognise', search: { hint: typed } })
  }
  return (
    <div className={classes.page}>
      <Crumbs path={[{ key: 'recognise', label: t('recognition.title') }]} />
      <form className={classes.form} onSubmit={submit} data-small={data?.customer ? true : undefined}>
        <TextInput
          key={hint}
          name="hint"
          size="md"
          defaultValue={hint}
          autoFocus={!hint}
          aria-label={t('recognition.label')}
          placeholder={t('recognition.placeholder')}
          leftSection={<Icon of={IconPhoneIncoming} />}
        />
        <Button type="submit" variant="filled" size="md">
          {t('recognition.find')}
        </Button>
      </form>
      <div aria-live="polite">
        {hint === '' ? (
          <EmptyState icon={IconPhoneIncoming} title={t('recognition.label')}>
            {t('recognition.lead')}
          </EmptyState>
        ) : null}
        {error ? <ProblemNote problem={(error as Problem).body} onRetry={() => void refetch()} /> : null}
        {data?.customer ? <Brief hint={data.hint} brief={data.customer} match={data.match} /> : null}
        {data && !data.customer && data.candidates.length > 0 ? <Candidates found={data} /> : null}
        {data?.match === 'none' ? (
          <EmptyState
            icon={IconUserPlus}
            title={t('recognition.none', { hint: data.hint })}
            actions={
              <Button variant="filled" component={Link} to="/customers" search={{ create: true } as never}>
                {t('recognition.create')}
              </Button>
            }
          >
            {t('recognition.noneText')}
          </EmptyState>
        ) : null}
      </div>
    </div>
  )
}

function Candidates({ found }: { found: Recognised }) {
  const { t } = useTranslation('customers')
  return (
    <section className={classes.candidates}>
      <h2>{t('recognition.several')}</h2>
      <ul>
        {found.candidates.map((candidate) => (
          <li key={candidate.id}>
            <Link to="/customers/$id" params={{ id: candidate.id }} className={classes.candidate}>
              <Monogram name={candidate.name} size={32} />
              <span>
                <strong>{candidate.name}</strong>
                {candidate.subtitle ? <span className={classes.sub}>{candidate.subtitle}</span> : null}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
