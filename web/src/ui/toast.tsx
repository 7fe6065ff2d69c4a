import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import i18n from 'i18next'
import type { ReactNode } from 'react'
import type { ShownProblem } from './problem-note.tsx'
import classes from './toast.module.css'

type Action = { label: string; run: () => void }

function show(message: ReactNode, look: { tone: 'plain' | 'red'; action?: Action; ms: number }): void {
  const id = crypto.randomUUID()
  const act = look.action
  notifications.show({
    id,
    withBorder: false,
    withCloseButton: true,
    closeButtonProps: { 'aria-label': i18n.t('close') },
    autoClose: look.ms,
    classNames: { root: classes.root ?? '', description: classes.text ?? '', closeButton: classes.close ?? '' },
    'data-tone': look.tone,
    role: look.tone === 'red' ? 'alert' : 'status',
    message: (
      <span className={classes.line}>
        <span>{message}</span>
        {act ? (
          <Button
            variant="transparent"
            className={classes.action ?? ''}
            onClick={() => {
              notifications.hide(id)
              act.run()
            }}
          >
            {act.label}
          </Button>
        ) : null}
      </span>
    ),
  } as Parameters<typeof notifications.show>[0])
}

/** Says what was done, with the way back when there is one. */
export const toastDone = (message: ReactNode, action?: Action): void =>
  show(message, { tone: 'plain', ms: action ? 9000 : 4000, ...(action ? { action } : {}) })

/** Says what was refused or failed, and stays longer. */
export function toastProblem(problem: ShownProblem): void {
  const unreachable = problem.status === 0
  const title = unreachable ? i18n.t('problem.unreachable') : problem.title || i18n.t('problem.unexpected')
  const detail = unreachable ? i18n.t('problem.unreachableDetail') : (problem.detail ?? '')
  const more = [detail === title ? '' : detail, ...(problem.messages ?? [])].filter(Boolean)
  show(
    <>
      <strong>{title}</strong>
      {more.map((line) => (
        <span key={line} className={classes.detail}>
          {line}
        </span>
      ))}
    </>,
    { tone: 'red', ms: 12_000 },
  )
}
