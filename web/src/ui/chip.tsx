import type { ReactNode } from 'react'
import classes from './chip.module.css'

export type Tone = 'neutral' | 'accent' | 'red' | 'amber' | 'green' | 'blue' | 'violet'

const tones: readonly string[] = ['neutral', 'accent', 'red', 'amber', 'green', 'blue', 'violet']

export const asTone = (tone: string | undefined | null): Tone =>
  tone && tones.includes(tone) ? (tone as Tone) : 'neutral'

/** A class or a state, always with its word: colour never says it alone. */
export function Chip({ tone = 'neutral', children, title }: { tone?: Tone; children: ReactNode; title?: string }) {
  return (
    <span className={classes.chip} data-tone={tone} title={title}>
      {children}
    </span>
  )
}
