import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SectionHead } from '../section-head.tsx'
import settings from '../settings.module.css'
import type { Catalogue, Role } from '../types.ts'
import { useSettingsWrites } from '../use-settings.ts'
import { FieldRules } from './field-rules.tsx'
import { OtherPermissions } from './other-permissions.tsx'
import { PermissionMatrix } from './permission-matrix.tsx'
import classes from './role-form.module.css'

type Props = { role: Role; catalogue: Catalogue; onClose: () => void }

export function RoleForm({ role, catalogue, onClose }: Props) {
  const { t } = useTranslation('platform')
  const { draft, setDraft, save, remove } = useRoleForm(role, onClose)
  const locked = role.isSystem === true || role.can?.update === false
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

/** A role while it is written or changed. */
function useRoleForm(role: Role, onClose: () => void) {
  const { t } = useTranslation('platform')
  const { create, change, destroy } = useSettingsWrites()
  const [draft, setDraft] = useState(role)
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
  return { draft, setDraft, save, remove }
}
