import { Checkbox, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Catalogue, Role, Scope } from '../types.ts'
import { actions, toggled } from './permission-words.ts'
import classes from './role-form.module.css'

type Props = { role: Role; catalogue: Catalogue; onChange: (changes: Partial<Role>) => void }

/** Records down, what may be done with them across, and how far the role sees at the end. */
export function PermissionMatrix({ role, catalogue, onChange }: Props) {
  const { t } = useTranslation('platform')
  const words = new Set(catalogue.items.map((item) => item.word))
  const records = catalogue.records.filter((record) => words.has(`${record.type}.read`))
  return (
    <div className={classes.frame}>
      <table className={classes.matrix}>
        <thead>
          <tr>
            <th scope="col">{t('roles.record')}</th>
            {actions.map((action) => (
              <th key={action} scope="col">
                {t(`roles.actions.${action}`)}
              </th>
            ))}
            <th scope="col">{t('roles.sees')}</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <RecordRow
              key={record.type}
              record={record}
              words={words}
              role={role}
              scopes={catalogue.scopes}
              onChange={onChange}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type RowProps = {
  record: Catalogue['records'][number]
  words: ReadonlySet<string>
  role: Role
  scopes: Catalogue['scopes']
  onChange: (changes: Partial<Role>) => void
}

function RecordRow({ record, words, role, scopes, onChange }: RowProps) {
  const { t } = useTranslation('platform')
  return (
    <tr>
      <th scope="row">{record.label}</th>
      {actions.map((action) => {
        const word = `${record.type}.${action}`
        return (
          <td key={action}>
            {words.has(word) ? (
              <Checkbox
                aria-label={`${record.label}: ${t(`roles.actions.${action}`)}`}
                checked={role.permissions.includes(word)}
                onChange={() => onChange({ permissions: toggled(role.permissions, word) })}
              />
            ) : null}
          </td>
        )
      })}
      <td>
        {record.hasScope === false ? null : (
          <Select
            w={220}
            aria-label={`${record.label}: ${t('roles.sees')}`}
            data={scopes}
            value={role.scopes[record.type] ?? 'own'}
            allowDeselect={false}
            disabled={!role.permissions.includes(`${record.type}.read`)}
            onChange={(scope) => onChange({ scopes: { ...role.scopes, [record.type]: (scope ?? 'own') as Scope } })}
          />
        )}
      </td>
    </tr>
  )
}
