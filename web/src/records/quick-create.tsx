import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../client/api.ts'
import { isProblem, type Problem } from '../client/problem.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { SideSheet } from '../ui/side-sheet.tsx'
import { FieldInput } from './fields/field-input.tsx'
import classes from './quick-create.module.css'
import { useWrites } from './rows.ts'
import { type Field, nameOf, type RecordType, type Row, toWrite, type Value } from './schema.ts'

type Props = {
  record: RecordType
  fields: string[]
  title: string
  opened: boolean
  onClose: () => void
  onCreated: (row: Row) => void
  initial?: Record<string, Value>
}

/** A new record from its few most telling fields; the rest is filled in on its page. */
export function QuickCreate(props: Props) {
  return (
    <SideSheet opened={props.opened} onClose={props.onClose} title={props.title}>
      {props.opened ? <Form {...props} /> : null}
    </SideSheet>
  )
}

function Form({ record, fields, initial, title, onClose, onCreated }: Props) {
  const { t } = useTranslation('records')
  const { refresh, offerUndo } = useWrites(record)
  const [values, setValues] = useState<Record<string, Value>>(initial ?? {})
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const shown = [
    ...fields,
    ...record.fields.filter((field) => field.required && !fields.includes(field.key)).map((field) => field.key),
  ]
    .map((key) => record.fields.find((field) => field.key === key))
    .filter((field): field is Field => field !== undefined && field.access === 'write')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      const { data, requestId } = await post<Row>(`/${record.path}`, bodyOf(record, values))
      refresh()
      offerUndo(t('created', { name: nameOf(data) || nameOf(values as Row) }), requestId)
      onClose()
      onCreated(data)
    } catch (error) {
      if (!isProblem(error)) throw error
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      {shown.map((field, index) => (
        <FieldInput
          key={field.key}
          field={field}
          value={values[field.key]}
          onChange={(value) => setValues((before) => ({ ...before, [field.key]: value }))}
          required={field.required ?? index === 0}
          error={problem?.fieldMessage(field.key) || null}
        />
      ))}
      {problem ? <ProblemNote problem={problem.body} /> : null}
      <div className={classes.foot}>
        <Button onClick={onClose}>{t('cancel', { ns: 'ui' })}</Button>
        <Button type="submit" variant="filled" loading={busy}>
          {title}
        </Button>
      </div>
    </form>
  )
}

function bodyOf(record: RecordType, values: Record<string, Value>): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  const custom: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(values)) {
    const field = record.fields.find((known) => known.key === key)
    if (!field || value === null || value === undefined || value === '') continue
    const written = toWrite(field, value)
    if (field.custom) Object.assign(custom, written.custom)
    else Object.assign(body, written)
  }
  return Object.keys(custom).length > 0 ? { ...body, custom } : body
}
