import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useFormats } from '../../ui/format.ts'
import { Grid, type GridColumn } from '../../ui/grid/grid.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { CellEditor } from '../fields/cell-editor.tsx'
import { FieldValue, valueText } from '../fields/field-value.tsx'
import { useWrites } from '../rows.ts'
import { type Field, fieldOf, nameOf, type RecordType, type Row, toWrite, type Value } from '../schema.ts'
import { GridSkeleton } from './grid-skeleton.tsx'
import classes from './rows-grid.module.css'
import type { List } from './use-list.ts'
import { type ListState, nextSort, sortOf } from './use-list-state.ts'

type Props = {
  record: RecordType
  state: ListState
  list: List
  label: string
  selected: Set<string>
  onSelect: (ids: Set<string>) => void
  onOpen: (row: Row) => void
  onCreate?: () => void
  nameCell?: (row: Row) => ReactNode
}

const widths: Partial<Record<Field['type'], number>> = {
  money: 136,
  integer: 96,
  number: 96,
  date: 116,
  datetime: 128,
  boolean: 80,
  choice: 118,
  reference: 150,
  email: 210,
  phone: 160,
}
const nameWidth = 260

export function RowsGrid({ record, state, list, label, selected, onSelect, onOpen, onCreate, nameCell }: Props) {
  const { t } = useTranslation('records')
  const [active, setActive] = useState(0)
  const { editing, setEditing, save } = useInlineEdit(record)
  const fields = state.columns
    .map((key) => record.fields.find((field) => field.key === key))
    .filter((field): field is Field => Boolean(field))
  const first = fields[0]
  const columns = fields.map(
    (field): GridColumn<Row> => ({
      id: field.key,
      label: field.label,
      width: field.width ?? (field === first ? nameWidth : (widths[field.type] ?? 160)),
      ...(field.align === 'right' || ['money', 'integer', 'number'].includes(field.type) ? { align: 'right' } : {}),
      sortable: field.sortable,
      render: (row) =>
        field === first && nameCell ? nameCell(row) : <FieldValue field={field} value={fieldOf(row, field)} />,
    }),
  )
  const { rows } = list
  const mayEdit = (row: Row, field: Field | undefined) =>
    Boolean(field?.editable && field.access === 'write' && row.can?.update !== false && record.can.update)
  const edit = (row: Row | undefined, column?: string) => {
    const field = fields.find((known) => (column ? known.key === column : mayEdit(row as Row, known)))
    if (row && field && mayEdit(row, field)) setEditing({ id: row.id, column: field.key })
  }
  const step = (by: number) => setActive(Math.max(0, Math.min(rows.length - 1, active + by)))
  const toggle = () => {
    const row = rows[active]
    if (!row) return
    const next = new Set(selected)
    if (!next.delete(row.id)) next.add(row.id)
    onSelect(next)
  }
  const open = () => rows[active] && onOpen(rows[active])
  useShortcuts(
    {
      j: () => step(1),
      k: () => step(-1),
      arrowdown: () => step(1),
      arrowup: () => step(-1),
      pagedown: () => step(20),
      pageup: () => step(-20),
      enter: (event) =>
        event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement
          ? event.target.click()
          : open(),
      e: () => edit(rows[active]),
      x: toggle,
      ...(onCreate ? { n: onCreate } : {}),
    },
    editing === null,
  )

  if (list.problem)
    return (
      <div className={classes.problem}>
        <ProblemNote problem={list.problem.body} onRetry={list.retry} />
      </div>
    )
  if (list.loading) return <GridSkeleton columns={columns} />
  if (rows.length === 0) return <EmptyState title={t('empty.filtered')}>{t('empty.filteredText')}</EmptyState>
  return (
    <Grid
      label={label}
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowName={nameOf}
      {...(list.count ? { total: list.count.value } : {})}
      selected={selected}
      onSelect={onSelect}
      active={active}
      onActive={setActive}
      onOpen={onOpen}
      onEdit={edit}
      editing={editing}
      renderEditor={(row, column) => {
        const field = fields.find((known) => known.key === column)
        return field ? (
          <CellEditor
            field={field}
            value={fieldOf(row, field)}
            onCancel={() => setEditing(null)}
            onSave={(value) => void save(row, field, value)}
          />
        ) : null
      }}
      sort={sortOf(state.sort)}
      onSort={(column) => state.set({ sort: nextSort(state.sort, column) } as { sort: string })}
      onEnd={list.more}
      loadingMore={list.loadingMore}
    />
  )
}

/** Editing in place: the new value shows at once, and the toast offers the way back. */
function useInlineEdit(record: RecordType) {
  const { t } = useTranslation('records')
  const format = useFormats()
  const { update } = useWrites(record)
  const [editing, setEditing] = useState<{ id: string; column: string } | null>(null)
  const save = async (row: Row, field: Field, value: Value) => {
    setEditing(null)
    if (JSON.stringify(value ?? null) === JSON.stringify(fieldOf(row, field) ?? null)) return
    const text = valueText(field, value, format, { yes: t('yes', { ns: 'ui' }), no: t('no', { ns: 'ui' }) })
    const done = text ? t('edit.done', { field: field.label, value: text }) : t('edit.cleared', { field: field.label })
    await update(row, { shown: { [field.key]: value } as Partial<Row>, written: toWrite(field, value) }, { done })
  }
  return { editing, setEditing, save }
}
