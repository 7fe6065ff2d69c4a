import { ActionIcon, Button, Select } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { recordsQuery } from '../../records/schema.ts'
import { Icon } from '../../ui/icon.tsx'
import type { Catalogue, Role, Rule } from '../types.ts'
import classes from './role-form.module.css'

type Props = {
  rules: Role['fieldRules']
  catalogue: Catalogue
  locked: boolean
  onChange: (rules: Role['fieldRules']) => void
}

type Choices = { value: string; label: string }[]
type FieldRule = Role['fieldRules'][number]

/** Fields that this role does not see, sees shortened, or may not change. */
export function FieldRules({ rules, catalogue, locked, onChange }: Props) {
  const { t } = useTranslation('platform')
  const fieldsOf = useFieldsOf(catalogue)
  const records = catalogue.records.map((record) => ({ value: record.type, label: record.label }))
  const first = records[0]?.value ?? 'customer'
  return (
    <section>
      <h2 className={classes.heading}>{t('roles.fieldRules')}</h2>
      <div className={classes.rules}>
        {rules.map((rule, index) => (
          <RuleLine
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule is known by its place until it is saved
            key={index}
            rule={rule}
            records={records}
            fields={fieldsOf(rule.record)}
            kinds={catalogue.rules}
            locked={locked}
            onChange={(changes) =>
              onChange(rules.map((known, at) => (at === index ? { ...known, ...changes } : known)))
            }
            onRemove={() => onChange(rules.filter((_, at) => at !== index))}
          />
        ))}
      </div>
      {locked ? null : (
        <Button
          mt={8}
          leftSection={<Icon of={IconPlus} />}
          onClick={() =>
            onChange([...rules, { record: first, field: fieldsOf(first)[0]?.value ?? '', rule: 'masked' }])
          }
        >
          {t('roles.addRule')}
        </Button>
      )}
    </section>
  )
}

/** The fields of a record type: those the catalogue names, else those the lists declare. */
function useFieldsOf(catalogue: Catalogue): (type: string) => Choices {
  const { data } = useQuery(recordsQuery)
  return (type) => {
    const declared =
      catalogue.records.find((record) => record.type === type)?.fields ??
      data?.records.find((record) => record.type === type)?.fields ??
      []
    return declared.map((field) => ({ value: field.key, label: field.label }))
  }
}

type RuleLineProps = {
  rule: FieldRule
  records: Choices
  fields: Choices
  kinds: Catalogue['rules']
  locked: boolean
  onChange: (changes: Partial<FieldRule>) => void
  onRemove: () => void
}

function RuleLine({ rule, records, fields, kinds, locked, onChange, onRemove }: RuleLineProps) {
  const { t } = useTranslation('platform')
  return (
    <div className={classes.rule}>
      <Select
        aria-label={t('roles.record')}
        data={records}
        value={rule.record}
        allowDeselect={false}
        onChange={(record) => onChange({ record: record ?? rule.record, field: '' })}
      />
      <Select
        aria-label={t('roles.field')}
        data={fields}
        value={rule.field || null}
        searchable
        allowDeselect={false}
        placeholder={t('roles.field')}
        onChange={(field) => onChange({ field: field ?? '' })}
      />
      <Select
        aria-label={t('roles.rule')}
        data={kinds}
        value={rule.rule}
        allowDeselect={false}
        onChange={(value) => onChange({ rule: (value ?? rule.rule) as Rule })}
      />
      {locked ? null : (
        <ActionIcon aria-label={t('roles.removeRule')} onClick={onRemove}>
          <Icon of={IconX} />
        </ActionIcon>
      )}
    </div>
  )
}
