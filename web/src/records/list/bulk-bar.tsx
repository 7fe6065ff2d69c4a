import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../ui/format.ts'
import { Keys } from '../../ui/kbd.tsx'
import type { Field, RecordType } from '../schema.ts'
import classes from './bulk-bar.module.css'
import { BulkEdit } from './bulk-edit.tsx'
import { useExport } from './export-menu.tsx'
import { type BulkAction, useBulk } from './use-bulk.ts'
import type { List } from './use-list.ts'
import type { ListState } from './use-list-state.ts'

type Props = { record: RecordType; state: ListState; list: List; selected: Set<string>; onClear: () => void }

/** What can be done with the selected rows, at the bottom of the list; without a selection it reminds of the keys. */
export function BulkBar({ record, state, list, selected, onClear }: Props) {
  const { t } = useTranslation('records')
  const format = useFormats()
  const [editing, setEditing] = useState<Field | 'choose' | null>(null)
  const { count, more, takeEverything, clear, act, exportRows } = useSelection(
    { record, state, list, selected, onClear },
    () => setEditing(null),
  )
  if (selected.size === 0) return <KeyHints />
  return (
    <section className={classes.bar} aria-label={t('bulk.label')}>
      <strong role="status">{t('bulk.selected', { count, number: format.number(count) })}</strong>
      {more ? (
        <Button variant="transparent" className={classes.all ?? ''} onClick={takeEverything}>
          {t('bulk.everything', { number: format.number(list.count?.value ?? 0) })}
        </Button>
      ) : null}
      {record.can.changeMany ? <Changes record={record} onEdit={setEditing} /> : null}
      {record.can.export ? (
        <Button variant="subtle" color="gray" onClick={exportRows}>
          {t('export.title')}
        </Button>
      ) : null}
      {record.can.changeMany && record.can.delete ? (
        <Button variant="subtle" color="red" onClick={() => void act('delete')}>
          {t('bulk.delete')}
        </Button>
      ) : null}
      <Button variant="subtle" color="gray" ml="auto" onClick={clear}>
        {t('bulk.clear')}
      </Button>
      {editing ? (
        <BulkEdit
          record={record}
          field={editing === 'choose' ? null : editing}
          count={count}
          onClose={() => setEditing(null)}
          onRun={act}
        />
      ) : null}
    </section>
  )
}

/** The rows that are meant: those ticked, or everything that the filter and the words in the search box find. */
function useSelection({ record, state, list, selected, onClear }: Props, onAct: () => void) {
  const [everything, setEverything] = useState(false)
  const bulk = useBulk(record)
  const run = useExport(record)
  const target = everything
    ? { filter: state.filter ?? { and: [] }, ...(state.q ? { q: state.q } : {}) }
    : { ids: [...selected] }
  const clear = () => {
    setEverything(false)
    onClear()
  }
  const act = async (action: BulkAction, changes: Record<string, unknown> = {}) => {
    onAct()
    if (await bulk(action, target, changes)) clear()
  }
  const exportRows = () =>
    void run('xlsx', {
      ...state,
      ...(everything ? {} : { q: '', filter: { field: 'id', op: 'in', value: [...selected] } }),
    })
  return {
    count: everything ? (list.count?.value ?? selected.size) : selected.size,
    more: list.count && list.count.value > selected.size && !everything,
    takeEverything: () => setEverything(true),
    clear,
    act,
    exportRows,
  }
}

function KeyHints() {
  const { t } = useTranslation('records')
  return (
    <footer className={classes.bar} data-quiet>
      <span className={classes.keys}>
        <Keys keys="J K" /> {t('keys.move')} <Keys keys="X" /> {t('keys.select')} <Keys keys="Enter" /> {t('keys.open')}{' '}
        <Keys keys="E" /> {t('keys.edit')}
      </span>
    </footer>
  )
}

/** The changes one makes most, each with a button of its own, then every other field. */
function Changes({ record, onEdit }: { record: RecordType; onEdit: (field: Field | 'choose') => void }) {
  const { t } = useTranslation('records')
  const field = (key: string) =>
    record.fields.find((known) => known.key === key && known.editable && known.access === 'write')
  const [owner, tags] = [field('owner'), field('tags')]
  return (
    <>
      {owner ? (
        <Button variant="subtle" color="gray" onClick={() => onEdit(owner)}>
          {t('bulk.assign')}
        </Button>
      ) : null}
      {tags ? (
        <Button variant="subtle" color="gray" onClick={() => onEdit(tags)}>
          {t('bulk.tag')}
        </Button>
      ) : null}
      <Button variant="subtle" color="gray" onClick={() => onEdit('choose')}>
        {t('bulk.edit')}
      </Button>
    </>
  )
}
