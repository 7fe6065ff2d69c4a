import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { apiBase, post } from '../../client/api.ts'
import { activeJobsQuery, type JobStarted, jobEnd, jobIdOf } from '../../client/jobs.ts'
import type { Filter } from '../../client/views.ts'
import { Icon } from '../../ui/icon.tsx'
import { toastDone, toastProblem } from '../../ui/toast.tsx'
import { refused } from '../rows.ts'
import type { RecordType } from '../schema.ts'
import type { ListState } from './use-list-state.ts'

type ExportResult = { href?: string; file?: string; id?: string } | null

/** Writes the list as it stands (filter, sort, columns) to a file, in the background, and hands the file over. */
export function useExport(
  record: RecordType,
): (
  format: 'csv' | 'xlsx',
  asked: { filter: Filter | null; q: string; sort: string; columns: string[] },
) => Promise<void> {
  const { t } = useTranslation('records')
  const queries = useQueryClient()
  return async (format, { filter, q, sort, columns }) => {
    const started = await refused(() =>
      post<JobStarted & { id?: string }>('/exports', {
        type: record.type,
        format,
        filter,
        sort,
        fields: columns,
        ...(q ? { q } : {}),
      }),
    )
    if (!started) return
    toastDone(t('export.started'))
    void queries.invalidateQueries({ queryKey: activeJobsQuery.queryKey })
    const jobId = jobIdOf(started.data)
    const job = await jobEnd<ExportResult>(jobId)
    if (job.state === 'failed') return toastProblem({ title: job.problem?.title ?? t('export.failed') })
    if (job.state === 'cancelled') return
    const link = document.createElement('a')
    link.href = job.result?.href ?? `${apiBase}/exports/${job.result?.id ?? started.data.id ?? jobId}/file`
    link.download = ''
    link.click()
  }
}

export function ExportMenu({ record, state }: { record: RecordType; state: ListState }) {
  const { t } = useTranslation('records')
  const run = useExport(record)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<Icon of={IconDownload} />} data-secondary>
          {t('export.title')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void run('csv', state)}>{t('export.csv')}</Menu.Item>
        <Menu.Item onClick={() => void run('xlsx', state)}>{t('export.xlsx')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
