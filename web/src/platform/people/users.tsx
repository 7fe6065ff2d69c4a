import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Monogram } from '../../ui/monogram.tsx'
import { SideSheet } from '../../ui/side-sheet.tsx'
import { PlainTable } from '../../ui/table/plain-table.tsx'
import { SectionHead } from '../section-head.tsx'
import classes from '../settings.module.css'
import type { User } from '../types.ts'
import { usersQuery } from '../use-settings.ts'
import { UserForm } from './user-form.tsx'

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
      <UserTable users={data?.items ?? []} onOpen={setOpen} />
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

function UserTable({ users, onOpen }: { users: User[]; onOpen: (user: User) => void }) {
  const { t } = useTranslation('platform')
  return (
    <PlainTable
      label={t('sections.users')}
      rows={users}
      rowKey={(user) => user.id}
      onOpen={onOpen}
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
  )
}
