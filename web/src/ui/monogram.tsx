import classes from './monogram.module.css'

const grounds = ['#0f766e', '#6b46c1', '#1d5fb8', '#9a3412', '#8f6000', '#1f7a3d', '#a21caf', '#b42318']

const cjk = /[\u3400-\u9fff\uf900-\ufaff]/u
const places =
  /^(北京|上海|天津|重庆|杭州|苏州|南京|广州|深圳|成都|武汉|西安|宁波|青岛|厦门|长沙|合肥|浙江|江苏|广东|山东|四川|湖北|湖南|福建|安徽|陕西)(市|省)?/u

/** One character of a Chinese name (the family name; for a firm the first one after its place), two initials of others. */
export function initialsOf(name: string): string {
  const trimmed = name.trim()
  if (cjk.test(trimmed)) {
    const own = trimmed.length > 4 ? trimmed.replace(places, '') : trimmed
    return [...own][0] ?? '?'
  }
  const words = trimmed.split(/[\s,]+/u).filter(Boolean)
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase())
    .join('')
}

const groundOf = (key: string): string => {
  let sum = 0
  for (const char of key) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 997
  return grounds[sum % grounds.length] ?? '#0f766e'
}

type Props = { name: string; size?: number; square?: boolean; text?: string }

/** The stand-in for a portrait: initials on a ground that stays the same for the same name. */
export function Monogram({ name, size = 28, square = false, text }: Props) {
  return (
    <span
      className={classes.monogram}
      style={{
        width: size,
        height: size,
        fontSize: size * 0.4,
        background: groundOf(name),
        borderRadius: square ? size * 0.22 : '50%',
      }}
      aria-hidden
    >
      {text ?? initialsOf(name)}
    </span>
  )
}
