import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Crumbs } from '../../ui/crumbs.tsx'
import { FilterBar } from '../filters/filter-bar.tsx'
import { QuickCreate } from '../quick-create.tsx'
import { type RecordName, type RecordType, type Row, useRecordType } from '../schema.ts'
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
export function ListPage(props: Props) {
  const { type, title, empty, nameCell, actions } = props
  const record = useRecordType(type)
  const state = useListState(record)
  const list = useList(record, state)
  const [selected, setSelected] = useState<Set<string>>(new Set())
  const open = useOpen(props)
  const { create, ...creating } = useCreating(props, record)
  const isBare = !state.filter && !state.q && list.count?.value === 0
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
      {record.can.create ? <CreateForm {...props} {...creating} record={record} onCreated={open} /> : null}
    </div>
  )
}

function useOpen({ pathOf, onOpen }: Props): (row: Row) => void {
  const navigate = useNavigate()
  return useCallback(
    (row: Row) => (pathOf ? void navigate({ to: pathOf(row) }) : onOpen?.(row)),
    [navigate, pathOf, onOpen],
  )
}

/** A new record is asked for by the button, a key, or `?create` in the address. */
function useCreating({ createFields, createForm }: Props, record: RecordType) {
  const navigate = useNavigate()
  const [creating, setCreating] = useState(false)
  const asked = new URLSearchParams(window.location.search).has('create')
  const onClose = () => {
    setCreating(false)
    if (asked) void navigate({ to: '.', search: {} as never, replace: true })
  }
  const create = record.can.create && (createFields || createForm) ? () => setCreating(true) : undefined
  return { create, opened: creating || asked, onClose }
}

type CreateProps = Props & { record: RecordType; opened: boolean; onClose: () => void; onCreated: (row: Row) => void }

function CreateForm({ type, createForm, createFields, record, opened, onClose, onCreated }: CreateProps) {
  const { t } = useTranslation('records')
  return (
    <>
      {createForm ? createForm({ opened, onClose }) : null}
      {createFields ? (
        <QuickCreate
          record={record}
          fields={createFields}
          opened={opened}
          onClose={onClose}
          onCreated={onCreated}
          title={t(`new.${type}`)}
        />
      ) : null}
    </>
  )
}
