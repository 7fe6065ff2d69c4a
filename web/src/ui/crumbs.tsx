import { createContext, Fragment, type ReactNode, useContext, useEffect } from 'react'
import { createPortal } from 'react-dom'
import classes from './crumbs.module.css'

/** The place in the top bar where each page says where it stands. */
export const CrumbsPlace = createContext<HTMLElement | null>(null)

export type Crumb = { key: string; label: string; node?: ReactNode }

/** Names the page in the top bar and in the browser's tab. The last crumb is the page itself. */
export function Crumbs({ path, aside }: { path: Crumb[]; aside?: ReactNode }) {
  const place = useContext(CrumbsPlace)
  const title = path.at(-1)?.label ?? ''
  useEffect(() => {
    document.title = title ? `${title} · Rapport` : 'Rapport'
  }, [title])
  if (!place) return null
  return createPortal(
    <div className={classes.crumbs}>
      {path.map((crumb, index) => (
        <Fragment key={crumb.key}>
          {index > 0 ? (
            <span className={classes.slash} aria-hidden>
              /
            </span>
          ) : null}
          <span className={index === path.length - 1 ? classes.here : classes.step}>{crumb.node ?? crumb.label}</span>
        </Fragment>
      ))}
      {aside}
    </div>,
    place,
  )
}
