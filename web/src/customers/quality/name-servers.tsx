import { Button, Switch } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { patch, post } from '../../client/api.ts'
import { type JobStarted, jobEnd, jobIdOf } from '../../client/jobs.ts'
import { refused } from '../../records/rows.ts'
import { Panel } from '../../ui/panel.tsx'
import { toastDone } from '../../ui/toast.tsx'
import classes from './quality-page.module.css'

/** Whether Rapport may ask the name servers if a mail address can work at all. */
export function NameServers({ mayAsk }: { mayAsk: boolean }) {
  const { t } = useTranslation('customers')
  const queries = useQueryClient()
  const [checking, setChecking] = useState(false)
  const refresh = () => queries.invalidateQueries({ queryKey: ['quality'] })
  const allow = async (mayAskNameServers: boolean) => {
    if (await refused(() => patch('/quality/settings', { mayAskNameServers }))) await refresh()
  }
  const check = async () => {
    setChecking(true)
    const started = await refused(() => post<JobStarted>('/quality/mail-domains/check'))
    if (started) {
      const { result } = await jobEnd<{ asked: number; noDomain: number }>(jobIdOf(started.data))
      if (result) toastDone(t('quality.servers.done', { asked: result.asked, dead: result.noDomain }))
      await refresh()
    }
    setChecking(false)
  }
  return (
    <Panel title={t('quality.servers.title')}>
      <div className={classes.servers}>
        <Switch
          checked={mayAsk}
          onChange={(event) => void allow(event.currentTarget.checked)}
          label={t('quality.servers.allow')}
          description={t('quality.servers.hint')}
        />
        {mayAsk ? (
          <Button size="compact-sm" loading={checking} onClick={() => void check()}>
            {t('quality.servers.check')}
          </Button>
        ) : null}
      </div>
    </Panel>
  )
}
