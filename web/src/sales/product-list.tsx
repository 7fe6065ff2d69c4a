import { IconPackage } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { ListPage } from '../records/list/list-page.tsx'
import { RecordSheet } from '../records/record-sheet.tsx'
import type { Row } from '../records/schema.ts'
import { EmptyState } from '../ui/empty-state.tsx'

const createFields = ['name', 'nameEn', 'code', 'category', 'unit', 'listPrice']

export function ProductList() {
  const { t } = useTranslation('sales')
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
        type="product"
        title={t('products.title')}
        onOpen={useCallback((row: Row) => show(row.id), [show])}
        createFields={createFields}
        empty={
          <EmptyState icon={IconPackage} title={t('products.empty')}>
            {t('products.emptyText')}
          </EmptyState>
        }
      />
      <RecordSheet type="product" id={open ?? null} onClose={() => show(undefined)} />
    </>
  )
}
