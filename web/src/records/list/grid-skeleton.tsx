import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { GridColumn } from '../../ui/grid/grid.tsx'
import type { Row } from '../schema.ts'
import classes from './grid-skeleton.module.css'

const lines = Array.from({ length: 16 }, (_, index) => index)

/** The shape of the table while its first rows are on their way. */
export function GridSkeleton({ columns }: { columns: GridColumn<Row>[] }) {
  const { t } = useTranslation('ui')
  return (
    <div className={classes.grid} role="status" aria-label={t('loading')}>
      {lines.map((line) => (
        <div key={line} className={classes.row}>
          {columns.map((column) => (
            <span key={column.id} style={{ width: column.width }}>
              <Skeleton height={10} width={`${40 + ((line * 17 + column.width) % 40)}%`} />
            </span>
          ))}
        </div>
      ))}
    </div>
  )
}
