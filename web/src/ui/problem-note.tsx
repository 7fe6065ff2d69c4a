import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icon.tsx'
import classes from './problem-note.module.css'

/** What a refusal looks like to the eye; the words come from the server, status 0 stands for "no answer". */
export type ShownProblem = { title: string; detail?: string; status?: number; messages?: string[] }

export function useProblemText(): (problem: ShownProblem) => { title: string; detail: string } {
  const { t } = useTranslation('ui')
  return ({ title, detail, status }) => {
    if (status === 0) return { title: t('problem.unreachable'), detail: t('problem.unreachableDetail') }
    if (!title) return { title: t('problem.unexpected'), detail: detail || t('problem.unexpectedDetail') }
    return { title, detail: detail && detail !== title ? detail : '' }
  }
}

export function ProblemNote({ problem, onRetry }: { problem: ShownProblem; onRetry?: () => void }) {
  const { t } = useTranslation('ui')
  const { title, detail } = useProblemText()(problem)
  return (
    <div className={classes.note} role="alert">
      <Icon of={IconAlertTriangle} className={classes.icon ?? ''} />
      <div>
        <strong className={classes.title}>{title}</strong>
        {detail ? <p>{detail}</p> : null}
        {problem.messages?.map((message) => (
          <p key={message}>{message}</p>
        ))}
        {onRetry ? (
          <Button mt={8} onClick={onRetry}>
            {t('tryAgain')}
          </Button>
        ) : null}
      </div>
    </div>
  )
}
