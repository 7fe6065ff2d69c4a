import { ActionIcon, Button, Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../client/api.ts'
import { useCan } from '../../client/session.ts'
import { Icon } from '../../ui/icon.tsx'
import { Monogram } from '../../ui/monogram.tsx'
import { useParts } from '../page/use-customer.ts'
import type { CustomerKind } from '../types.ts'
import { relationRoles, roleKey } from './relation-words.ts'
import classes from './suggested-relations.module.css'

type Reason = { kind: 'same-address' | 'same-mail-domain' | 'same-phone'; evidence: string }
type Suggestion = {
  other: { id: string; name: string; kind: CustomerKind; jobTitle: string | null }
  role: string
  direction: 'in' | 'out'
  reasons: Reason[]
}

/** What shared addresses, phones and mail domains hint at, to be taken up or set aside. */
export function SuggestedRelations({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers')
  const { data } = useQuery({
    queryKey: ['record', 'customer', customerId, 'relation-suggestions'],
    queryFn: () => get<{ items: Suggestion[] }>(`/customers/${customerId}/relation-suggestions`),
  })
  if (!data || data.items.length === 0) return null
  return (
    <section className={classes.suggestions} aria-labelledby="suggested-relations">
      <h2 id="suggested-relations">{t('relations.suggested.title')}</h2>
      <p className={classes.lead}>{t('relations.suggested.lead')}</p>
      <ul>
        {data.items.map((suggestion) => (
          <SuggestionItem key={suggestion.other.id} customerId={customerId} suggestion={suggestion} />
        ))}
      </ul>
    </section>
  )
}

function SuggestionItem({ customerId, suggestion }: { customerId: string; suggestion: Suggestion }) {
  const { t } = useTranslation('customers')
  const can = useCan()
  const { add } = useParts(customerId)
  const { other, reasons } = suggestion
  const [choice, setChoice] = useState<string>(roleKey(suggestion) ?? 'knows.out')
  const [role, direction] = choice.split('.')
  const accept = () =>
    add('relations', { role, direction, other: other.id }, t('relations.added', { name: other.name }))
  const dismiss = () =>
    add(
      'relation-suggestions/dismiss',
      { other: other.id, role: suggestion.role },
      t('relations.suggested.dismissed', { name: other.name }),
    )
  return (
    <li className={classes.item}>
      <Monogram name={other.name} size={28} square={other.kind === 'organization'} />
      <div className={classes.main}>
        <Link to="/customers/$id" params={{ id: other.id }} className={classes.name}>
          {other.name}
        </Link>
        <p className={classes.reason}>
          {reasons
            .map((reason) => t(`relations.suggested.reasons.${reason.kind}`, { value: reason.evidence }))
            .join(t('relations.suggested.and'))}
        </p>
        {can('customer.update') ? (
          <div className={classes.actions}>
            <Select
              size="xs"
              className={classes.role ?? ''}
              aria-label={t('relations.suggested.roleOf', { name: other.name })}
              data={relationRoles.map((value) => ({ value, label: t(`relations.roles.${value}`) }))}
              value={choice}
              allowDeselect={false}
              onChange={(value) => setChoice(value ?? choice)}
            />
            <Button size="compact-sm" onClick={() => void accept()}>
              {t('relations.suggested.accept')}
            </Button>
            <ActionIcon
              size={26}
              aria-label={t('relations.suggested.dismiss', { name: other.name })}
              onClick={() => void dismiss()}
            >
              <Icon of={IconX} size={15} />
            </ActionIcon>
          </div>
        ) : null}
      </div>
    </li>
  )
}
