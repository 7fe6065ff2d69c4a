import { ActionIcon, FocusTrap, Tooltip } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useSession } from '../../client/session.ts'
import { Icon } from '../../ui/icon.tsx'
import { isAt, type Place, places, settingsPlace } from './places.ts'
import classes from './rail.module.css'
import { RailViews } from './rail-views.tsx'

type Props = { narrow: boolean; open: boolean; onClose: () => void; onNarrow: (narrow: boolean) => void }

export function Rail({ narrow, open, onClose, onNarrow }: Props) {
  const { t } = useTranslation('app')
  const { workspace } = useSession()
  const { pathname, searchStr } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes when the place changes
  useEffect(() => onClose(), [pathname, searchStr])
  return (
    <>
      {open ? <button type="button" className={classes.scrim} aria-label={t('rail.close')} onClick={onClose} /> : null}
      <FocusTrap active={open}>
        <nav
          className={classes.rail}
          data-narrow={narrow || undefined}
          data-open={open || undefined}
          aria-label={t('rail.label')}
          onKeyDown={(event) => event.key === 'Escape' && onClose()}
        >
          <div className={classes.firm}>
            <span className={classes.mark} aria-hidden>
              R
            </span>
            <span className={classes.firmName}>{workspace.name}</span>
          </div>
          <Places />
          {narrow && !open ? null : <RailViews />}
          <div className={classes.foot}>
            <RailLink place={settingsPlace} />
            <Tooltip label={t(narrow ? 'rail.widen' : 'rail.narrow')} position="right">
              <ActionIcon
                className={classes.fold ?? ''}
                aria-label={t(narrow ? 'rail.widen' : 'rail.narrow')}
                onClick={() => onNarrow(!narrow)}
              >
                <Icon of={narrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse} />
              </ActionIcon>
            </Tooltip>
          </div>
        </nav>
      </FocusTrap>
    </>
  )
}

function Places() {
  const can = useCan()
  const { pathname } = useLocation()
  const allowed = (place: Place) => !place.permission || can(place.permission)
  return (
    <ul className={classes.places}>
      {places.filter(allowed).map((place) => (
        <li key={place.name}>
          <RailLink place={place} />
          {place.within && isAt(pathname, place) ? (
            <ul className={classes.within}>
              {place.within.filter(allowed).map((inner) => (
                <li key={inner.name}>
                  <RailLink place={inner} inner />
                </li>
              ))}
            </ul>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

function RailLink({ place, inner = false }: { place: Place; inner?: boolean }) {
  const { t } = useTranslation('app')
  const { pathname } = useLocation()
  const waiting = useWaiting(place)
  const here = inner
    ? isAt(pathname, place)
    : isAt(pathname, { ...place, within: [] }) || (place.name === 'sales' && isAt(pathname, place))
  const label = t(`places.${place.name}`)
  return (
    <Link
      to={place.to}
      className={classes.link}
      data-inner={inner || undefined}
      data-here={here || undefined}
      {...(pathname === place.to ? { 'aria-current': 'page' } : {})}
      title={label}
    >
      {inner ? null : <Icon of={place.icon} />}
      <span className={classes.label}>{label}</span>
      {waiting ? <span className={classes.waiting}>{waiting}</span> : null}
    </Link>
  )
}

/** A count stands only where work waits: today the proposals of the home page. */
function useWaiting(place: Place): number {
  const queries = useQueryClient()
  if (place.name !== 'home') return 0
  return queries.getQueryData<{ proposals: unknown[] }>(['home'])?.proposals.length ?? 0
}
