import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'
import { Keys } from '../../ui/kbd.tsx'
import { JobsIndicator } from './jobs-indicator.tsx'
import classes from './top-bar.module.css'
import { UserMenu } from './user-menu.tsx'

type Props = { crumbs: (place: HTMLElement | null) => void; onSearch: () => void; onKeyboard: () => void }

export function TopBar({ crumbs, onSearch, onKeyboard }: Props) {
  const { t } = useTranslation('app')
  return (
    <header className={classes.bar}>
      <div ref={crumbs} className={classes.crumbs} />
      <JobsIndicator />
      <button
        type="button"
        className={classes.search}
        onClick={onSearch}
        aria-label={t('search.open')}
        aria-keyshortcuts="Meta+K Control+K"
      >
        <Icon of={IconSearch} className={classes.glass ?? ''} />
        <span className={classes.hint}>{t('search.hint')}</span>
        <Keys keys="Mod+K" />
      </button>
      <UserMenu onKeyboard={onKeyboard} />
    </header>
  )
}
