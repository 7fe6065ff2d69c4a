import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Crumbs } from '../../ui/crumbs.tsx'
import { FilterBar } from '../filters/filter-bar.tsx'
import { QuickCreate } from '../quick-create.tsx'
import { type RecordName, type Row, useRecordType } from '../schema.ts'
import { BulkBar } from './bulk-bar.tsx'
import { ListHead } from './list-head.tsx'
import classes from './list-page.module.css'
import { RowsGrid } from './rows-grid.tsx'
import { useList } from './use-list.ts'
import { useListState } from './use-list-state.ts'

type Props = {
  type: RecordName
  title: string
  /** Where a row leads; without it the row opens in a sheet beside the list. */
  pathOf?: (row: Row) => string
  onOpen?: (row: Row) => void
  /** What the slice shows when the firm has no such record at all. */
  empty: ReactNode
  createFields?: string[]
  nameCell?: (row: Row) => ReactNode
  actions?: ReactNode
  /** The slice's own form for a new record, in place of the generic one. */
  createForm?: (props: { opened: boolean; onClose: () => void }) => ReactNode
}

/** The list page of every record type: what differs comes from the declared fields. */
export function ListPage({ type, title, pathOf, onOpen, empty, createFields, nameCell, actions, createForm }: Props) {
  const { t } = useTranslation('records')
  const navigate = useNavigate()
  const record = useRecordType(type)
  const state = useListState(record)
  const list = useList(record, state)
  const [selected, setSelected] = useState<Set<string>>(new Set())
  const [creating, setCreating] = useState(false)
  const open = useCallback(
    (row: Row) => (pathOf ? void navigate({ to: pathOf(row) }) : onOpen?.(row)),
    [navigate, pathOf, onOpen],
  )
  const create = record.can.create && (createFields || createForm) ? () => setCreating(true) : undefined
  const isBare = !state.filter && !state.q && list.count?.value === 0
  const asked = new URLSearchParams(window.location.search).has('create')

  const closeCreate = () => {
    setCreating(false)
    if (asked) void navigate({ to: '.', search: {} as never, replace: true })
  }

  return (
    <div className={classes.page}>
      <Crumbs
        path={[{ key: type, label: title }, ...(state.view ? [{ key: state.view.id, label: state.view.name }] : [])]}
      />
      <ListHead
        record={record}
        state={state}
        list={list}
        title={state.view?.name ?? title}
        {...(create ? { onCreate: create } : {})}
        actions={actions}
      />
      {isBare ? (
        empty
      ) : (
        <>
          <FilterBar record={record} state={state} />
          <RowsGrid
            record={record}
            state={state}
            list={list}
            label={title}
            selected={selected}
            onSelect={setSelected}
            onOpen={open}
            {...(nameCell ? { nameCell } : {})}
            {...(create ? { onCreate: create } : {})}
          />
          <BulkBar
            record={record}
            state={state}
            list={list}
            selected={selected}
            onClear={() => setSelected(new Set())}
          />
        </>
      )}
      {record.can.create && createForm ? createForm({ opened: creating || asked, onClose: closeCreate }) : null}
      {record.can.create && createFields ? (
        <QuickCreate
          record={record}
          fields={createFields}
          opened={creating || asked}
          onClose={closeCreate}
          onCreated={open}
          title={t(`new.${type}`)}
        />
      ) : null}
    </div>
  )
}
