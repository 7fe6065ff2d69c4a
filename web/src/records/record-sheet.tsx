import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../client/api.ts'
import type { Problem } from '../client/problem.ts'
import { useFormats } from '../ui/format.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SideSheet } from '../ui/side-sheet.tsx'
import { CellEditor } from './fields/cell-editor.tsx'
import { FieldValue, valueText } from './fields/field-value.tsx'
import classes from './record-sheet.module.css'
import { useWrites } from './rows.ts'
import {
  type Field,
  fieldOf,
  nameOf,
  type RecordName,
  type RecordType,
  type Row,
  toWrite,
  useRecordType,
  type Value,
} from './schema.ts'

type Props = { type: RecordName; id: string | null; onClose: () => void }

/** A record of a type without a page of its own: its fields beside the list, each changed where it stands. */
export function RecordSheet({ type, id, onClose }: Props) {
  const record = useRecordType(type)
  const { data, error } = useQuery({
    queryKey: ['record', type, id],
    queryFn: () => get<Row>(`/${record.path}/${id}`),
    enabled: id !== null,
  })
  return (
    <SideSheet opened={id !== null} onClose={onClose} title={data ? nameOf(data) : ''}>
      {error ? <ProblemNote problem={(error as Problem).body} /> : null}
      {data ? <Facts type={type} row={data} onClose={onClose} /> : null}
    </SideSheet>
  )
}

function Facts({ type, row, onClose }: { type: RecordName; row: Row; onClose: () => void }) {
  const { t } = useTranslation('records')
  const record = useRecordType(type)
  const { destroy } = useWrites(record)
  const { editing, setEditing, save } = useFactEdit(record, row)
  const remove = async () => {
    if (await destroy(row, { done: t('bulk.deleted', { count: 1 }) })) onClose()
  }
  return (
    <>
      <dl className={classes.facts}>
        {record.fields.map((field) => (
          <Fact
            key={field.key}
            field={field}
            row={row}
            editing={editing === field.key}
            onEdit={setEditing}
            onSave={(value) => save(field, value)}
          />
        ))}
      </dl>
      {row.can?.delete ? (
        <Button mt={20} color="red" variant="light" onClick={() => void remove()}>
          {t('bulk.delete')}
        </Button>
      ) : null}
    </>
  )
}

/** One fact at a time is changed; the toast says what it is now and offers the way back. */
function useFactEdit(record: RecordType, row: Row) {
  const { t } = useTranslation('records')
  const format = useFormats()
  const { update } = useWrites(record)
  const [editing, setEditing] = useState<string | null>(null)
  const save = (field: Field, value: Value) => {
    setEditing(null)
    if (JSON.stringify(value ?? null) === JSON.stringify(fieldOf(row, field) ?? null)) return
    const text = valueText(field, value, format, { yes: t('yes', { ns: 'ui' }), no: t('no', { ns: 'ui' }) })
    const done = text ? t('edit.done', { field: field.label, value: text }) : t('edit.cleared', { field: field.label })
    void update(row, { shown: { [field.key]: value } as Partial<Row>, written: toWrite(field, value) }, { done })
  }
  return { editing, setEditing, save }
}

type FactProps = {
  field: Field
  row: Row
  editing: boolean
  onEdit: (key: string | null) => void
  onSave: (value: Value) => void
}

function Fact({ field, row, editing, onEdit, onSave }: FactProps) {
  const { t } = useTranslation('ui')
  const value = fieldOf(row, field)
  const editable = field.editable && field.access === 'write' && row.can?.update !== false
  return (
    <div className={classes.fact}>
      <dt>{field.label}</dt>
      <dd>
        {editing ? (
          <div className={classes.editor}>
            <CellEditor field={field} value={value} onSave={onSave} onCancel={() => onEdit(null)} />
          </div>
        ) : editable ? (
          <button
            type="button"
            className={classes.value}
            aria-label={`${t('edit')}: ${field.label}`}
            onClick={() => onEdit(field.key)}
          >
            <FieldValue field={field} value={value} look="fact" />
          </button>
        ) : (
          <span className={classes.value}>
            <FieldValue field={field} value={value} look="fact" />
          </span>
        )}
      </dd>
    </div>
  )
}
