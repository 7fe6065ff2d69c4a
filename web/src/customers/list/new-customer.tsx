import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, post } from '../../client/api.ts'
import { isProblem, type Problem } from '../../client/problem.ts'
import { useSession } from '../../client/session.ts'
import { ReferenceSelect } from '../../records/fields/reference-select.tsx'
import { useWrites } from '../../records/rows.ts'
import type { Reference } from '../../records/schema.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { SideSheet } from '../../ui/side-sheet.tsx'
import type { CustomerKind } from '../types.ts'
import classes from './new-customer.module.css'

type Props = { opened: boolean; onClose: () => void }

const blank = { kind: 'person' as CustomerKind, name: '', phone: '', email: '', jobTitle: '', city: '' }

export function NewCustomer({ opened, onClose }: Props) {
  const { t } = useTranslation('records')
  return (
    <SideSheet opened={opened} onClose={onClose} title={t('new.customer')}>
      {opened ? <Form onClose={onClose} /> : null}
    </SideSheet>
  )
}

/** The few things known at first; whoever has this phone or mail already is named while one types. */
function Form({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('customers')
  const { user } = useSession()
  const navigate = useNavigate()
  const { refresh, offerUndo } = useWrites({ type: 'customer', path: 'customers' })
  const [draft, setDraft] = useState(blank)
  const [organization, setOrganization] = useState<Reference | null>(null)
  const [owner, setOwner] = useState<Reference | null>({ id: user.id, name: user.name })
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const set = (changes: Partial<typeof blank>) => setDraft({ ...draft, ...changes })
  const person = draft.kind === 'person'
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    const { kind, name, phone, email, jobTitle, city } = draft
    const points = [
      ...(phone.trim() ? [{ kind: 'phone', value: phone.trim() }] : []),
      ...(email.trim() ? [{ kind: 'email', value: email.trim() }] : []),
      ...(city.trim() ? [{ kind: 'address', address: { city: city.trim() } }] : []),
    ]
    const body = {
      kind,
      name: name.trim(),
      owner: owner?.id ?? null,
      ...(person && jobTitle.trim() ? { jobTitle: jobTitle.trim() } : {}),
      ...(person && organization ? { organization: organization.id } : {}),
      ...(points.length > 0 ? { contactPoints: points } : {}),
    }
    try {
      const { data, requestId } = await post<{ id: string }>('/customers', body)
      refresh()
      offerUndo(t('created', { ns: 'records', name: body.name }), requestId)
      onClose()
      await navigate({ to: '/customers/$id', params: { id: data.id } })
    } catch (error) {
      if (!isProblem(error)) throw error
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <SegmentedControl
        fullWidth
        aria-label={t('new.kind')}
        value={draft.kind}
        onChange={(kind) => set({ kind: kind as CustomerKind })}
        data={(['person', 'organization'] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      <TextInput
        label={t('new.name')}
        required
        data-autofocus
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={problem?.fieldMessage('name') || null}
      />
      <TextInput
        label={t('contacts.kinds.phone')}
        type="tel"
        value={draft.phone}
        onChange={(event) => set({ phone: event.currentTarget.value })}
      />
      <TextInput
        label={t('contacts.kinds.email')}
        type="email"
        value={draft.email}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      <Known phone={draft.phone} email={draft.email} />
      {person ? (
        <ReferenceSelect
          type="customer"
          label={t('new.organization')}
          value={organization}
          onChange={setOrganization}
        />
      ) : null}
      {person ? (
        <TextInput
          label={t('new.jobTitle')}
          value={draft.jobTitle}
          onChange={(event) => set({ jobTitle: event.currentTarget.value })}
        />
      ) : null}
      <TextInput
        label={t('new.city')}
        value={draft.city}
        onChange={(event) => set({ city: event.currentTarget.value })}
      />
      <ReferenceSelect type="user" label={t('new.owner')} value={owner} onChange={setOwner} />
      {problem ? (
        <ProblemNote
          problem={{ ...problem.body, messages: problem.body.errors?.map((fault) => fault.message) ?? [] }}
        />
      ) : null}
      <div className={classes.foot}>
        <Button onClick={onClose}>{t('cancel', { ns: 'ui' })}</Button>
        <Button type="submit" variant="filled" loading={busy}>
          {t('new.create')}
        </Button>
      </div>
    </form>
  )
}

const typingMs = 300
const tellingLength = 6

/** Customers who have exactly this phone or mail already. */
function Known({ phone, email }: { phone: string; email: string }) {
  const { t } = useTranslation('customers')
  const [asked] = useDebouncedValue(`${phone.trim()}|${email.trim()}`, typingMs)
  const [number = '', mail = ''] = asked.split('|')
  const { data } = useQuery({
    queryKey: ['list', 'customer', 'check', asked],
    queryFn: () =>
      get<{ items: Reference[] }>('/customers/check', {
        phone: number.length >= tellingLength ? number : undefined,
        email: mail.includes('@') ? mail : undefined,
      }),
    enabled: number.length >= tellingLength || mail.includes('@'),
  })
  const items = data?.items ?? []
  return (
    <div aria-live="polite">
      {items.length > 0 ? (
        <p className={classes.known}>
          {t('new.known')}{' '}
          {items.slice(0, 3).map((item) => (
            <Link key={item.id} to="/customers/$id" params={{ id: item.id }}>
              {item.name}
            </Link>
          ))}
        </p>
      ) : null}
    </div>
  )
}
