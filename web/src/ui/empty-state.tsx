import type { ReactNode } from 'react'
import classes from './empty-state.module.css'
import { Icon, type IconShape } from './icon.tsx'

type Props = { icon?: IconShape; title: string; children?: ReactNode; actions?: ReactNode }

/** An empty place says what belongs here and offers the first step. */
export function EmptyState({ icon, title, children, actions }: Props) {
  return (
    <div className={classes.empty}>
      {icon ? (
        <span className={classes.mark}>
          <Icon of={icon} size={20} />
        </span>
      ) : null}
      <h2 className={classes.title}>{title}</h2>
      {children ? <p className={classes.text}>{children}</p> : null}
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </div>
  )
}
