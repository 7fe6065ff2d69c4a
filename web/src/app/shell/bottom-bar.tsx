import { IconHome, IconMenu2, IconReceipt, IconSearch, IconUsers } from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Icon, type IconShape } from '../../ui/icon.tsx'
import classes from './bottom-bar.module.css'

const links: { name: 'home' | 'customers' | 'orders'; to: '/' | '/customers' | '/orders'; icon: IconShape }[] = [
  { name: 'home', to: '/', icon: IconHome },
  { name: 'customers', to: '/customers', icon: IconUsers },
  { name: 'orders', to: '/orders', icon: IconReceipt },
]

/** The way around on a phone. */
export function BottomBar({ onSearch, onMore }: { onSearch: () => void; onMore: () => void }) {
  const { t } = useTranslation('app')
  const { pathname } = useLocation()
  return (
    <nav className={classes.bar} aria-label={t('rail.phone')}>
      {links.map(({ name, to, icon }) => {
        const here = to === '/' ? pathname === '/' : pathname.startsWith(to)
        return (
          <Link
            key={to}
            to={to}
            className={classes.item}
            data-here={here || undefined}
            {...(here ? { 'aria-current': 'page' } : {})}
          >
            <Icon of={icon} size={20} />
            <span>{t(`places.${name}`)}</span>
          </Link>
        )
      })}
      <button type="button" className={classes.item} onClick={onSearch}>
        <Icon of={IconSearch} size={20} />
        <span>{t('search.short')}</span>
      </button>
      <button type="button" className={classes.item} onClick={onMore}>
        <Icon of={IconMenu2} size={20} />
        <span>{t('rail.more')}</span>
      </button>
    </nav>
  )
}
