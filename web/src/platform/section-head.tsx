import type { ReactNode } from 'react'
import classes from './settings.module.css'

export function SectionHead({ title, lead, action }: { title: string; lead?: string; action?: ReactNode }) {
  return (
    <header className={classes.head}>
      <div>
        <h1>{title}</h1>
        {lead ? <p className={classes.lead}>{lead}</p> : null}
      </div>
      {action}
    </header>
  )
}
