import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SectionHead } from '../../../platform/section-head.tsx'
import { settingsQuery, useSettingsWrites } from '../../../platform/use-settings.ts'
import { Chip } from '../../../ui/chip.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { SideSheet } from '../../../ui/side-sheet.tsx'
import { PlainTable } from '../../../ui/table/plain-table.tsx'
import classes from '../consent.module.css'
import type { Purpose } from '../types.ts'
import { PurposeForm } from './purpose-form.tsx'
import { PurposeTexts } from './purpose-texts.tsx'

/** What consent is asked for, in which words, and on what ground. */
export function ConsentSettings() {
  const { t, i18n } = useTranslation('customers')
  const { data } = useQuery(settingsQuery<Purpose>('/consent/purposes'))
  const [open, setOpen] = useState<string | 'new' | null>(null)
  const titleOf = ({ texts }: Purpose) => texts[i18n.language === 'en' ? 'en' : 'zh-CN'].title
  const opened = data?.items.find(({ id }) => id === open) ?? null
  return (
    <>
      <SectionHead
        title={t('consent.settings.title')}
        lead={t('consent.settings.lead')}
        action={
          <Button variant="filled" leftSection={<Icon of={IconPlus} />} onClick={() => setOpen('new')}>
            {t('consent.settings.add')}
          </Button>
        }
      />
      {data ? (
        <PlainTable
          label={t('consent.settings.title')}
          rows={data.items}
          rowKey={({ id }) => id}
          onOpen={({ id }) => setOpen(id)}
          columns={[
            { key: 'title', label: t('consent.purpose'), render: titleOf },
            { key: 'basis', label: t('consent.settings.basis'), render: (row) => t(`consent.bases.${row.legalBasis}`) },
            {
              key: 'channels',
              label: t('consent.settings.channels'),
              render: (row) => row.channels.map((channel) => t(`consent.channels.${channel}`)).join(' · '),
            },
            {
              key: 'state',
              label: '',
              render: (row) => (row.isRetired ? <Chip>{t('consent.settings.retired')}</Chip> : null),
            },
          ]}
        />
      ) : null}
      <RevokeLinks />
      <SideSheet
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={opened ? titleOf(opened) : t('consent.settings.add')}
        wide
      >
        {open === null ? null : (
          <div className={classes.sheet}>
            <PurposeForm key={`${open} ${opened?.version}`} purpose={opened} onDone={() => setOpen(null)} />
            {opened ? <PurposeTexts purpose={opened} /> : null}
          </div>
        )}
      </SideSheet>
    </>
  )
}

/** For the day when links got into wrong hands. */
function RevokeLinks() {
  const { t } = useTranslation('customers')
  const { create } = useSettingsWrites()
  const [isSure, setIsSure] = useState(false)
  const revoke = async () => {
    if (await create('/consent/links/revoke', {}, t('consent.settings.revoked'))) setIsSure(false)
  }
  return (
    <section className={classes.sheet} style={{ marginTop: 32, maxWidth: 560 }}>
      <p className={classes.quiet}>{t('consent.settings.revokeWhy')}</p>
      <div>
        {isSure ? (
          <Button color="red" variant="filled" onClick={() => void revoke()}>
            {t('consent.settings.revokeSure')}
          </Button>
        ) : (
          <Button onClick={() => setIsSure(true)}>{t('consent.settings.revoke')}</Button>
        )}
      </div>
    </section>
  )
}
