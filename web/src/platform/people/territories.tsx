import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'
import { SideSheet } from '../../ui/side-sheet.tsx'
import { PlainTable } from '../../ui/table/plain-table.tsx'
import { SectionHead } from '../section-head.tsx'
import classes from '../settings.module.css'
import type { Group } from '../types.ts'
import { territoriesQuery } from '../use-settings.ts'
import { GroupForm } from './groups.tsx'

export function Territories() {
  const { t } = useTranslation('platform')
  const territories = useQuery(territoriesQuery).data?.items ?? []
  const [open, setOpen] = useState<Group | 'new' | null>(null)
  return (
    <>
      <SectionHead
        title={t('sections.territories')}
        lead={t('territories.lead')}
        action={
          <Button variant="filled" leftSection={<Icon of={IconPlus} />} onClick={() => setOpen('new')}>
            {t('territories.add')}
          </Button>
        }
      />
      <PlainTable
        label={t('sections.territories')}
        rows={territories}
        rowKey={(territory) => territory.id}
        onOpen={setOpen}
        columns={[
          { key: 'name', label: t('groups.name'), render: (territory) => territory.name },
          {
            key: 'members',
            label: t('groups.members'),
            render: (territory) => (
              <span className={classes.muted}>{territory.members?.map((member) => member.name).join(', ')}</span>
            ),
          },
        ]}
      />
      <SideSheet
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={open === 'new' ? t('territories.add') : (open?.name ?? '')}
      >
        {open === null ? null : (
          <GroupForm path="/territories" group={open === 'new' ? null : open} onClose={() => setOpen(null)} />
        )}
      </SideSheet>
    </>
  )
}
