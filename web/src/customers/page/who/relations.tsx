import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ReferenceSelect } from '../../../records/fields/reference-select.tsx'
import type { Reference } from '../../../records/schema.ts'
import { Chip } from '../../../ui/chip.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Monogram } from '../../../ui/monogram.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { decisionRoles, relationRoles, useRelationText } from '../../relations/relation-words.ts'
import type { CustomerPageData } from '../../types.ts'
import { useParts } from '../use-customer.ts'
import { AddButton } from './contacts.tsx'
import classes from './who.module.css'

const shownAtFirst = 6

/** The people and firms around this customer, each in its role. */
export function Relations({ page: { customer, relations } }: { page: CustomerPageData }) {
  const { t } = useTranslation('customers')
  const { drop } = useParts(customer.id)
  const text = useRelationText()
  const [adding, setAdding] = useState(false)
  const [all, setAll] = useState(false)
  const may = customer.can?.update === true
  const shown = all ? relations : relations.slice(0, shownAtFirst)
  return (
    <Panel
      title={t('relations.title')}
      aside={
        <Link to="/customers/$id/relations" params={{ id: customer.id }}>
          {t('relations.graph')}
        </Link>
      }
    >
      <ul>
        {shown.map((relation) => (
          <li key={relation.id} className={classes.item}>
            <Monogram name={relation.other.name} size={28} square={relation.other.kind === 'organization'} />
            <span className={classes.main}>
              <Link to="/customers/$id" params={{ id: relation.other.id }} className={classes.strong}>
                {relation.other.name}
              </Link>
              <span className={classes.sub}>{text(relation)}</span>
            </span>
            {relation.decisionRole ? (
              <Chip tone="accent">{t(`relations.decisions.${relation.decisionRole as 'decides'}`)}</Chip>
            ) : null}
            {may ? (
              <ActionIcon
                size={22}
                className={classes.remove ?? ''}
                aria-label={t('relations.remove', { name: relation.other.name })}
                onClick={() => void drop('relations', relation.id, t('relations.removed'))}
              >
                <Icon of={IconX} size={14} />
              </ActionIcon>
            ) : null}
          </li>
        ))}
      </ul>
      {relations.length > shownAtFirst ? (
        <button type="button" className={classes.quiet} onClick={() => setAll(!all)}>
          {all ? t('who.fewer') : t('relations.all', { count: relations.length })}
        </button>
      ) : null}
      {adding ? (
        <NewRelation customerId={customer.id} onClose={() => setAdding(false)} />
      ) : may ? (
        <AddButton label={t('relations.add')} onClick={() => setAdding(true)} />
      ) : null}
    </Panel>
  )
}

function NewRelation({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const { add } = useParts(customerId)
  const [other, setOther] = useState<Reference | null>(null)
  const [choice, setChoice] = useState('works-at.in')
  const [decisionRole, setDecisionRole] = useState<string | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const title = String(new FormData(event.currentTarget).get('title')).trim()
    const [role, direction] = choice.split('.')
    if (!other) return
    const body = {
      role,
      direction,
      other: other.id,
      ...(title ? { title } : {}),
      ...(decisionRole ? { decisionRole } : {}),
    }
    if (await add('relations', body, t('relations.added', { name: other.name }))) onClose()
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <Select
        aria-label={t('relations.role')}
        data={relationRoles.map((value) => ({ value, label: t(`relations.roles.${value}`) }))}
        value={choice}
        allowDeselect={false}
        onChange={(value) => setChoice(value ?? choice)}
        searchable
      />
      <ReferenceSelect
        type="customer"
        aria-label={t('relations.other')}
        placeholder={t('relations.other')}
        value={other}
        onChange={setOther}
        autoFocus
        required
      />
      <TextInput name="title" aria-label={t('relations.jobTitle')} placeholder={t('relations.jobTitle')} />
      <Select
        aria-label={t('relations.decision')}
        placeholder={t('relations.decision')}
        data={decisionRoles.map((value) => ({ value, label: t(`relations.decisions.${value}`) }))}
        value={decisionRole}
        onChange={setDecisionRole}
        clearable
      />
      <div className={classes.buttons}>
        <Button onClick={onClose}>{t('cancel', { ns: 'ui' })}</Button>
        <Button type="submit" variant="filled" disabled={!other}>
          {t('relations.add')}
        </Button>
      </div>
    </form>
  )
}
