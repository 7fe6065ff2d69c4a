import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Filter } from '../../client/views.ts'
import { useFormats } from '../../ui/format.ts'
import { PlainTable } from '../../ui/table/plain-table.tsx'
import classes from './quality-page.module.css'
import type { Quality, SegmentMeasure } from './types.ts'

const filterOf = (by: string, value: string | null): Filter => ({
  and: [value === null ? { field: by, op: 'is-empty' } : { field: by, op: 'eq', value }],
})

/** One line a segment: how many, how complete, how fresh. A name opens its customers. */
export function SegmentTable({ quality }: { quality: Quality }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  return (
    <>
      <PlainTable<SegmentMeasure>
        label={t('quality.bySegment')}
        rows={quality.segments}
        rowKey={(row) => row.value ?? ''}
        columns={[
          {
            key: 'label',
            label: t(`quality.segments.${quality.by}`),
            render: (row) => (
              <Link to="/customers" search={{ filter: filterOf(quality.by, row.value) }}>
                {row.label}
              </Link>
            ),
          },
          {
            key: 'customers',
            label: t('list.title'),
            align: 'right',
            render: (row) => format.number(row.customers),
          },
          {
            key: 'completeness',
            label: t('quality.complete'),
            render: (row) => <Completeness percent={row.completeness} />,
          },
          { key: 'freshness', label: t('quality.freshness'), render: (row) => <Freshness row={row} /> },
          {
            key: 'unreachable',
            label: t('quality.unreachableShort'),
            align: 'right',
            render: (row) => (row.unreachable > 0 ? format.number(row.unreachable) : '–'),
          },
        ]}
      />
      {quality.hasMoreSegments ? <p className={classes.sub}>{t('quality.moreSegments')}</p> : null}
    </>
  )
}

function Completeness({ percent }: { percent: number }) {
  const format = useFormats()
  return (
    <span className={classes.bar}>
      <span className={classes.track} aria-hidden>
        <span className={classes.fill} style={{ width: `${percent}%` }} />
      </span>
      {format.percent(percent / 100)}
    </span>
  )
}

function Freshness({ row }: { row: SegmentMeasure }) {
  const { t } = useTranslation('customers')
  const format = useFormats()
  const share = (count: number) => (row.customers === 0 ? 0 : count / row.customers)
  const told = t('quality.freshnessOf', {
    fresh: format.percent(share(row.fresh)),
    ageing: format.percent(share(row.ageing)),
    stale: format.percent(share(row.stale)),
  })
  return (
    <span className={classes.stack} role="img" aria-label={told} title={told}>
      <span data-part="fresh" style={{ flexGrow: row.fresh }} />
      <span data-part="ageing" style={{ flexGrow: row.ageing }} />
      <span data-part="stale" style={{ flexGrow: row.stale }} />
    </span>
  )
}
