import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { post } from '../../client/api.ts'
import type { CustomerDraft } from '../list/use-new-customer.ts'
import classes from './duplicates.module.css'
import { ProbableList } from './probable-list.tsx'
import type { Probable } from './types.ts'

const typingMs = 250
const tellingLength = 6

const typedOf = ({ kind, name, phone, email, city, organization }: CustomerDraft) => ({
  kind,
  name: name.trim() || null,
  ...(kind === 'person' && organization ? { employer: organization.name } : {}),
  contactPoints: [
    ...(phone.trim().length >= tellingLength ? [{ kind: 'phone', value: phone.trim() }] : []),
    ...(email.includes('@') ? [{ kind: 'email', value: email.trim() }] : []),
    ...(city.trim() ? [{ kind: 'address', address: { city: city.trim() } }] : []),
  ],
})

/** Whoever this probably is already, told while one types. */
export function KnownWhileTyping({ draft }: { draft: CustomerDraft }) {
  const { t } = useTranslation('customers')
  const [asked] = useDebouncedValue(JSON.stringify(typedOf(draft)), typingMs)
  const isTelling =
    draft.name.trim().length > 1 || draft.phone.trim().length >= tellingLength || draft.email.includes('@')
  const { data } = useQuery({
    queryKey: ['duplicates', 'check', asked],
    queryFn: async () => (await post<{ items: Probable[] }>('/duplicates/check', JSON.parse(asked))).data,
    enabled: isTelling,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })
  const items = isTelling ? (data?.items ?? []) : []
  return (
    <div aria-live="polite">
      {items.length > 0 ? (
        <section className={classes.known} aria-label={t('duplicates.probably')}>
          <h3>{t('duplicates.probably')}</h3>
          <ProbableList items={items.slice(0, 3)} />
        </section>
      ) : null}
    </div>
  )
}
