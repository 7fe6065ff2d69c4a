import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createAuth } from '../../client/auth.ts'
import { useFormats } from '../../ui/format.ts'
import { PlainTable } from '../../ui/table/plain-table.tsx'
import { toastDone } from '../../ui/toast.tsx'
import classes from '../settings.module.css'

/** Where one is signed in, and the way to end it elsewhere. */
export function Sessions() {
  const { t } = useTranslation('platform')
  const format = useFormats()
  const queries = useQueryClient()
  const [auth] = useState(createAuth)
  const { data } = useQuery({
    queryKey: ['settings', 'sessions'],
    queryFn: async () => (await auth.listSessions()).data ?? [],
  })
  const end = async () => {
    await auth.revokeOtherSessions()
    await queries.invalidateQueries({ queryKey: ['settings', 'sessions'] })
    toastDone(t('sessions.ended'))
  }
  if (!data || data.length === 0) return null
  return (
    <section className={classes.section}>
      <h2>{t('sessions.title')}</h2>
      <PlainTable
        label={t('sessions.title')}
        rows={data}
        rowKey={(session) => session.id}
        columns={[
          { key: 'device', label: t('sessions.device'), render: (session) => deviceOf(session.userAgent ?? '') },
          { key: 'ip', label: t('sessions.address'), render: (session) => session.ipAddress },
          {
            key: 'at',
            label: t('sessions.lastSeen'),
            render: (session) => format.moment(new Date(session.updatedAt).toISOString()),
          },
        ]}
      />
      {data.length > 1 ? (
        <Button mt={12} onClick={() => void end()}>
          {t('sessions.endOthers')}
        </Button>
      ) : null}
    </section>
  )
}

/** "Chrome · macOS" out of what a browser says of itself. */
function deviceOf(agent: string): string {
  const browser = /Edg|Firefox|Chrome|Safari/u.exec(agent)?.[0]?.replace('Edg', 'Edge')
  const system = /iPhone|iPad|Android|Windows|Mac OS X|Linux/u.exec(agent)?.[0]?.replace('Mac OS X', 'macOS')
  return [browser, system].filter(Boolean).join(' · ') || agent.slice(0, 40)
}
