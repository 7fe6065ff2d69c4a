import type { ReactNode } from 'react'
import classes from './plain-table.module.css'

export type PlainColumn<Row> = { key: string; label: string; align?: 'right'; render: (row: Row) => ReactNode }

type Props<Row> = {
  label: string
  columns: PlainColumn<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
  onOpen?: (row: Row) => void
}

/** A short table that needs no virtual rows: settings, history. A row opens by click; its first cell by keyboard. */
export function PlainTable<Row>({ label, columns, rows, rowKey, onOpen }: Props<Row>) {
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" data-align={column.align}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} data-opens={onOpen ? true : undefined}>
              {columns.map((column, index) => (
                <td key={column.key} data-align={column.align}>
                  {index === 0 && onOpen ? (
                    <button type="button" className={classes.open} onClick={() => onOpen(row)}>
                      {column.render(row)}
                    </button>
                  ) : (
                    column.render(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
