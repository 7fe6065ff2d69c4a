import { Button, CloseButton, Menu, Popover, ScrollArea, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Condition } from '../../client/views.ts'
import { Icon } from '../../ui/icon.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { conditionsOf, type ListState, sortOf } from '../list/use-list-state.ts'
import type { Field, RecordType } from '../schema.ts'
import { useConditionText } from './condition-text.ts'
import classes from './filter-bar.module.css'
import { FilterEditor } from './filter-editor.tsx'

/** The list's conditions as chips: click one to change it, × to drop it. */
export function FilterBar({ record, state }: { record: RecordType; state: ListState }) {
  const { t } = useTranslation('records')
  const conditions = conditionsOf(state.filter)
  const [fresh, setFresh] = useState<Condition | null>(null)
  const sort = sortOf(state.sort)
  const sortField = record.fields.find((field) => field.key === sort?.column)
  const write = (next: Condition[]) => state.set({ filter: { and: next } })
  return (
    <div className={classes.bar}>
      <QuickFind
        value={state.q}
        onChange={(q) => state.set(q ? { q } : ({ q: undefined } as unknown as { q: string }))}
      />
      {conditions === null ? (
        <span className={classes.chip}>
          <span className={classes.text}>{t('filters.advanced')}</span>
          <CloseButton size={18} aria-label={t('filters.clear')} onClick={() => write([])} />
        </span>
      ) : (
        conditions.map((condition, index) => (
          <FilterChip
            // biome-ignore lint/suspicious/noArrayIndexKey: two conditions may be equal; their place is all that tells them apart
            key={`${condition.field}-${index}`}
            record={record}
            condition={condition}
            onChange={(next) => write(conditions.map((known, at) => (at === index ? next : known)))}
            onRemove={() => write(conditions.filter((_, at) => at !== index))}
          />
        ))
      )}
      {fresh ? (
        <FilterChip
          record={record}
          condition={fresh}
          openAtOnce
          onChange={(next) => {
            setFresh(null)
            write([...(conditions ?? []), next])
          }}
          onRemove={() => setFresh(null)}
        />
      ) : null}
      <AddFilter record={record} onPick={(field) => setFresh({ field: field.key, op: field.operators[0] ?? 'eq' })} />
      {state.changed || state.q ? (
        <Button variant="subtle" color="gray" onClick={state.reset}>
          {t('filters.reset')}
        </Button>
      ) : null}
      {sortField ? (
        <span className={classes.sorted}>
          {t('filters.sortedBy', { field: sortField.label.toLocaleLowerCase() })} {sort?.descending ? '↓' : '↑'}
        </span>
      ) : null}
    </div>
  )
}

const typingMs = 220

function QuickFind({ value, onChange }: { value: string; onChange: (q: string) => void }) {
  const { t } = useTranslation('records')
  const [typed, setTyped] = useState(value)
  const tell = useDebouncedCallback(onChange, typingMs)
  return (
    <TextInput
      className={classes.find ?? ''}
      leftSection={<Icon of={IconSearch} size={14} />}
      placeholder={t('find')}
      aria-label={t('find')}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        tell(event.currentTarget.value.trim())
      }}
    />
  )
}

function AddFilter({ record, onPick }: { record: RecordType; onPick: (field: Field) => void }) {
  const { t } = useTranslation('records')
  const [opened, setOpened] = useState(false)
  const [sought, setSought] = useState('')
  useShortcuts({ f: () => setOpened(true) })
  const fields = record.fields.filter(
    (field) =>
      field.filterable && field.access !== 'masked' && field.label.toLowerCase().includes(sought.toLowerCase()),
  )
  const pick = (field: Field | undefined) => {
    if (!field) return
    setOpened(false)
    setSought('')
    onPick(field)
  }
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-start" width={240} trapFocus={false}>
      <Menu.Target>
        <button type="button" className={classes.add}>
          <Icon of={IconPlus} size={14} />
          {t('filters.add')}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <TextInput
          m={4}
          autoFocus
          placeholder={t('filters.field')}
          aria-label={t('filters.field')}
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') pick(fields[0])
          }}
        />
        <ScrollArea.Autosize mah={340} scrollbarSize={6}>
          {fields.map((field) => (
            <Menu.Item key={field.key} onClick={() => pick(field)}>
              {field.label}
            </Menu.Item>
          ))}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  )
}

type ChipProps = {
  record: RecordType
  condition: Condition
  openAtOnce?: boolean
  onChange: (condition: Condition) => void
  onRemove: () => void
}

function FilterChip({ record, condition, openAtOnce = false, onChange, onRemove }: ChipProps) {
  const { t } = useTranslation('records')
  const [opened, setOpened] = useState(openAtOnce)
  const settled = useRef(false)
  const field = record.fields.find((known) => known.key === condition.field)
  const text = useConditionText(field, condition)
  if (!field) return null
  const close = () => {
    setOpened(false)
    if (openAtOnce && !settled.current) onRemove()
  }
  return (
    <Popover
      opened={opened}
      onChange={(next) => (next ? setOpened(true) : close())}
      position="bottom-start"
      width={280}
      trapFocus
      withinPortal
    >
      <span className={classes.chip}>
        <Popover.Target>
          <button type="button" className={classes.text} onClick={() => setOpened(!opened)} aria-expanded={opened}>
            {field.label} <b>{text}</b>
          </button>
        </Popover.Target>
        <CloseButton size={18} aria-label={t('filters.remove', { field: field.label })} onClick={onRemove} />
      </span>
      <Popover.Dropdown>
        <FilterEditor
          field={field}
          condition={condition}
          onApply={(next) => {
            settled.current = true
            setOpened(false)
            onChange(next)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
