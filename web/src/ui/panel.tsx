import type { ReactNode } from 'react'
import classes from './panel.module.css'

type Props = {
  title: ReactNode
  aside?: ReactNode
  children: ReactNode
  /** `card` stands on a tinted ground, `plain` sits in the page's own flow. */
  look?: 'card' | 'plain' | 'marked'
}

/** A section with a small muted heading and, at its right, a count or an action. */
export function Panel({ title, aside, children, look = 'plain' }: Props) {
  return (
    <section className={classes.panel} data-look={look} {...(typeof title === 'string' ? { 'aria-label': title } : {})}>
      <header className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {aside ? <div className={classes.aside}>{aside}</div> : null}
      </header>
      {children}
    </section>
  )
}
