import { Checkbox } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type ColumnDef, getCoreRowModel, type Header, useReactTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../icon.tsx'
import classes from './grid.module.css'

export type GridColumn<Row> = {
  id: string
  label: string
  width: number
  align?: 'left' | 'right'
  sortable?: boolean
  render: (row: Row) => ReactNode
}

export type Sort = { column: string; descending: boolean }

type Props<Row> = {
  label: string
  columns: GridColumn<Row>[]
  rows: Row[]
  rowId: (row: Row) => string
  rowName: (row: Row) => string
  /** How many rows there are in all, when known; the rest is still to be read. */
  total?: number
  selected: ReadonlySet<string>
  onSelect: (ids: Set<string>) => void
  active: number
  onActive: (index: number) => void
  onKeyDown?: (event: KeyboardEvent) => void
  onOpen: (row: Row) => void
  onEdit?: (row: Row, columnId: string) => void
  editing?: { id: string; column: string } | null
  renderEditor?: (row: Row, columnId: string) => ReactNode
  sort?: Sort | null
  onSort?: (column: string) => void
  onEnd: () => void
  loadingMore: boolean
}

const rowPx = 36
const selectPx = 44
const aheadRows = 30

/** A table of any length at 36 px a row: only the rows in sight exist. The first column stays while the rest scrolls sideways. */
export function Grid<Row>(props: Props<Row>) {
  const { rows, active, loadingMore } = props
  const { t } = useTranslation('ui')
  const gridId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const { headers, template, width } = useWidths(props)
  const virtual = useRowsInSight(props, scroller)
  return (
    // biome-ignore lint/a11y/useSemanticElements: virtual rows cannot live in a table element
    <div
      ref={scroller}
      className={classes.grid}
      role="grid"
      aria-label={props.label}
      aria-rowcount={(props.total ?? rows.length) + 1}
      aria-multiselectable
      aria-activedescendant={rows[active] ? `${gridId}-${active}` : undefined}
      tabIndex={0}
      onKeyDown={props.onKeyDown}
    >
      <div className={classes.canvas} style={{ minWidth: width, ['--template' as string]: template }}>
        <HeadRow {...props} headers={headers} />
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index]
            return row === undefined ? null : (
              <BodyRow
                key={props.rowId(row)}
                {...props}
                id={`${gridId}-${index}`}
                row={row}
                index={index}
                start={start}
              />
            )
          })}
        </div>
        {loadingMore ? (
          <p className={classes.more} role="status">
            {t('loadingMore')}
          </p>
        ) : null}
      </div>
    </div>
  )
}

/** The columns' widths as they are dragged, as a grid template and in all, in px. */
function useWidths<Row>({ columns, rows }: Props<Row>) {
  const table = useReactTable({
    data: rows,
    columns: columns.map((column): ColumnDef<Row> => ({ id: column.id, size: column.width, minSize: 64 })),
    getCoreRowModel: getCoreRowModel(),
    columnResizeMode: 'onChange',
  })
  const headers = table.getHeaderGroups()[0]?.headers ?? []
  const template = `${selectPx}px ${headers.map((header) => `${header.getSize()}px`).join(' ')} minmax(0, 1fr)`
  const width = selectPx + headers.reduce((sum, header) => sum + header.getSize(), 0)
  return { headers, template, width }
}

/** The rows that exist just now; the active one is kept in sight, and more are asked for before the end is reached. */
function useRowsInSight<Row>({ rows, active, onEnd }: Props<Row>, scroller: RefObject<HTMLDivElement | null>) {
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 12,
    scrollPaddingStart: rowPx + 8,
  })
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - aheadRows) onEnd()
  }, [last, rows.length, onEnd])
  useEffect(() => {
    if (active >= 0) virtual.scrollToIndex(active, { align: 'auto' })
  }, [active, virtual])
  return virtual
}

function HeadRow<Row>(props: Props<Row> & { headers: Header<Row, unknown>[] }) {
  const { t } = useTranslation('ui')
  const { rows, selected, rowId } = props
  const all = rows.length > 0 && rows.every((row) => selected.has(rowId(row)))
  return (
    // biome-ignore lint/a11y/useSemanticElements: virtual rows cannot live in a table element
    // biome-ignore lint/a11y/useFocusableInteractive: the grid itself holds the focus
    <div role="row" className={classes.head} aria-rowindex={1}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      <div role="columnheader" className={classes.select}>
        <Checkbox
          aria-label={t('selectAll')}
          checked={all}
          indeterminate={!all && selected.size > 0}
          onChange={() => props.onSelect(all ? new Set() : new Set(rows.map(rowId)))}
        />
      </div>
      {props.headers.map((header, index) => {
        const column = props.columns[index]
        return column ? (
          <HeadCell key={header.id} {...props} header={header} column={column} first={index === 0} />
        ) : null
      })}
    </div>
  )
}

type HeadCellProps<Row> = Props<Row> & { header: Header<Row, unknown>; column: GridColumn<Row>; first: boolean }

function HeadCell<Row>({ header, column, first, sort, onSort }: HeadCellProps<Row>) {
  const sorted = sort?.column === column.id ? (sort.descending ? 'descending' : 'ascending') : 'none'
  const resize = header.getResizeHandler()
  return (
    // biome-ignore lint/a11y/useSemanticElements: virtual rows cannot live in a table element
    // biome-ignore lint/a11y/useFocusableInteractive: the button inside holds the focus
    <div
      role="columnheader"
      className={classes.headCell}
      data-align={column.align}
      data-first={first || undefined}
      aria-sort={sorted}
    >
      {column.sortable ? (
        <button type="button" className={classes.sort} onClick={() => onSort?.(column.id)}>
          <span>{column.label}</span>
          {sorted === 'none' ? null : <Icon of={sorted === 'descending' ? IconArrowDown : IconArrowUp} size={13} />}
        </button>
      ) : (
        <span className={classes.sort}>{column.label}</span>
      )}
      <span className={classes.resize} onMouseDown={resize} onTouchStart={resize} aria-hidden />
    </div>
  )
}

type BodyRowProps<Row> = Props<Row> & { id: string; row: Row; index: number; start: number }

function BodyRow<Row>(props: BodyRowProps<Row>) {
  const { t } = useTranslation('ui')
  const { id, row, index, start, selected, rowId, columns, editing } = props
  const key = rowId(row)
  const isSelected = selected.has(key)
  const toggle = () => {
    const next = new Set(selected)
    if (!next.delete(key)) next.add(key)
    props.onSelect(next)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: virtual rows cannot live in a table element
    // biome-ignore lint/a11y/useFocusableInteractive: the grid itself holds the focus
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid reads the keys
    <div
      id={id}
      role="row"
      className={classes.row}
      data-active={index === props.active || undefined}
      data-ground={isSelected ? 'tint' : undefined}
      aria-selected={isSelected}
      aria-rowindex={index + 2}
      style={{ transform: `translateY(${start}px)` }}
      onClick={() => props.onActive(index)}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      <div role="gridcell" className={classes.select}>
        <Checkbox
          tabIndex={-1}
          aria-label={t('selectRow', { name: props.rowName(row) })}
          checked={isSelected}
          onChange={toggle}
        />
      </div>
      {columns.map((column, position) => {
        const isEditing = editing?.id === key && editing.column === column.id
        return (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div
            key={column.id}
            role="gridcell"
            className={classes.cell}
            data-align={column.align}
            data-first={position === 0 || undefined}
            data-editing={isEditing || undefined}
            onDoubleClick={() => props.onEdit?.(row, column.id)}
          >
            {isEditing ? props.renderEditor?.(row, column.id) : column.render(row)}
          </div>
        )
      })}
    </div>
  )
}
