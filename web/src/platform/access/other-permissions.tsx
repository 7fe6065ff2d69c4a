import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Catalogue, Role } from '../types.ts'
import { actions, toggled } from './permission-words.ts'
import classes from './role-form.module.css'

/** What can be allowed beyond the actions on records. */
export function OtherPermissions({
  role,
  catalogue,
  onChange,
}: {
  role: Role
  catalogue: Catalogue
  onChange: (permissions: string[]) => void
}) {
  const { t } = useTranslation('platform')
  const records = new Set(catalogue.records.map((record) => record.type))
  const others = catalogue.items.filter(
    (item) => !records.has(item.group) || !actions.some((action) => item.word === `${item.group}.${action}`),
  )
  return (
    <section>
      <h2 className={classes.heading}>{t('roles.others')}</h2>
      <div className={classes.others}>
        {others.map((item) => (
          <Checkbox
            key={item.word}
            label={item.label}
            checked={role.permissions.includes(item.word)}
            onChange={() => onChange(toggled(role.permissions, item.word))}
          />
        ))}
      </div>
    </section>
  )
}
