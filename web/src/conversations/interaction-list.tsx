import { IconMessages } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { ListPage } from '../records/list/list-page.tsx'
import { RecordSheet } from '../records/record-sheet.tsx'
import type { Row } from '../records/schema.ts'
import { EmptyState } from '../ui/empty-state.tsx'

/** Every call, visit, mail and meeting of the firm; new ones are written on the customer's page. */
export function InteractionList() {
  const { t } = useTranslation('conversations')
  const { open } = useSearch({ strict: false }) as { open?: string }
  const navigate = useNavigate()
  const show = useCallback(
    (id: string | undefined) =>
      void navigate({ to: '.', search: ((before: object) => ({ ...before, open: id })) as never, replace: true }),
    [navigate],
  )
  return (
    <>
      <ListPage
        type="interaction"
        title={t('title')}
        onOpen={useCallback((row: Row) => show(row.id), [show])}
        empty={
          <EmptyState icon={IconMessages} title={t('empty.title')}>
            {t('empty.text')}
          </EmptyState>
        }
      />
      <RecordSheet type="interaction" id={open ?? null} onClose={() => show(undefined)} />
    </>
  )
}
