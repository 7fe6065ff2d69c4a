import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SectionHead } from '../section-head.tsx'
import settings from '../settings.module.css'
import type { Catalogue, Role, Scope } from '../types.ts'
import { useSettingsWrites } from '../use-settings.ts'
import { FieldRules } from './field-rules.tsx'
import classes from './role-form.module.css'

const actions = ['read', 'create', 'update', 'delete', 'export', 'import'] as const

type Props = { role: Role; catalogue: Catalogue; onClose: () => void }

export function RoleForm({ role, catalogue, onClose }: Props) {
  const { t } = useTranslation('platform')
  const { create, change, destroy } = useSettingsWrites()
  const [draft, setDraft] = useState(role)
  const locked = role.isSystem === true || role.can?.update === false
  const save = async () => {
    const { name, permissions, scopes, fieldRules } = draft
    const body = { name, permissions, scopes, fieldRules }
    const done = t('roles.saved', { name })
    const written = role.id
      ? await change(`/roles/${role.id}`, { ...(role.version ? { version: role.version } : {}), ...body }, done)
      : await create('/roles', body, done)
    if (written) onClose()
  }
  const remove = async () => {
    if (await destroy(`/roles/${role.id}`, t('groups.deleted', { name: role.name }))) onClose()
  }
  return (
    <>
      <SectionHead
        title={role.id ? role.name : t('roles.add')}
        {...(locked ? { lead: t('roles.locked') } : {})}
        action={
          <div className={settings.row}>
            {role.id && role.can?.delete ? (
              <Button color="red" variant="subtle" onClick={() => void remove()}>
                {t('groups.delete')}
              </Button>
            ) : null}
            <Button onClick={onClose}>{t('back')}</Button>
            {locked ? null : (
              <Button variant="filled" disabled={!draft.name.trim()} onClick={() => void save()}>
                {t('roles.save')}
              </Button>
            )}
          </div>
        }
      />
      <fieldset disabled={locked} className={classes.fields}>
        <TextInput
          maw={320}
          label={t('groups.name')}
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <PermissionMatrix
          role={draft}
          catalogue={catalogue}
          onChange={(changes) => setDraft({ ...draft, ...changes })}
        />
        <OtherPermissions
          role={draft}
          catalogue={catalogue}
          onChange={(permissions) => setDraft({ ...draft, permissions })}
        />
        <FieldRules
          rules={draft.fieldRules}
          catalogue={catalogue}
          locked={locked}
          onChange={(fieldRules) => setDraft({ ...draft, fieldRules })}
        />
      </fieldset>
    </>
  )
}

const toggled = (words: string[], word: string): string[] =>
  words.includes(word) ? words.filter((known) => known !== word) : [...words, word]

/** Records down, what may be done with them across, and how far the role sees at the end. */
function PermissionMatrix({
  role,
  catalogue,
  onChange,
}: {
  role: Role
  catalogue: Catalogue
  onChange: (changes: Partial<Role>) => void
}) {
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
            <tr key={record.type}>
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
                    data={catalogue.scopes}
                    value={role.scopes[record.type] ?? 'own'}
                    allowDeselect={false}
                    disabled={!role.permissions.includes(`${record.type}.read`)}
                    onChange={(scope) =>
                      onChange({ scopes: { ...role.scopes, [record.type]: (scope ?? 'own') as Scope } })
                    }
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function OtherPermissions({
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
