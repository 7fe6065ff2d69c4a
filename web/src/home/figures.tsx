import { Link } from '@tanstack/react-router'
import { useSession } from '../client/session.ts'
import { asTone } from '../ui/chip.tsx'
import { Figure } from '../ui/figure.tsx'
import { type Formats, useFormats } from '../ui/format.ts'
import classes from './my-day.module.css'
import type { HomeFigure } from './types.ts'

/** The few numbers that this role looks at first; each opens its rows. */
export function Figures({ figures }: { figures: HomeFigure[] }) {
  if (figures.length === 0) return null
  return (
    <div className={classes.figures}>
      {figures.map((figure) =>
        figure.href ? (
          <Link key={figure.key} to={figure.href}>
            <OneFigure figure={figure} />
          </Link>
        ) : (
          <div key={figure.key}>
            <OneFigure figure={figure} />
          </div>
        ),
      )}
    </div>
  )
}

function OneFigure({ figure }: { figure: HomeFigure }) {
  const format = useFormats()
  const { workspace } = useSession()
  const tone = figure.tone ? { tone: asTone(figure.tone) } : {}
  return <Figure value={valueText(figure, format, workspace.currency)} label={figure.label} {...tone} />
}

function valueText({ value, unit, currency }: HomeFigure, format: Formats, own: string): string {
  if (value === null) return '—'
  if (typeof value === 'object') return format.moneyShort(value)
  if (unit === 'money') return format.moneyShort({ amount: value, currency: currency ?? own })
  if (unit === 'percent' || unit === 'share') return format.percent(value > 1 ? value / 100 : value)
  return value < 10_000 ? format.number(value) : format.short(value)
}
