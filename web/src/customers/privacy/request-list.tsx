import { Button } from '@mantine/core'
import { IconShieldLock } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../client/session.ts'
import { ListPage } from '../../records/list/list-page.tsx'
import type { Row } from '../../records/schema.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ClockSheet } from './clock-sheet.tsx'
import { NewRequest } from './new-request.tsx'

/** What persons asked about their data, the most urgent first. */
export function PrivacyRequests() {
  const { t } = useTranslation('customers')
  const can = useCan()
  const navigate = useNavigate()
  const [opened, setOpened] = useState(false)
  const [isSettingClock, setSettingClock] = useState(false)
  const open = useCallback((row: Row) => void navigate({ to: '/privacy/$id', params: { id: row.id } }), [navigate])
  const add = can('privacy.handle') ? (
    <Button variant="filled" onClick={() => setOpened(true)}>
      {t('privacy.new')}
    </Button>
  ) : null
  return (
    <>
      <ListPage
        type="privacy"
        title={t('privacy.title')}
        onOpen={open}
        actions={
          <>
            {can('settings.workspace') ? (
              <Button onClick={() => setSettingClock(true)}>{t('privacy.clock.title')}</Button>
            ) : null}
            {add}
          </>
        }
        empty={
          <EmptyState icon={IconShieldLock} title={t('privacy.empty')} actions={add}>
            {t('privacy.emptyText')}
          </EmptyState>
        }
      />
      <ClockSheet opened={isSettingClock} onClose={() => setSettingClock(false)} />
      <NewRequest opened={opened} onClose={() => setOpened(false)} />
    </>
  )
}
