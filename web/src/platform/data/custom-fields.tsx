import { Button, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { SideSheet } from '../../ui/side-sheet.tsx'
import { PlainTable } from '../../ui/table/plain-table.tsx'
import { SectionHead } from '../section-head.tsx'
import classes from '../settings.module.css'
import type { CustomField } from '../types.ts'
import { settingsQuery, useSettingsWrites } from '../use-settings.ts'

const types = ['text', 'number', 'money', 'date', 'choice', 'reference', 'boolean', 'sensitive'] as const
const formats = ['text', 'identity-card', 'passport', 'bank-card'] as const

/** Fields of the firm's own; they show in lists, filters, imports and exports like the rest. */
export function CustomFields() {
  const { t, i18n } = useTranslation('platform')
  const { data } = useQuery(settingsQuery<CustomField>('/custom-fields'))
  const [open, setOpen] = useState<CustomField | 'new' | null>(null)
  const labelOf = (field: CustomField) => (i18n.language === 'en' ? field.labelEn : field.labelZh)
  return (
    <>
      <SectionHead
        title={t('sections.fields')}
        lead={t('fields.lead')}
        action={
          <Button variant="filled" leftSection={<Icon of={IconPlus} />} onClick={() => setOpen('new')}>
            {t('fields.add')}
          </Button>
        }
      />
      {data?.items.length === 0 ? <p className={classes.muted}>{t('fields.none')}</p> : null}
      {data && data.items.length > 0 ? (
        <PlainTable
          label={t('sections.fields')}
          rows={data.items}
          rowKey={(field) => field.id}
          onOpen={setOpen}
          columns={[
            { key: 'label', label: t('fields.label'), render: labelOf },
            { key: 'key', label: t('fields.key'), render: (field) => <code>{field.key}</code> },
            { key: 'type', label: t('fields.type'), render: (field) => t(`fields.types.${field.type as 'text'}`) },
            {
              key: 'flags',
              label: '',
              render: (field) => (
                <span className={classes.chips}>
                  {field.required ? <Chip>{t('fields.required')}</Chip> : null}
                  {field.filterable ? <Chip tone="accent">{t('fields.filterable')}</Chip> : null}
                </span>
              ),
            },
          ]}
        />
      ) : null}
      <SideSheet
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={open === 'new' ? t('fields.add') : open ? labelOf(open) : ''}
      >
        {open === null ? null : <FieldForm field={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
      </SideSheet>
    </>
  )
}

const optionText = (field: CustomField | null): string =>
  (field?.options ?? []).map(({ zh, en }) => `${zh} | ${en}`).join('\n')

const readOptions = (text: string): { value: string; zh: string; en: string }[] =>
  text
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim()))
    .filter(([zh]) => zh)
    .map(([zh = '', en]) => ({ value: en || zh, zh, en: en || zh }))

function FieldForm({ field, onClose }: { field: CustomField | null; onClose: () => void }) {
  const { t } = useTranslation('platform')
  const { create, change, destroy } = useSettingsWrites()
  const [draft, setDraft] = useState({
    key: field?.key ?? '',
    labelZh: field?.labelZh ?? '',
    labelEn: field?.labelEn ?? '',
    type: field?.type ?? 'text',
    required: field?.required ?? false,
    filterable: field?.filterable ?? true,
  })
  const [sealed, setSealed] = useState({ format: field?.format ?? 'text', shownTail: field?.shownTail ?? 0 })
  const [options, setOptions] = useState(optionText(field))
  const set = (changes: Partial<typeof draft>) => setDraft({ ...draft, ...changes })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { key, type, ...shared } = draft
    const body = { ...shared, ...(type === 'choice' ? { options: readOptions(options) } : {}) }
    const done = t('fields.saved', { name: draft.labelEn })
    const written = field
      ? await change(
          `/custom-fields/${field.id}`,
          { ...(field.version ? { version: field.version } : {}), ...body },
          done,
        )
      : await create(
          '/custom-fields',
          {
            record: 'customer',
            key,
            type,
            ...body,
            ...(type === 'sensitive' ? sealed : {}),
            ...(type === 'reference' ? { reference: 'customer' } : {}),
          },
          done,
        )
    if (written) onClose()
  }
  const remove = async () => {
    if (field && (await destroy(`/custom-fields/${field.id}`, t('groups.deleted', { name: field.labelEn })))) onClose()
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t('fields.labelZh')}
        required
        value={draft.labelZh}
        onChange={(event) => set({ labelZh: event.currentTarget.value })}
        data-autofocus
      />
      <TextInput
        label={t('fields.labelEn')}
        required
        value={draft.labelEn}
        onChange={(event) => set({ labelEn: event.currentTarget.value })}
      />
      <TextInput
        label={t('fields.key')}
        description={t('fields.keyWhy')}
        required
        disabled={field !== null}
        pattern="[a-z][a-zA-Z0-9_]*"
        value={draft.key}
        onChange={(event) => set({ key: event.currentTarget.value })}
      />
      <Select
        label={t('fields.type')}
        data={types.map((value) => ({ value, label: t(`fields.types.${value}`) }))}
        value={draft.type}
        allowDeselect={false}
        disabled={field !== null}
        onChange={(type) => set({ type: type ?? 'text' })}
      />
      {draft.type === 'choice' ? (
        <Textarea
          label={t('fields.options')}
          description={t('fields.optionsWhy')}
          autosize
          minRows={3}
          required
          value={options}
          onChange={(event) => setOptions(event.currentTarget.value)}
        />
      ) : null}
      {draft.type === 'sensitive' ? (
        <SealedSettings sealed={sealed} onChange={setSealed} isFixed={field !== null} />
      ) : null}
      <Switch
        label={t('fields.required')}
        checked={draft.required}
        onChange={(event) => set({ required: event.currentTarget.checked })}
      />
      <Switch
        label={t('fields.filterable')}
        checked={draft.filterable}
        onChange={(event) => set({ filterable: event.currentTarget.checked })}
      />
      <div className={classes.row}>
        <Button type="submit" variant="filled">
          {t('save')}
        </Button>
        {field ? (
          <Button color="red" variant="subtle" onClick={() => void remove()}>
            {t('groups.delete')}
          </Button>
        ) : null}
      </div>
    </form>
  )
}

type Sealed = { format: string; shownTail: number }

/** How a sensitive field is read, and how much of it everyone sees. Both stay: values are stored by them. */
function SealedSettings({
  sealed,
  onChange,
  isFixed,
}: {
  sealed: Sealed
  onChange: (sealed: Sealed) => void
  isFixed: boolean
}) {
  const { t } = useTranslation('platform')
  return (
    <>
      <p className={classes.muted}>{t('fields.sealedWhy')}</p>
      <Select
        label={t('fields.format')}
        data={formats.map((value) => ({ value, label: t(`fields.formats.${value}`) }))}
        value={sealed.format}
        allowDeselect={false}
        disabled={isFixed}
        onChange={(format) => onChange({ ...sealed, format: format ?? 'text' })}
      />
      <Select
        label={t('fields.shownTail')}
        description={t('fields.shownTailWhy')}
        data={[0, 2, 3, 4].map((count) => ({
          value: String(count),
          label: count === 0 ? t('fields.tailNone') : t('fields.tail', { count }),
        }))}
        value={String(sealed.shownTail)}
        allowDeselect={false}
        disabled={isFixed}
        onChange={(count) => onChange({ ...sealed, shownTail: Number(count ?? 0) })}
      />
    </>
  )
}
