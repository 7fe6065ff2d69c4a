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

/** Fields that this role does not see, sees shortened, or may not change. */
export function FieldRules({ rules, catalogue, locked, onChange }: Props) {
  const { t } = useTranslation('platform')
  const { data } = useQuery(recordsQuery)
  const fieldsOf = (type: string) => {
    const declared =
      catalogue.records.find((record) => record.type === type)?.fields ??
      data?.records.find((record) => record.type === type)?.fields ??
      []
    return declared.map((field) => ({ value: field.key, label: field.label }))
  }
  const records = catalogue.records.map((record) => ({ value: record.type, label: record.label }))
  const replace = (at: number, changes: Partial<Role['fieldRules'][number]>) =>
    onChange(rules.map((rule, index) => (index === at ? { ...rule, ...changes } : rule)))
  const first = records[0]?.value ?? 'customer'
  return (
    <section>
      <h2 className={classes.heading}>{t('roles.fieldRules')}</h2>
      <div className={classes.rules}>
        {rules.map((rule, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule is known by its place until it is saved
          <div key={index} className={classes.rule}>
            <Select
              aria-label={t('roles.record')}
              data={records}
              value={rule.record}
              allowDeselect={false}
              onChange={(record) => replace(index, { record: record ?? rule.record, field: '' })}
            />
            <Select
              aria-label={t('roles.field')}
              data={fieldsOf(rule.record)}
              value={rule.field || null}
              searchable
              allowDeselect={false}
              placeholder={t('roles.field')}
              onChange={(field) => replace(index, { field: field ?? '' })}
            />
            <Select
              aria-label={t('roles.rule')}
              data={catalogue.rules}
              value={rule.rule}
              allowDeselect={false}
              onChange={(value) => replace(index, { rule: (value ?? rule.rule) as Rule })}
            />
            {locked ? null : (
              <ActionIcon
                aria-label={t('roles.removeRule')}
                onClick={() => onChange(rules.filter((_, at) => at !== index))}
              >
                <Icon of={IconX} />
              </ActionIcon>
            )}
          </div>
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
