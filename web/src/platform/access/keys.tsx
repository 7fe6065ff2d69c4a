import { Button, Modal, Select, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { Secret } from '../../ui/secret.tsx'
import { PlainTable } from '../../ui/table/plain-table.tsx'
import { SectionHead } from '../section-head.tsx'
import classes from '../settings.module.css'
import type { ApiKey } from '../types.ts'
import { rolesQuery, settingsQuery, useSettingsWrites } from '../use-settings.ts'

/** Keys by which other programs work here, each with a role of its own. */
export function Keys() {
  const { t } = useTranslation('platform')
  const { data } = useQuery(settingsQuery<ApiKey>('/keys'))
  const [making, setMaking] = useState(false)
  return (
    <>
      <SectionHead
        title={t('sections.keys')}
        lead={t('keys.lead')}
        action={
          <Button variant="filled" leftSection={<Icon of={IconPlus} />} onClick={() => setMaking(true)}>
            {t('keys.add')}
          </Button>
        }
      />
      {data?.items.length === 0 ? <p className={classes.muted}>{t('keys.none')}</p> : null}
      {data && data.items.length > 0 ? <KeyTable keys={data.items} /> : null}
      <Modal
        opened={making}
        onClose={() => setMaking(false)}
        title={t('keys.add')}
        closeButtonProps={{ 'aria-label': t('close', { ns: 'ui' }) }}
      >
        {making ? <NewKey onClose={() => setMaking(false)} /> : null}
      </Modal>
    </>
  )
}

function KeyTable({ keys }: { keys: ApiKey[] }) {
  const { t } = useTranslation('platform')
  const format = useFormats()
  const { destroy } = useSettingsWrites()
  return (
    <PlainTable
      label={t('sections.keys')}
      rows={keys}
      rowKey={(key) => key.id}
      columns={[
        { key: 'name', label: t('groups.name'), render: (key) => key.name },
        { key: 'start', label: t('keys.start'), render: (key) => <code>{key.start ? `${key.start}…` : ''}</code> },
        { key: 'role', label: t('users.role'), render: (key) => key.role.name },
        { key: 'created', label: t('keys.created'), render: (key) => format.relative(key.createdAt) },
        {
          key: 'used',
          label: t('keys.used'),
          render: (key) => (key.lastUsedAt ? format.moment(key.lastUsedAt) : t('keys.never')),
        },
        {
          key: 'revoke',
          label: '',
          align: 'right',
          render: (key) => (
            <Button
              size="compact-xs"
              color="red"
              variant="subtle"
              onClick={() => void destroy(`/keys/${key.id}`, t('keys.revoked', { name: key.name }))}
            >
              {t('keys.revoke')}
            </Button>
          ),
        },
      ]}
    />
  )
}

function NewKey({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('platform')
  const { create } = useSettingsWrites()
  const roles = useQuery(rolesQuery).data?.items ?? []
  const [roleId, setRoleId] = useState<string | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name')).trim()
    const made = await create<{ secret?: string; key?: string }>('/keys', { name, roleId }, t('keys.added', { name }))
    if (made) setSecret(made.secret ?? made.key ?? '')
  }
  if (secret !== null) {
    return (
      <div className={classes.form}>
        <p>{t('keys.once')}</p>
        <Secret value={secret} />
        <Button variant="filled" onClick={onClose}>
          {t('done')}
        </Button>
      </div>
    )
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <TextInput name="name" label={t('groups.name')} placeholder={t('keys.example')} required data-autofocus />
      <Select
        label={t('users.role')}
        description={t('keys.roleWhy')}
        data={roles.map((role) => ({ value: role.id, label: role.name }))}
        value={roleId}
        onChange={setRoleId}
        required
        allowDeselect={false}
      />
      <Button type="submit" variant="filled" disabled={!roleId}>
        {t('keys.add')}
      </Button>
    </form>
  )
}
