import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { User } from '../types.ts'
import { useSettingsWrites } from '../use-settings.ts'

export type UserDraft = {
  name: string
  email: string
  roleId: string | null
  teamIds: string[]
  territoryIds: string[]
  disabled: boolean
}

const draftOf = (user: User | null): UserDraft => ({
  name: user?.name ?? '',
  email: user?.email ?? '',
  roleId: user?.role?.id ?? null,
  teamIds: user?.teams?.map((team) => team.id) ?? [],
  territoryIds: user?.territories?.map((territory) => territory.id) ?? [],
  disabled: user?.disabled ?? false,
})

/** A user while added or changed; a password made for them is there to be shown once. */
export function useUserForm(user: User | null, onClose: () => void) {
  const { t } = useTranslation('platform')
  const { create, change } = useSettingsWrites()
  const [draft, setDraft] = useState(() => draftOf(user))
  const [password, setPassword] = useState<string | null>(null)
  const set = (changes: Partial<UserDraft>) => setDraft({ ...draft, ...changes })
  const { email, disabled, ...shared } = draft
  const save = async ({ id, version }: User) => {
    const body = { ...(version ? { version } : {}), ...shared, disabled }
    if (await change(`/users/${id}`, body, t('users.saved', { name: draft.name }))) onClose()
  }
  const add = async () => {
    const body = { ...shared, email }
    const created = await create<{ oneTimePassword?: string | null }>(
      '/users',
      body,
      t('users.added', { name: draft.name }),
    )
    if (created?.oneTimePassword) setPassword(created.oneTimePassword)
    else if (created) onClose()
  }
  const newPassword = async ({ id }: User) => {
    const made = await create<{ oneTimePassword: string }>(`/users/${id}/password`, {}, t('users.passwordMade'))
    if (made) setPassword(made.oneTimePassword)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    await (user ? save(user) : add())
  }
  return { draft, set, password, submit, newPassword }
}
