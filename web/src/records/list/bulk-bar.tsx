import { Button, Modal, Select } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../client/api.ts'
import { activeJobsQuery, type JobStarted } from '../../client/jobs.ts'
import { useFormats } from '../../ui/format.ts'
import { Keys } from '../../ui/kbd.tsx'
import { toastProblem } from '../../ui/toast.tsx'
import { FieldInput } from '../fields/field-input.tsx'
import { refused, useWrites } from '../rows.ts'
import { type Field, type RecordType, toWrite, type Value } from '../schema.ts'
import classes from './bulk-bar.module.css'
import { useExport } from './export-menu.tsx'
import type { List } from './use-list.ts'
import type { ListState } from './use-list-state.ts'

type BulkAction = 'update' | 'delete' | 'tag' | 'untag'
type BulkAnswer = Partial<JobStarted> & { updated?: number; refused?: { id: string; reason: string }[] }
type Props = { record: RecordType; state: ListState; list: List; selected: Set<string>; onClear: () => void }

/** What can be done with the selected rows, at the bottom of the list; without a selection it reminds of the keys. */
export function BulkBar({ record, state, list, selected, onClear }: Props) {
  const { t } = useTranslation('records')
  const format = useFormats()
  const [editing, setEditing] = useState<Field | 'choose' | null>(null)
  const [everything, setEverything] = useState(false)
  const bulk = useBulk(record)
  const run = useExport(record)
  const count = everything ? (list.count?.value ?? selected.size) : selected.size
  const ids = { ids: [...selected] }
  const target = everything ? { filter: state.filter ?? { and: [] } } : ids
  const act = async (action: BulkAction, changes: Record<string, unknown> = {}) => {
    setEditing(null)
    if (await bulk(action, target, changes)) {
      setEverything(false)
      onClear()
    }
  }
  const field = (key: string) =>
    record.fields.find((known) => known.key === key && known.editable && known.access === 'write')
  const [owner, tags] = [field('owner'), field('tags')]
  if (selected.size === 0) {
    return (
      <footer className={classes.bar} data-quiet>
        <span className={classes.keys}>
          <Keys keys="J K" /> {t('keys.move')} <Keys keys="X" /> {t('keys.select')} <Keys keys="Enter" />{' '}
          {t('keys.open')} <Keys keys="E" /> {t('keys.edit')}
        </span>
      </footer>
    )
  }
  const more = list.count && list.count.value > selected.size && !everything
  return (
    <section className={classes.bar} aria-label={t('bulk.label')}>
      <strong role="status">{t('bulk.selected', { count, number: format.number(count) })}</strong>
      {more ? (
        <Button variant="transparent" className={classes.all ?? ''} onClick={() => setEverything(true)}>
          {t('bulk.everything', { number: format.number(list.count?.value ?? 0) })}
        </Button>
      ) : null}
      {record.can.update && owner ? (
        <Button variant="subtle" color="gray" onClick={() => setEditing(owner)}>
          {t('bulk.assign')}
        </Button>
      ) : null}
      {record.can.update && tags ? (
        <Button variant="subtle" color="gray" onClick={() => setEditing(tags)}>
          {t('bulk.tag')}
        </Button>
      ) : null}
      {record.can.update ? (
        <Button variant="subtle" color="gray" onClick={() => setEditing('choose')}>
          {t('bulk.edit')}
        </Button>
      ) : null}
      {record.can.export ? (
        <Button
          variant="subtle"
          color="gray"
          onClick={() =>
            void run('xlsx', {
              ...state,
              filter: everything ? state.filter : { field: 'id', op: 'in', value: [...selected] },
            })
          }
        >
          {t('export.title')}
        </Button>
      ) : null}
      {record.can.delete ? (
        <Button variant="subtle" color="red" onClick={() => void act('delete')}>
          {t('bulk.delete')}
        </Button>
      ) : null}
      <Button
        variant="subtle"
        color="gray"
        ml="auto"
        onClick={() => {
          setEverything(false)
          onClear()
        }}
      >
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

function useBulk(record: RecordType) {
  const { t } = useTranslation('records')
  const queries = useQueryClient()
  const { refresh, offerUndo } = useWrites(record)
  return async (
    action: BulkAction,
    target: Record<string, unknown>,
    changes: Record<string, unknown>,
  ): Promise<boolean> => {
    const written = await refused(() => post<BulkAnswer>(`/${record.path}/bulk`, { ...target, action, ...changes }))
    if (!written) return false
    const { updated, job, refused: left } = written.data
    if (job) {
      await queries.invalidateQueries({ queryKey: activeJobsQuery.queryKey })
      offerUndo(t('bulk.started'), null)
    } else {
      offerUndo(t(action === 'delete' ? 'bulk.deleted' : 'bulk.changed', { count: updated ?? 0 }), written.requestId)
    }
    if (left && left.length > 0)
      toastProblem({
        title: t('bulk.left', { count: left.length }),
        messages: [...new Set(left.map((row) => row.reason))].slice(0, 4),
      })
    refresh()
    return true
  }
}

type EditProps = {
  record: RecordType
  field: Field | null
  count: number
  onClose: () => void
  onRun: (action: BulkAction, changes: Record<string, unknown>) => Promise<void>
}

function BulkEdit({ record, field: given, count, onClose, onRun }: EditProps) {
  const { t } = useTranslation('records')
  const [field, setField] = useState<Field | null>(given)
  const [value, setValue] = useState<Value>(null)
  const editable = record.fields.filter((known) => known.editable && known.access === 'write')
  const tagging = field?.key === 'tags'
  const run = (action: BulkAction) =>
    field && void onRun(action, tagging ? { tags: value ?? [] } : { changes: toWrite(field, value) })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('bulk.editTitle', { count })}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'ui' }) }}
    >
      <div className={classes.form}>
        {given ? null : (
          <Select
            label={t('bulk.field')}
            data={editable.map((known) => ({ value: known.key, label: known.label }))}
            searchable
            data-autofocus
            onChange={(key) => {
              setField(editable.find((known) => known.key === key) ?? null)
              setValue(null)
            }}
          />
        )}
        {field ? <FieldInput key={field.key} field={field} value={value} onChange={setValue} /> : null}
        <div className={classes.buttons}>
          {tagging ? <Button onClick={() => run('untag')}>{t('bulk.untag')}</Button> : null}
          <Button variant="filled" disabled={!field} onClick={() => run(tagging ? 'tag' : 'update')}>
            {t(tagging ? 'bulk.addTags' : 'bulk.apply', { count })}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
