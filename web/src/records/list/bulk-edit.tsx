import { Button, Modal, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FieldInput } from '../fields/field-input.tsx'
import { type Field, type RecordType, toWrite, type Value } from '../schema.ts'
import classes from './bulk-bar.module.css'
import type { BulkAction } from './use-bulk.ts'

type EditProps = {
  record: RecordType
  field: Field | null
  count: number
  onClose: () => void
  onRun: (action: BulkAction, changes: Record<string, unknown>) => Promise<void>
}

/** One value for all selected rows: a field that is given, or one that is chosen first. */
export function BulkEdit({ record, field: given, count, onClose, onRun }: EditProps) {
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
