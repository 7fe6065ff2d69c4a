import { Button, Checkbox, Popover, ScrollArea, TextInput } from '@mantine/core'
import { IconColumns3, IconGripVertical } from '@tabler/icons-react'
import { type DragEvent, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'
import type { Field, RecordType } from '../schema.ts'
import classes from './column-chooser.module.css'
import type { ListState } from './use-list-state.ts'

/** Which columns, in which order: ticked ones first, moved by dragging or with Alt and the arrow keys. */
export function ColumnChooser({ record, state }: { record: RecordType; state: ListState }) {
  const { t } = useTranslation('records')
  const [sought, setSought] = useState('')
  const { columns } = state
  const byKey = new Map(record.fields.map((field) => [field.key, field]))
  const chosen = columns.map((key) => byKey.get(key)).filter((field): field is Field => field !== undefined)
  const others = record.fields.filter((field) => !columns.includes(field.key))
  const fits = (field: Field) => field.label.toLowerCase().includes(sought.toLowerCase())
  const move = (key: string, to: number) => {
    const rest = columns.filter((column) => column !== key)
    state.set({ columns: [...rest.slice(0, to), key, ...rest.slice(to)] })
  }
  const toggle = (key: string) =>
    state.set({ columns: columns.includes(key) ? columns.filter((column) => column !== key) : [...columns, key] })
  return (
    <Popover position="bottom-end" width={280} trapFocus>
      <Popover.Target>
        <Button leftSection={<Icon of={IconColumns3} />} data-secondary>
          {t('columns.title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <TextInput
          placeholder={t('columns.find')}
          aria-label={t('columns.find')}
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
          data-autofocus
        />
        <ScrollArea.Autosize mah={380} mt={6} scrollbarSize={6}>
          <ul className={classes.list}>
            {chosen.filter(fits).map((field) => (
              <ChosenColumn
                key={field.key}
                field={field}
                at={columns.indexOf(field.key)}
                last={columns.length === 1}
                onMove={move}
                onToggle={() => toggle(field.key)}
              />
            ))}
            {others.filter(fits).map((field) => (
              <li key={field.key} className={classes.item}>
                <span className={classes.grip} />
                <Checkbox label={field.label} checked={false} onChange={() => toggle(field.key)} />
              </li>
            ))}
          </ul>
        </ScrollArea.Autosize>
        <p className={classes.hint}>{t('columns.hint')}</p>
      </Popover.Dropdown>
    </Popover>
  )
}

type ChosenProps = {
  field: Field
  at: number
  last: boolean
  onMove: (key: string, to: number) => void
  onToggle: () => void
}

function ChosenColumn({ field, at, last, onMove, onToggle }: ChosenProps) {
  const [over, setOver] = useState(false)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined
    if (!step) return
    event.preventDefault()
    onMove(field.key, Math.max(0, at + step))
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const key = event.dataTransfer.getData('text/plain')
    if (key && key !== field.key) onMove(key, at)
  }
  return (
    <li
      className={classes.item}
      data-over={over || undefined}
      draggable
      onDragStart={(event) => event.dataTransfer.setData('text/plain', field.key)}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <span className={classes.grip}>
        <Icon of={IconGripVertical} size={14} />
      </span>
      <Checkbox label={field.label} checked disabled={last} onChange={onToggle} onKeyDown={onKeyDown} />
    </li>
  )
}
