import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useJob } from '../../client/jobs.ts'
import { useFormats } from '../../ui/format.ts'
import { PlainTable } from '../../ui/table/plain-table.tsx'
import classes from '../settings.module.css'
import { settingsQuery, useSettingsWrites } from '../use-settings.ts'
import type { DataKey } from './types.ts'

/** The data keys that seal sensitive values, and the way to renew them. */
export function SealedKeys() {
  const { t } = useTranslation('platform')
  const format = useFormats()
  const { data } = useQuery(settingsQuery<DataKey>('/sensitive/keys'))
  const { create } = useSettingsWrites()
  const [job, setJob] = useState<string | null>(null)
  const running = useJob(job)
  const rotate = async () => {
    const started = await create<{ job: string }>('/sensitive/keys/rotation', {}, t('retention.rotating'))
    if (started) setJob(started.job)
  }
  if (!data) return null
  if (data.items.length === 0) return <p className={classes.muted}>{t('retention.noKeys')}</p>
  return (
    <>
      <PlainTable
        label={t('retention.keys')}
        rows={data.items}
        rowKey={(key) => String(key.version)}
        columns={[
          { key: 'version', label: t('retention.keyVersion'), render: (key) => key.version },
          { key: 'made', label: t('retention.keyMade'), render: (key) => format.dateTime(key.createdAt) },
          {
            key: 'values',
            label: t('retention.keyValues'),
            align: 'right',
            render: (key) => format.number(key.values, 0),
          },
        ]}
      />
      <Button
        mt={12}
        onClick={() => void rotate()}
        loading={running !== undefined && ['queued', 'running'].includes(running.state)}
      >
        {t('retention.rotate')}
      </Button>
    </>
  )
}
