import { ActionIcon } from '@mantine/core'
import { IconPencil, IconX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { patch } from '../../../client/api.ts'
import { CellEditor } from '../../../records/fields/cell-editor.tsx'
import { SensitiveValue } from '../../../records/fields/sensitive-value.tsx'
import { refused } from '../../../records/rows.ts'
import { type Field, toWrite, type Value } from '../../../records/schema.ts'
import { Icon } from '../../../ui/icon.tsx'
import { toastDone } from '../../../ui/toast.tsx'
import type { CustomerRow } from '../../types.ts'
import classes from './who.module.css'

type Props = {
  customer: CustomerRow
  field: Field
  value: Value
  editing: boolean
  onEdit: () => void
  onDone: () => void
}

/** A sealed fact: dots, an eye, and a pencil that begins empty, since nobody corrects what they cannot read. */
export function SensitiveFact({ customer, field, value, editing, onEdit, onDone }: Props) {
  const { t } = useTranslation('customers')
  const queries = useQueryClient()
  const isFilled = typeof value === 'string' && value !== ''
  const save = async (next: string | null) => {
    onDone()
    const body = { version: customer.version, ...toWrite(field, next) }
    const written = await refused(() => patch(`/customers/${customer.id}`, body))
    if (!written) return
    toastDone(t(next === null ? 'cleared' : 'who.sealed', { field: field.label }))
    void queries.invalidateQueries({ queryKey: ['record', 'customer', customer.id] })
    void queries.invalidateQueries({ queryKey: ['list', 'customer'] })
  }
  const mayEdit = customer.can?.update === true && field.access === 'write'
  return (
    <div className={classes.fact}>
      <dt>{field.label}</dt>
      <dd>
        {editing ? (
          <div className={classes.editor}>
            <CellEditor
              field={field}
              value={null}
              onSave={(next) => (typeof next === 'string' && next.trim() ? void save(next) : onDone())}
              onCancel={onDone}
            />
          </div>
        ) : (
          <span className={classes.sealed}>
            <SensitiveValue record="customer" id={customer.id} field={field} value={value} />
            {mayEdit ? (
              <ActionIcon
                size="xs"
                variant="subtle"
                color="gray"
                onClick={onEdit}
                aria-label={`${t('edit', { ns: 'ui' })}: ${field.label}`}
              >
                <Icon of={IconPencil} />
              </ActionIcon>
            ) : null}
            {mayEdit && isFilled ? (
              <ActionIcon
                size="xs"
                variant="subtle"
                color="gray"
                onClick={() => void save(null)}
                aria-label={t('who.unseal', { field: field.label })}
              >
                <Icon of={IconX} />
              </ActionIcon>
            ) : null}
          </span>
        )}
      </dd>
    </div>
  )
}
