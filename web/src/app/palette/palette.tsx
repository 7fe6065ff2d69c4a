import { Modal } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconBuilding, IconMessage, IconPackage, IconReceipt, IconSearch, IconUser } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../client/api.ts'
import { Chip } from '../../ui/chip.tsx'
import { Icon, type IconShape } from '../../ui/icon.tsx'
import { Keys } from '../../ui/kbd.tsx'
import { useActions } from './actions.ts'
import classes from './palette.module.css'

type Found = {
  groups: {
    type: string
    items: { id: string; title: string; subtitle?: string; badge?: string | null; href: string }[]
  }[]
  tookMs: number
}
type Choice = {
  id: string
  title: string
  subtitle?: string
  badge?: string
  keys?: string
  icon: IconShape
  run: () => void
}
type Group = { name: string; choices: Choice[] }

const icons: Record<string, IconShape> = {
  customer: IconUser,
  organization: IconBuilding,
  order: IconReceipt,
  product: IconPackage,
  interaction: IconMessage,
}
const recordTypes = ['customer', 'order', 'product', 'interaction'] as const

/** Finds any record (pinyin, initials, digits of a phone number) and any action. */
export function Palette({ onClose, onKeyboard }: { onClose: () => void; onKeyboard: () => void }) {
  const { t } = useTranslation('app')
  const listId = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const groups = useChoices(typed.trim(), onKeyboard)
  const choices = groups.flatMap((group) => group.choices)
  const chosen = choices[Math.min(at, choices.length - 1)]
  const run = (choice: Choice | undefined) => {
    if (!choice) return
    onClose()
    choice.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      setAt((choices.length + Math.min(at, choices.length - 1) + step) % Math.max(choices.length, 1))
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      run(chosen)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      size={600}
      padding={0}
      yOffset="12vh"
      aria-label={t('search.open')}
      overlayProps={{ color: 'var(--rp-scrim)', backgroundOpacity: 1 }}
    >
      <SearchField
        listId={listId}
        typed={typed}
        chosen={chosen}
        onType={(text) => {
          setTyped(text)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <Choices
        listId={listId}
        groups={groups}
        chosen={chosen}
        onRun={run}
        onPoint={(choice) => setAt(choices.indexOf(choice))}
      />
      {choices.length === 0 ? <p className={classes.nothing}>{t('search.nothing', { typed })}</p> : null}
    </Modal>
  )
}

type SearchFieldProps = {
  listId: string
  typed: string
  chosen: Choice | undefined
  onType: (text: string) => void
  onKeyDown: (event: KeyboardEvent) => void
}

function SearchField({ listId, typed, chosen, onType, onKeyDown }: SearchFieldProps) {
  const { t } = useTranslation('app')
  return (
    <div className={classes.field}>
      <Icon of={IconSearch} size={18} />
      <input
        className={classes.input}
        value={typed}
        placeholder={t('search.hint')}
        aria-label={t('search.open')}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={chosen ? `${listId}-${chosen.id}` : undefined}
        onChange={(event) => onType(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        data-autofocus
      />
      <Keys keys="Esc" />
    </div>
  )
}

type ChoicesProps = {
  listId: string
  groups: Group[]
  chosen: Choice | undefined
  onRun: (choice: Choice) => void
  onPoint: (choice: Choice) => void
}

function Choices({ listId, groups, chosen, onRun, onPoint }: ChoicesProps) {
  const { t } = useTranslation('app')
  return (
    <div id={listId} role="listbox" aria-label={t('search.results')} className={classes.list}>
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own
        <div key={group.name} role="group" aria-label={group.name}>
          <div className={classes.group} aria-hidden>
            {group.name}
          </div>
          {group.choices.map((choice) => (
            <Option
              key={choice.id}
              id={`${listId}-${choice.id}`}
              choice={choice}
              selected={choice === chosen}
              onRun={() => onRun(choice)}
              onPoint={() => onPoint(choice)}
            />
          ))}
        </div>
      ))}
    </div>
  )
}

type OptionProps = { id: string; choice: Choice; selected: boolean; onRun: () => void; onPoint: () => void }

function Option({ id, choice, selected, onRun, onPoint }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are read by the input that owns this list
    <div
      id={id}
      role="option"
      aria-selected={selected}
      tabIndex={-1}
      className={classes.option}
      onClick={onRun}
      onMouseMove={onPoint}
      ref={(element) => {
        if (selected) element?.scrollIntoView({ block: 'nearest' })
      }}
    >
      <Icon of={choice.icon} />
      <span className={classes.title}>{choice.title}</span>
      {choice.subtitle ? <span className={classes.subtitle}>{choice.subtitle}</span> : null}
      <span className={classes.end}>
        {choice.badge ? <Chip>{choice.badge}</Chip> : null}
        {choice.keys ? <Keys keys={choice.keys} /> : null}
      </span>
    </div>
  )
}

const recordMs = 90

function useChoices(typed: string, onKeyboard: () => void): Group[] {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const [asked] = useDebouncedValue(typed, recordMs)
  const { data } = useQuery({
    queryKey: ['search', asked],
    queryFn: ({ signal }) => get<Found>('/search', { q: asked, limit: 8 }, signal),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
  })
  const actions = useActions(onKeyboard)
  const wanted = typed.toLowerCase()
  const fitting = actions.filter(({ title, also }) => !wanted || `${title} ${also}`.toLowerCase().includes(wanted))
  const records = (typed ? (data?.groups ?? []) : []).map((group): Group => {
    const type = recordTypes.find((known) => known === group.type)
    return {
      name: type ? t(`search.types.${type}`) : group.type,
      choices: group.items.map((item) => ({
        id: `${group.type}-${item.id}`,
        title: item.title,
        ...(item.subtitle ? { subtitle: item.subtitle } : {}),
        ...(item.badge ? { badge: item.badge } : {}),
        icon: icons[group.type] ?? IconUser,
        run: () => void navigate({ to: item.href }),
      })),
    }
  })
  const acts: Group = { name: t('search.actions'), choices: fitting }
  return [...records, acts].filter((group) => group.choices.length > 0)
}
