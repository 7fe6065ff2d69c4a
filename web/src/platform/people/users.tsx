import { Button, MultiSelect, Select, Switch, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Monogram } from '../../ui/monogram.tsx'
import { SideSheet } from '../../ui/side-sheet.tsx'
import { PlainTable } from '../../ui/table/plain-table.tsx'
import { Secret } from '../secret.tsx'
import { SectionHead } from '../section-head.tsx'
import classes from '../settings.module.css'
import type { User } from '../types.ts'
import { rolesQuery, teamsQuery, territoriesQuery, usersQuery, useSettingsWrites } from '../use-settings.ts'

export function Users() {
  const { t } = useTranslation('platform')
  const { data } = useQuery(usersQuery)
  const [open, setOpen] = useState<User | 'new' | null>(null)
  return (
    <>
      <SectionHead
        title={t('sections.users')}
        lead={t('users.lead')}
        action={
          <Button variant="filled" leftSection={<Icon of={IconPlus} />} onClick={() => setOpen('new')}>
            {t('users.add')}
          </Button>
        }
      />
      <PlainTable
        label={t('sections.users')}
        rows={data?.items ?? []}
        rowKey={(user) => user.id}
        onOpen={setOpen}
        columns={[
          {
            key: 'name',
            label: t('users.name'),
            render: (user) => (
              <span className={classes.who}>
                <Monogram name={user.name} size={24} />
                {user.name}
              </span>
            ),
          },
          {
            key: 'email',
            label: t('users.email'),
            render: (user) => <span className={classes.muted}>{user.email}</span>,
          },
          { key: 'role', label: t('users.role'), render: (user) => user.role?.name },
          {
            key: 'teams',
            label: t('sections.teams'),
            render: (user) => (
              <span className={classes.chips}>
                {user.teams?.map((team) => (
                  <Chip key={team.id}>{team.name}</Chip>
                ))}
              </span>
            ),
          },
          {
            key: 'state',
            label: t('users.state'),
            render: (user) =>
              user.disabled ? (
                <Chip tone="red">{t('users.disabled')}</Chip>
              ) : (
                <Chip tone="green">{t('users.active')}</Chip>
              ),
          },
        ]}
      />
      <SideSheet
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={open === 'new' ? t('users.add') : (open?.name ?? '')}
      >
        {open === null ? null : (
          <UserForm
            key={open === 'new' ? 'new' : open.id}
            user={open === 'new' ? null : open}
            onClose={() => setOpen(null)}
          />
        )}
      </SideSheet>
    </>
  )
}

function UserForm({ user, onClose }: { user: User | null; onClose: () => void }) {
  const { t } = useTranslation('platform')
  const { create, change } = useSettingsWrites()
  const roles = useQuery(rolesQuery).data?.items ?? []
  const teams = useQuery(teamsQuery).data?.items ?? []
  const territories = useQuery(territoriesQuery).data?.items ?? []
  const [draft, setDraft] = useState({
    name: user?.name ?? '',
    email: user?.email ?? '',
    roleId: user?.role?.id ?? null,
    teamIds: user?.teams?.map((team) => team.id) ?? [],
    territoryIds: user?.territories?.map((territory) => territory.id) ?? [],
    disabled: user?.disabled ?? false,
  })
  const [password, setPassword] = useState<string | null>(null)
  const set = (changes: Partial<typeof draft>) => setDraft({ ...draft, ...changes })
  const options = (items: { id: string; name: string }[]) => items.map((item) => ({ value: item.id, label: item.name }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { email, disabled, ...shared } = draft
    if (user) {
      const changed = await change(
        `/users/${user.id}`,
        { ...(user.version ? { version: user.version } : {}), ...shared, disabled },
        t('users.saved', { name: draft.name }),
      )
      if (changed) onClose()
      return
    }
    const created = await create<{ oneTimePassword?: string | null }>(
      '/users',
      { ...shared, email },
      t('users.added', { name: draft.name }),
    )
    if (created?.oneTimePassword) setPassword(created.oneTimePassword)
    else if (created) onClose()
  }
  const newPassword = async () => {
    if (!user) return
    const answer = await create<{ oneTimePassword: string }>(`/users/${user.id}/password`, {}, t('users.passwordMade'))
    if (answer) setPassword(answer.oneTimePassword)
  }
  if (password) {
    return (
      <div className={classes.form}>
        <p>{t('users.oneTime', { name: draft.name })}</p>
        <Secret value={password} />
        <Button variant="filled" onClick={onClose}>
          {t('done')}
        </Button>
      </div>
    )
  }
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
      <Select
        label={t('users.role')}
        required
        data={options(roles)}
        value={draft.roleId}
        onChange={(roleId) => set({ roleId })}
        allowDeselect={false}
      />
      <MultiSelect
        label={t('sections.teams')}
        data={options(teams)}
        value={draft.teamIds}
        onChange={(teamIds) => set({ teamIds })}
      />
      <MultiSelect
        label={t('sections.territories')}
        data={options(territories)}
        value={draft.territoryIds}
        onChange={(territoryIds) => set({ territoryIds })}
      />
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
        {user ? <Button onClick={() => void newPassword()}>{t('users.newPassword')}</Button> : null}
      </div>
    </form>
  )
}
