import { Button, MultiSelect, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from '../settings.module.css'
import type { Group } from '../types.ts'
import { usersQuery, useSettingsWrites } from '../use-settings.ts'

type Props = { path: '/teams' | '/territories'; group: Group | null; parents?: Group[]; onClose: () => void }

/** A team or a territory: its name, its place, its people. */
export function GroupForm({ path, group, parents, onClose }: Props) {
  const { t } = useTranslation('platform')
  const { create, change, destroy } = useSettingsWrites()
  const users = useQuery(usersQuery).data?.items ?? []
  const [name, setName] = useState(group?.name ?? '')
  const [parentId, setParentId] = useState<string | null>(group?.parentId ?? null)
  const [memberIds, setMemberIds] = useState(group?.members?.map((member) => member.id) ?? [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const body = { name, memberIds, ...(parents ? { parentId } : {}) }
    const done = t('groups.saved', { name })
    const written = group
      ? await change(`${path}/${group.id}`, { ...(group.version ? { version: group.version } : {}), ...body }, done)
      : await create(path, body, done)
    if (written) onClose()
  }
  const remove = async () => {
    if (group && (await destroy(`${path}/${group.id}`, t('groups.deleted', { name })))) onClose()
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t('groups.name')}
        required
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      {parents ? (
        <Select
          label={t('groups.parent')}
          data={parents
            .filter((other) => other.id !== group?.id)
            .map((other) => ({ value: other.id, label: other.name }))}
          value={parentId}
          onChange={setParentId}
          clearable
        />
      ) : null}
      <MultiSelect
        label={t('groups.members')}
        data={users.map((user) => ({ value: user.id, label: user.name }))}
        value={memberIds}
        onChange={setMemberIds}
        searchable
      />
      <div className={classes.row}>
        <Button type="submit" variant="filled">
          {t('save')}
        </Button>
        {group ? (
          <Button color="red" variant="subtle" onClick={() => void remove()}>
            {t('groups.delete')}
          </Button>
        ) : null}
      </div>
    </form>
  )
}
