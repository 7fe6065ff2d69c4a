import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Field, Value } from '../schema.ts'
import classes from './cell-editor.module.css'
import { FieldInput } from './field-input.tsx'

type Props = { field: Field; value: Value; onSave: (value: Value) => void; onCancel: () => void }

const menus = new Set<Field['type']>(['choice', 'reference', 'boolean', 'date', 'datetime'])

/** A value being edited in its place: Enter keeps it, Escape leaves it as it was, clicking elsewhere keeps it. */
export function CellEditor({ field, value, onSave, onCancel }: Props) {
  const [draft, setDraft] = useState<Value>(value)
  const frame = useRef<HTMLDivElement>(null)
  const latest = useRef({ draft, onSave })
  latest.current = { draft, onSave }
  useEffect(() => {
    const input = frame.current?.querySelector('input')
    input?.focus()
    if (!menus.has(field.type)) input?.select()
  }, [field.type])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    event.stopPropagation()
    if (event.key === 'Escape') onCancel()
    if ((event.key === 'Enter' && !menus.has(field.type)) || event.key === 'Tab') {
      event.preventDefault()
      onSave(draft)
    }
  }
  useEffect(() => {
    const onDown = (event: MouseEvent) => {
      const target = event.target as Element
      const floating = target.closest('[role="listbox"],[role="dialog"],[data-portal],.mantine-Popover-dropdown')
      if (!frame.current?.contains(target) && !floating) latest.current.onSave(latest.current.draft)
    }
    document.addEventListener('mousedown', onDown)
    return () => document.removeEventListener('mousedown', onDown)
  }, [])
  return (
    <div ref={frame} className={classes.editor}>
      <FieldInput
        field={field}
        value={draft}
        onChange={setDraft}
        bare
        onKeyDown={onKeyDown}
        {...(menus.has(field.type) ? { onSettled: onSave } : {})}
      />
    </div>
  )
}
