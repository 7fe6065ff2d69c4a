import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../client/api.ts'
import { Chip } from '../../ui/chip.tsx'
import { useFormats } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { PlainTable } from '../../ui/table/plain-table.tsx'
import { SectionHead } from '../section-head.tsx'
import type { Catalogue, Role } from '../types.ts'
import { rolesQuery } from '../use-settings.ts'
import { RoleForm } from './role-form.tsx'

export const catalogueQuery = queryOptions({
  queryKey: ['settings', '/roles/permissions'],
  queryFn: () => get<Catalogue>('/roles/permissions'),
})

const blank: Role = { id: '', name: '', permissions: [], scopes: {}, fieldRules: [] }

/** What each role may do, how far it sees, which fields it does not. */
export function Roles() {
  const { t } = useTranslation('platform')
  const format = useFormats()
  const roles = useQuery(rolesQuery).data?.items ?? []
  const catalogue = useQuery(catalogueQuery).data
  const [open, setOpen] = useState<Role | null>(null)
  if (open && catalogue)
    return <RoleForm key={open.id} role={open} catalogue={catalogue} onClose={() => setOpen(null)} />
  return (
    <>
      <SectionHead
        title={t('sections.roles')}
        lead={t('roles.lead')}
        action={
          <Button variant="filled" leftSection={<Icon of={IconPlus} />} onClick={() => setOpen(blank)}>
            {t('roles.add')}
          </Button>
        }
      />
      <PlainTable
        label={t('sections.roles')}
        rows={roles}
        rowKey={(role) => role.id}
        onOpen={setOpen}
        columns={[
          { key: 'name', label: t('groups.name'), render: (role) => role.name },
          {
            key: 'scope',
            label: t('roles.sees'),
            render: (role) => catalogue?.scopes.find((scope) => scope.value === role.scopes?.customer)?.label ?? '',
          },
          {
            key: 'rules',
            label: t('roles.fieldRules'),
            render: (role) => (role.fieldRules?.length ? t('roles.ruleCount', { count: role.fieldRules.length }) : ''),
          },
          {
            key: 'members',
            label: t('groups.members'),
            align: 'right',
            render: (role) => (typeof role.members === 'number' ? format.number(role.members) : ''),
          },
          {
            key: 'system',
            label: '',
            render: (role) => (role.isSystem ? <Chip tone="accent">{t('roles.system')}</Chip> : null),
          },
        ]}
      />
    </>
  )
}
