import { Button, MultiSelect, Select, Switch, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Secret } from '../../ui/secret.tsx'
import classes from '../settings.module.css'
import type { Named, User } from '../types.ts'
import { rolesQuery, teamsQuery, territoriesQuery } from '../use-settings.ts'
import { type UserDraft, useUserForm } from './use-user-form.ts'

export function UserForm({ user, onClose }: { user: User | null; onClose: () => void }) {
  const { t } = useTranslation('platform')
  const { draft, set, password, submit, newPassword } = useUserForm(user, onClose)
  if (password) return <OneTimePassword name={draft.name} password={password} onClose={onClose} />
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t('users.name')}
        required
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        data-autofocus
      />
      <TextInput
        label={t('users.email')}
        type="email"
        required
        disabled={user !== null}
        value={draft.email}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      <Belonging draft={draft} onChange={set} />
      {user ? (
        <Switch
          label={t('users.mayEnter')}
          checked={!draft.disabled}
          onChange={(event) => set({ disabled: !event.currentTarget.checked })}
        />
      ) : null}
      <div className={classes.row}>
        <Button type="submit" variant="filled">
          {t(user ? 'users.save' : 'users.add')}
        </Button>
        {user ? <Button onClick={() => void newPassword(user)}>{t('users.newPassword')}</Button> : null}
      </div>
    </form>
  )
}

type OneTimePasswordProps = { name: string; password: string; onClose: () => void }

function OneTimePassword({ name, password, onClose }: OneTimePasswordProps) {
  const { t } = useTranslation('platform')
  return (
    <div className={classes.form}>
      <p>{t('users.oneTime', { name })}</p>
      <Secret value={password} />
      <Button variant="filled" onClick={onClose}>
        {t('done')}
      </Button>
    </div>
  )
}

const options = (items: Named[] | undefined) => (items ?? []).map((item) => ({ value: item.id, label: item.name }))

/** What the user may do, and whose customers they share. */
function Belonging({ draft, onChange }: { draft: UserDraft; onChange: (changes: Partial<UserDraft>) => void }) {
  const { t } = useTranslation('platform')
  const roles = useQuery(rolesQuery).data?.items
  const teams = useQuery(teamsQuery).data?.items
  const territories = useQuery(territoriesQuery).data?.items
  return (
    <>
      <Select
        label={t('users.role')}
        required
        data={options(roles)}
        value={draft.roleId}
        onChange={(roleId) => onChange({ roleId })}
        allowDeselect={false}
      />
      <MultiSelect
        label={t('sections.teams')}
        data={options(teams)}
        value={draft.teamIds}
        onChange={(teamIds) => onChange({ teamIds })}
      />
      <MultiSelect
        label={t('sections.territories')}
        data={options(territories)}
        value={draft.territoryIds}
        onChange={(territoryIds) => onChange({ territoryIds })}
      />
    </>
  )
}
