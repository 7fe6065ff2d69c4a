import { useShortcuts } from '../../ui/shortcuts.ts'
import type { Row } from '../schema.ts'
import type { List } from './use-list.ts'

type GridKeys = {
  rows: List['rows']
  active: number
  onActive: (index: number) => void
  selected: ReadonlySet<string>
  onSelect: (ids: Set<string>) => void
  onOpen: (row: Row) => void
  onEdit: (row: Row | undefined) => void
  onCreate: (() => void) | undefined
}

const pageRows = 20

/** The keys of a list: move, tick, open, edit, new. They rest while a cell is edited. */
export function useGridKeys(keys: GridKeys, enabled: boolean): void {
  const { rows, active, onActive, selected, onSelect, onOpen, onEdit, onCreate } = keys
  const step = (by: number) => onActive(Math.max(0, Math.min(rows.length - 1, active + by)))
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
      pagedown: () => step(pageRows),
      pageup: () => step(-pageRows),
      enter: (event) =>
        event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement
          ? event.target.click()
          : open(),
      e: () => onEdit(rows[active]),
      x: toggle,
      ...(onCreate ? { n: onCreate } : {}),
    },
    enabled,
  )
}
