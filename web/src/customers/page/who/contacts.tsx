import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import {
  IconAddressBook,
  IconBrandWechat,
  IconCreditCard,
  IconMail,
  IconMapPin,
  IconPhone,
  IconPrinter,
  IconWorld,
  IconX,
} from '@tabler/icons-react'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Chip } from '../../../ui/chip.tsx'
import { Icon, type IconShape } from '../../../ui/icon.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { phoneText } from '../../../ui/phone.ts'
import type { ContactKind, ContactPoint, CustomerPageData } from '../../types.ts'
import { useParts } from '../use-customer.ts'
import classes from './who.module.css'

const icons: Record<ContactKind, IconShape> = {
  phone: IconPhone,
  email: IconMail,
  wechat: IconBrandWechat,
  address: IconMapPin,
  card: IconCreditCard,
  website: IconWorld,
  fax: IconPrinter,
}
const kinds = Object.keys(icons) as ContactKind[]
const mendable: Record<string, ContactKind> = {
  phone: 'phone',
  primaryPhone: 'phone',
  email: 'email',
  primaryEmail: 'email',
  address: 'address',
}

type Props = { page: CustomerPageData; mending: string | null; onMended: () => void }

/** How we reach them, with a mark where they allowed or refused it. */
export function Contacts({ page, mending, onMended }: Props) {
  const { t } = useTranslation('customers')
  const { customer, contactPoints } = page
  const { drop } = useParts(customer.id)
  const [adding, setAdding] = useState<ContactKind | null>(null)
  useEffect(() => {
    const kind = mending ? mendable[mending] : undefined
    if (!kind) return
    setAdding(kind)
    onMended()
  }, [mending, onMended])
  const may = customer.can?.update === true
  return (
    <Panel
      title={t('contacts.title')}
      aside={may ? <AddButton onClick={() => setAdding('phone')} label={t('contacts.add')} /> : null}
    >
      {contactPoints.length === 0 && !adding ? <p className={classes.entry}>{t('contacts.none')}</p> : null}
      <ul>
        {contactPoints.map((point) => (
          <li key={point.id} className={classes.item}>
            <Icon of={icons[point.kind] ?? IconAddressBook} />
            <span className={classes.main}>
              <ContactValue point={point} />
              {point.label ? <span className={classes.sub}>{point.label}</span> : null}
            </span>
            {point.isValid === false ? <Chip tone="amber">{t('contacts.invalid')}</Chip> : null}
            {point.consent ? (
              <Chip tone={point.consent === 'granted' ? 'green' : 'neutral'}>
                {t(`contacts.consent.${point.consent}`)}
              </Chip>
            ) : null}
            {may ? (
              <ActionIcon
                size={22}
                className={classes.remove ?? ''}
                aria-label={t('contacts.remove', { value: point.display ?? point.value })}
                onClick={() => void drop('contact-points', point.id, t('contacts.removed'))}
              >
                <Icon of={IconX} size={14} />
              </ActionIcon>
            ) : null}
          </li>
        ))}
      </ul>
      {adding ? <NewContact customerId={customer.id} kind={adding} onClose={() => setAdding(null)} /> : null}
    </Panel>
  )
}

function ContactValue({ point }: { point: ContactPoint }) {
  const text = point.kind === 'phone' ? phoneText(point.value) : point.display || point.value
  const href = { phone: `tel:${point.value}`, email: `mailto:${point.value}` }[point.kind as 'phone' | 'email']
  const shown = point.extension ? `${text} ×${point.extension}` : text
  return href ? (
    <a href={href} className={classes.strong}>
      {shown}
    </a>
  ) : (
    <span>{shown}</span>
  )
}

function NewContact({
  customerId,
  kind: initial,
  onClose,
}: {
  customerId: string
  kind: ContactKind
  onClose: () => void
}) {
  const { t } = useTranslation('customers')
  const { add } = useParts(customerId)
  const [kind, setKind] = useState<ContactKind>(initial)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const value = String(new FormData(event.currentTarget).get('value')).trim()
    if (value && (await add('contact-points', { kind, value }, t('contacts.added')))) onClose()
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <Select
        aria-label={t('contacts.kind')}
        data={kinds.map((value) => ({ value, label: t(`contacts.kinds.${value}`) }))}
        value={kind}
        allowDeselect={false}
        onChange={(value) => setKind((value ?? kind) as ContactKind)}
      />
      <TextInput
        name="value"
        aria-label={t(`contacts.kinds.${kind}`)}
        placeholder={t(`contacts.kinds.${kind}`)}
        autoFocus
        required
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
      />
      <div className={classes.buttons}>
        <Button onClick={onClose}>{t('cancel', { ns: 'ui' })}</Button>
        <Button type="submit" variant="filled">
          {t('contacts.add')}
        </Button>
      </div>
    </form>
  )
}

export function AddButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" className={classes.quiet} onClick={onClick}>
      {label}
    </button>
  )
}
