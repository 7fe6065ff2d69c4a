import { IconCompass } from '@tabler/icons-react'
import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isProblem } from '../client/problem.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import classes from './page-problem.module.css'

/** What stands in a page's place when it cannot be shown. */
export function PageProblem({ error, reset }: ErrorComponentProps) {
  const problem = isProblem(error) ? { ...error.body, messages: [] } : { title: '', detail: '' }
  return (
    <div className={classes.place}>
      <ProblemNote problem={problem} onRetry={reset} />
    </div>
  )
}

export function PageMissing() {
  const { t } = useTranslation('app')
  return (
    <EmptyState icon={IconCompass} title={t('missing.title')} actions={<Link to="/">{t('missing.home')}</Link>}>
      {t('missing.text')}
    </EmptyState>
  )
}
