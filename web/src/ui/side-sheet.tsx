import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './side-sheet.module.css'

type Props = {
  opened: boolean
  title: ReactNode
  onClose: () => void
  children: ReactNode
  footer?: ReactNode
  wide?: boolean
}

/** A sheet from the right for work that must not lose the page under it. */
export function SideSheet({ opened, title, onClose, children, footer, wide = false }: Props) {
  const { t } = useTranslation('ui')
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={title}
      position="right"
      size={wide ? 640 : 440}
      closeButtonProps={{ 'aria-label': t('close') }}
      overlayProps={{ color: 'var(--rp-scrim)', backgroundOpacity: 1 }}
      classNames={{
        content: classes.content ?? '',
        title: classes.title ?? '',
        header: classes.header ?? '',
        body: classes.body ?? '',
      }}
    >
      <div className={classes.scroll}>{children}</div>
      {footer ? <div className={classes.footer}>{footer}</div> : null}
    </Drawer>
  )
}
