import type { ReactNode } from 'react'
import type { Tone } from './chip.tsx'
import classes from './figure.module.css'

/** A number that stands out over the few words that say what it is. */
export function Figure({
  value,
  label,
  tone,
  small = false,
}: {
  value: ReactNode
  label: ReactNode
  tone?: Tone
  small?: boolean
}) {
  return (
    <div className={classes.figure} data-small={small || undefined}>
      <div className={classes.value} data-tone={tone}>
        {value}
      </div>
      <div className={classes.label}>{label}</div>
    </div>
  )
}
