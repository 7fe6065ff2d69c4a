import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ReferenceSelect } from '../../records/fields/reference-select.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { SideSheet } from '../../ui/side-sheet.tsx'
import { KnownWhileTyping } from '../duplicates/known-while-typing.tsx'
import type { CustomerKind } from '../types.ts'
import classes from './new-customer.module.css'
import { type CustomerDraft, useNewCustomer } from './use-new-customer.ts'

type Props = { opened: boolean; onClose: () => void }

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
  const { draft, set, problem, busy, submit } = useNewCustomer(onClose)
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
      <ContactInputs draft={draft} onChange={set} />
      {draft.kind === 'person' ? <WorkInputs draft={draft} onChange={set} /> : null}
      <TextInput
        label={t('new.city')}
        value={draft.city}
        onChange={(event) => set({ city: event.currentTarget.value })}
      />
      <ReferenceSelect type="user" label={t('new.owner')} value={draft.owner} onChange={(owner) => set({ owner })} />
      <KnownWhileTyping draft={draft} />
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

type InputsProps = { draft: CustomerDraft; onChange: (changes: Partial<CustomerDraft>) => void }

function ContactInputs({ draft, onChange }: InputsProps) {
  const { t } = useTranslation('customers')
  return (
    <>
      <TextInput
        label={t('contacts.kinds.phone')}
        type="tel"
        value={draft.phone}
        onChange={(event) => onChange({ phone: event.currentTarget.value })}
      />
      <TextInput
        label={t('contacts.kinds.email')}
        type="email"
        value={draft.email}
        onChange={(event) => onChange({ email: event.currentTarget.value })}
      />
    </>
  )
}

/** Where a person works, and as what. */
function WorkInputs({ draft, onChange }: InputsProps) {
  const { t } = useTranslation('customers')
  return (
    <>
      <ReferenceSelect
        type="customer"
        label={t('new.organization')}
        value={draft.organization}
        onChange={(organization) => onChange({ organization })}
      />
      <TextInput
        label={t('new.jobTitle')}
        value={draft.jobTitle}
        onChange={(event) => onChange({ jobTitle: event.currentTarget.value })}
      />
    </>
  )
}
