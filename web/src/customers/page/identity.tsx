import { Button, Menu } from '@mantine/core'
import {
  IconArrowMerge,
  IconBinaryTree2,
  IconDots,
  IconGavel,
  IconLockOpen,
  IconMail,
  IconPhone,
  IconShieldLock,
  IconTrash,
  IconWalk,
} from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../client/session.ts'
import { useWrites } from '../../records/rows.ts'
import { useFields } from '../../records/schema.ts'
import { asTone, Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Monogram } from '../../ui/monogram.tsx'
import { HoldSheet } from '../holds/hold-sheet.tsx'
import { MergeSheet } from '../merge/merge-sheet.tsx'
import { LiftRestriction } from '../privacy/lift-restriction.tsx'
import { NewRequest } from '../privacy/new-request.tsx'
import type { CustomerPageData } from '../types.ts'
import classes from './identity.module.css'
import type { ComposerKind } from './timeline/use-composer.ts'
import { customerTypeOfList } from './use-customer.ts'

/** Who this is, in one line, and the few things done most. */
export function Identity({ page, onLog }: { page: CustomerPageData; onLog: (kind: ComposerKind) => void }) {
  const { t } = useTranslation('customers')
  const can = useCan()
  const { customer, contactPoints } = page
  const first = (kind: 'phone' | 'email') =>
    contactPoints.find((point) => point.kind === kind && point.isValid !== false)
  const phone = first('phone')
  const mail = first('email')
  const mayLog = can('interaction.create')
  return (
    <header className={classes.identity}>
      <Monogram name={customer.name} size={46} square={customer.kind === 'organization'} />
      <div className={classes.words}>
        <h1 className={classes.name}>{customer.name}</h1>
        <Subtitle page={page} />
      </div>
      <div className={classes.actions}>
        {phone ? (
          <Button
            component="a"
            href={`tel:${phone.value}`}
            leftSection={<Icon of={IconPhone} />}
            onClick={() => mayLog && onLog('call')}
          >
            {t('actions.call')}
          </Button>
        ) : null}
        {mail ? (
          <Button
            component="a"
            href={`mailto:${mail.value}`}
            leftSection={<Icon of={IconMail} />}
            onClick={() => mayLog && onLog('mail')}
          >
            {t('actions.mail')}
          </Button>
        ) : null}
        {mayLog ? (
          <Button leftSection={<Icon of={IconWalk} />} onClick={() => onLog('visit')}>
            {t('actions.logVisit')}
          </Button>
        ) : null}
        {can('order.create') ? (
          <Button variant="filled" component={Link} to="/orders/new" search={{ customer: customer.id } as never}>
            {t('actions.newOrder')}
          </Button>
        ) : null}
        <More page={page} />
      </div>
    </header>
  )
}

function Subtitle({ page: { customer, panels } }: { page: CustomerPageData }) {
  const { t } = useTranslation('customers')
  const fields = useFields('customer')
  const freshness = fields.get('freshness')?.options?.find((option) => option.value === customer.freshness)
  const organization = customer.organization as { id: string; name: string } | null | undefined
  const otherName = [customer.latinName, customer.nativeName].find((name) => name && name !== customer.name)
  const hold = panels.holds?.items.find(({ isStanding }) => isStanding)
  const tags = (customer.tags as string[] | undefined) ?? []
  return (
    <div className={classes.line}>
      {otherName ? <span>{String(otherName)}</span> : null}
      {customer.jobTitle ? <span>{String(customer.jobTitle)}</span> : null}
      {organization ? (
        <Link to="/customers/$id" params={{ id: organization.id }}>
          {organization.name}
        </Link>
      ) : null}
      {hold ? (
        <Chip tone="red" title={hold.reason}>
          {t('holds.standing')}
        </Chip>
      ) : null}
      <Chip tone="neutral">{t(`kinds.${customer.kind}`)}</Chip>
      {customer.restrictedAt ? <Chip tone="amber">{t('privacy.restricted')}</Chip> : null}
      {freshness ? <Chip tone={asTone(freshness.tone)}>{freshness.label}</Chip> : null}
      {tags.slice(0, 4).map((tag) => (
        <Chip key={tag} tone="violet">
          {tag}
        </Chip>
      ))}
    </div>
  )
}

function More({ page: { customer, panels } }: { page: CustomerPageData }) {
  const { t } = useTranslation('customers')
  const navigate = useNavigate()
  const can = useCan()
  const [isHolding, setHolding] = useState(false)
  const [isMerging, setMerging] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const [isLifting, setLifting] = useState(false)
  const { holds } = panels
  const { destroy } = useWrites(customerTypeOfList)
  const deleteIt = async () => {
    if (await destroy(customer, { done: t('deleted', { name: customer.name }) })) await navigate({ to: '/customers' })
  }
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button px={8} aria-label={t('actions.more')}>
            <Icon of={IconDots} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <GraphItem id={customer.id} />
          {can('customer.merge') && customer.can?.update ? (
            <Menu.Item leftSection={<Icon of={IconArrowMerge} />} onClick={() => setMerging(true)}>
              {t('merge.menu')}
            </Menu.Item>
          ) : null}
          {can('privacy.handle') ? (
            <Menu.Item leftSection={<Icon of={IconShieldLock} />} onClick={() => setAsking(true)}>
              {t('privacy.menu')}
            </Menu.Item>
          ) : null}
          {can('privacy.handle') && customer.restrictedAt ? (
            <Menu.Item leftSection={<Icon of={IconLockOpen} />} onClick={() => setLifting(true)}>
              {t('privacy.restriction.lift')}
            </Menu.Item>
          ) : null}
          {holds && (holds.can.manage || holds.items.length > 0) ? (
            <Menu.Item leftSection={<Icon of={IconGavel} />} onClick={() => setHolding(true)}>
              {t('holds.menu')}
            </Menu.Item>
          ) : null}
          {customer.can?.delete ? (
            <Menu.Item leftSection={<Icon of={IconTrash} />} color="red" onClick={() => void deleteIt()}>
              {t('actions.delete')}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {isMerging ? <MergeSheet customer={customer} onClose={() => setMerging(false)} /> : null}
      <NewRequest customer={customer} opened={isAsking} onClose={() => setAsking(false)} />
      <LiftRestriction customer={customer} opened={isLifting} onClose={() => setLifting(false)} />
      {holds ? (
        <HoldSheet customer={customer} holds={holds} opened={isHolding} onClose={() => setHolding(false)} />
      ) : null}
    </>
  )
}

function GraphItem({ id }: { id: string }) {
  const { t } = useTranslation('customers')
  const navigate = useNavigate()
  return (
    <Menu.Item
      leftSection={<Icon of={IconBinaryTree2} />}
      onClick={() => void navigate({ to: '/customers/$id/relations', params: { id } })}
    >
      {t('actions.graph')}
    </Menu.Item>
  )
}
