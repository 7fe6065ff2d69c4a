import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../ui/format.ts'
import { Secret } from '../../ui/secret.tsx'
import { SideSheet } from '../../ui/side-sheet.tsx'
import classes from './consent.module.css'
import type { GivenLink } from './types.ts'
import { useConsentWrites } from './use-consent.ts'

type Props = { customerId: string; opened: boolean; onClose: () => void }

/** A link to the customer's own page, made when asked for and shown once. */
export function LinkSheet({ customerId, opened, onClose }: Props) {
  const { t } = useTranslation('customers')
  const { giveLink } = useConsentWrites(customerId)
  const [link, setLink] = useState<GivenLink | null>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    if (!opened) setLink(null)
  }, [opened])
  const make = async () => {
    setBusy(true)
    setLink(await giveLink())
    setBusy(false)
  }
  return (
    <SideSheet opened={opened} onClose={onClose} title={t('consent.link')}>
      <div className={classes.sheet}>
        <p className={classes.quiet}>{t('consent.linkWhy')}</p>
        {link ? (
          <GivenLinkNote link={link} />
        ) : (
          <Button variant="filled" loading={busy} onClick={() => void make()}>
            {t('consent.makeLink')}
          </Button>
        )}
      </div>
    </SideSheet>
  )
}

export function GivenLinkNote({ link }: { link: GivenLink }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  return (
    <div className={classes.sheet}>
      <Secret value={`${window.location.origin}${link.path}`} />
      <p className={classes.quiet}>{t('consent.linkUntil', { day: format.day(link.expiresAt) })}</p>
    </div>
  )
}
