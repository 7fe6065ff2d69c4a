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
import { teamsQuery } from '../use-settings.ts'
import { GroupForm } from './groups.tsx'

const indentPx = 22

/** The teams as a tree; a team sees what the teams below it own. */
export function Teams() {
  const { t } = useTranslation('platform')
  const teams = useQuery(teamsQuery).data?.items ?? []
  const [open, setOpen] = useState<Group | 'new' | null>(null)
  return (
    <>
      <SectionHead
        title={t('sections.teams')}
        lead={t('teams.lead')}
        action={
          <Button variant="filled" leftSection={<Icon of={IconPlus} />} onClick={() => setOpen('new')}>
            {t('teams.add')}
          </Button>
        }
      />
      <PlainTable
        label={t('sections.teams')}
        rows={treeOf(teams)}
        rowKey={({ team }) => team.id}
        onOpen={({ team }) => setOpen(team)}
        columns={[
          {
            key: 'name',
            label: t('groups.name'),
            render: ({ team, depth }) => <span style={{ paddingLeft: depth * indentPx }}>{team.name}</span>,
          },
          {
            key: 'members',
            label: t('groups.members'),
            render: ({ team }) => (
              <span className={classes.muted}>{team.members?.map((member) => member.name).join(', ')}</span>
            ),
          },
        ]}
      />
      <SideSheet
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={open === 'new' ? t('teams.add') : (open?.name ?? '')}
      >
        {open === null ? null : (
          <GroupForm path="/teams" group={open === 'new' ? null : open} parents={teams} onClose={() => setOpen(null)} />
        )}
      </SideSheet>
    </>
  )
}

function treeOf(teams: Group[], parentId: string | null = null, depth = 0): { team: Group; depth: number }[] {
  return teams
    .filter((team) => (team.parentId ?? null) === parentId)
    .flatMap((team) => [{ team, depth }, ...treeOf(teams, team.id, depth + 1)])
}
