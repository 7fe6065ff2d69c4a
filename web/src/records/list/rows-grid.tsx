import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useFormats } from '../../ui/format.ts'
import { Grid, type GridColumn } from '../../ui/grid/grid.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { CellEditor } from '../fields/cell-editor.tsx'
import { FieldValue, valueText } from '../fields/field-value.tsx'
import { useWrites } from '../rows.ts'
import { type Field, fieldOf, nameOf, type RecordType, type Row, toWrite, type Value } from '../schema.ts'
import { GridSkeleton } from './grid-skeleton.tsx'
import classes from './rows-grid.module.css'
import { useGridKeys } from './use-grid-keys.ts'
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

export function RowsGrid(props: Props) {
  const { record, state, list, selected, onSelect, onOpen, onCreate } = props
  const [active, setActive] = useState(0)
  const { editing, setEditing, save } = useInlineEdit(record)
  const { rows } = list
  const fields = shownFields(record, state)
  const columns = columnsOf(fields, props.nameCell)
  const edit = (row: Row | undefined, column?: string) => {
    if (!row) return
    const field = fields.find((known) => (column ? known.key === column : mayEdit(record, row, known)))
    if (field && mayEdit(record, row, field)) setEditing({ id: row.id, column: field.key })
  }
  useGridKeys(
    { rows, active, onActive: setActive, selected, onSelect, onOpen, onEdit: edit, onCreate },
    editing === null,
  )
  if (list.problem || list.loading || rows.length === 0) return <NoRows list={list} columns={columns} />
  return (
    <Grid
      label={props.label}
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

/** What stands in place of the rows: a refusal, the rows to come, or that none fit. */
function NoRows({ list, columns }: { list: List; columns: GridColumn<Row>[] }) {
  const { t } = useTranslation('records')
  if (list.problem)
    return (
      <div className={classes.problem}>
        <ProblemNote problem={list.problem.body} onRetry={list.retry} />
      </div>
    )
  if (list.loading) return <GridSkeleton columns={columns} />
  return <EmptyState title={t('empty.filtered')}>{t('empty.filteredText')}</EmptyState>
}

const shownFields = (record: RecordType, { columns }: ListState): Field[] =>
  columns
    .map((key) => record.fields.find((field) => field.key === key))
    .filter((field): field is Field => Boolean(field))

const columnsOf = (fields: Field[], nameCell: Props['nameCell']): GridColumn<Row>[] =>
  fields.map((field, index) => ({
    id: field.key,
    label: field.label,
    width: field.width ?? (index === 0 ? nameWidth : (widths[field.type] ?? 160)),
    ...(field.align === 'right' || ['money', 'integer', 'number'].includes(field.type) ? { align: 'right' } : {}),
    sortable: field.sortable,
    render: (row) =>
      index === 0 && nameCell ? nameCell(row) : <FieldValue field={field} value={fieldOf(row, field)} />,
  }))

const mayEdit = (record: RecordType, row: Row, field: Field): boolean =>
  Boolean(field.editable && field.access === 'write' && row.can?.update !== false && record.can.update)

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
