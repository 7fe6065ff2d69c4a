import classes from './sparkline.module.css'

type Props = { values: number[]; label: string; height?: number; width?: number }

/** A year at a glance: one calm line over a soft ground. */
export function Sparkline({ values, label, height = 48, width = 280 }: Props) {
  const top = Math.max(...values, 1)
  const low = Math.min(...values, 0)
  const step = width / Math.max(values.length - 1, 1)
  const points = values.map((value, index) => {
    const y = height - 2 - ((value - low) / (top - low || 1)) * (height - 6)
    return `${(index * step).toFixed(1)},${y.toFixed(1)}`
  })
  return (
    <svg
      className={classes.sparkline}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <polygon className={classes.ground} points={`0,${height} ${points.join(' ')} ${width},${height}`} />
      <polyline className={classes.line} points={points.join(' ')} vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
