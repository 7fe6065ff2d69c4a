import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { IconCake, IconX } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../ui/icon.tsx'
import { Panel } from '../../../ui/panel.tsx'
import type { Birthday, CustomerPageData } from '../../types.ts'
import { useParts } from '../use-customer.ts'
import { useBirthdayText } from './birthday-fact.tsx'
import { AddButton } from './contacts.tsx'
import classes from './who.module.css'

const kinds = [
  'drink',
  'diet',
  'hobby',
  'colour',
  'style',
  'dislike',
  'contact-time',
  'anniversary',
  'gift',
  'other',
] as const

/** What lets us treat a person as a person. */
export function Remember({ page: { customer, preferences } }: { page: CustomerPageData }) {
  const { t } = useTranslation('customers')
  const { drop } = useParts(customer.id)
  const birthdayText = useBirthdayText()
  const [adding, setAdding] = useState(false)
  const birthday = customer.birthday as Birthday | null | undefined
  const may = customer.can?.update === true
  const nothing = preferences.length === 0 && !birthday
  return (
    <Panel
      title={t('remember.title')}
      aside={may ? <AddButton label={t('remember.add')} onClick={() => setAdding(true)} /> : null}
    >
      {nothing && !adding ? <p className={classes.entry}>{t('remember.none')}</p> : null}
      <ul>
        {birthday ? (
          <li className={classes.item}>
            <Icon of={IconCake} />
            <span className={classes.main}>{birthdayText(birthday)}</span>
          </li>
        ) : null}
        {preferences.map((preference) => (
          <li key={preference.id} className={classes.item}>
            <span className={classes.main}>
              <span className={classes.sub}>{t(`remember.kinds.${preference.kind as 'drink'}`)}</span>
              {preference.value}
            </span>
            {may ? (
              <ActionIcon
                size={22}
                className={classes.remove ?? ''}
                aria-label={t('remember.remove', { value: preference.value })}
                onClick={() => void drop('preferences', preference.id, t('remember.removed'))}
              >
                <Icon of={IconX} size={14} />
              </ActionIcon>
            ) : null}
          </li>
        ))}
      </ul>
      {adding ? <NewPreference customerId={customer.id} onClose={() => setAdding(false)} /> : null}
    </Panel>
  )
}

function NewPreference({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const { add } = useParts(customerId)
  const [kind, setKind] = useState<string>('drink')
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const value = String(new FormData(event.currentTarget).get('value')).trim()
    if (value && (await add('preferences', { kind, value }, t('remember.added')))) onClose()
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <Select
        aria-label={t('remember.kind')}
        data={kinds.map((value) => ({ value, label: t(`remember.kinds.${value}`) }))}
        value={kind}
        allowDeselect={false}
        onChange={(value) => setKind(value ?? kind)}
      />
      <TextInput name="value" aria-label={t('remember.value')} placeholder={t('remember.value')} autoFocus required />
      <div className={classes.buttons}>
        <Button onClick={onClose}>{t('cancel', { ns: 'ui' })}</Button>
        <Button type="submit" variant="filled">
          {t('remember.add')}
        </Button>
      </div>
    </form>
  )
}
