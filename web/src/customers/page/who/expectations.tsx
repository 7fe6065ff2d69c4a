import { ActionIcon, Button, Select, Textarea } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../ui/icon.tsx'
import { Panel } from '../../../ui/panel.tsx'
import type { CustomerPageData } from '../../types.ts'
import { useParts } from '../use-customer.ts'
import { AddButton } from './contacts.tsx'
import classes from './who.module.css'

const subjects = ['quality', 'price', 'delivery', 'service', 'relationship', 'other'] as const
const sources = ['word-of-mouth', 'brand', 'values', 'situation', 'experience-with-us', 'experience-elsewhere'] as const

/** What they expect of us, and where the expectation comes from. */
export function Expectations({ page: { customer, expectations } }: { page: CustomerPageData }) {
  const { t } = useTranslation('customers')
  const { drop } = useParts(customer.id)
  const [adding, setAdding] = useState(false)
  const may = customer.can?.update === true
  if (expectations.length === 0 && !may) return null
  return (
    <Panel
      title={t('expectations.title')}
      aside={may ? <AddButton label={t('remember.add')} onClick={() => setAdding(true)} /> : null}
    >
      {expectations.length === 0 && !adding ? <p className={classes.entry}>{t('expectations.none')}</p> : null}
      <ul>
        {expectations.map((expectation) => (
          <li key={expectation.id} className={classes.item}>
            <span className={classes.main}>
              {expectation.text}
              <span
                className={classes.sub}
              >{`${t(`expectations.subjects.${expectation.about as 'quality'}`)} · ${t(`expectations.sources.${expectation.source as 'brand'}`)}`}</span>
            </span>
            {may ? (
              <ActionIcon
                size={22}
                className={classes.remove ?? ''}
                aria-label={t('expectations.remove')}
                onClick={() => void drop('expectations', expectation.id, t('expectations.removed'))}
              >
                <Icon of={IconX} size={14} />
              </ActionIcon>
            ) : null}
          </li>
        ))}
      </ul>
      {adding ? <NewExpectation customerId={customer.id} onClose={() => setAdding(false)} /> : null}
    </Panel>
  )
}

function NewExpectation({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const { add } = useParts(customerId)
  const [about, setAbout] = useState<string>('delivery')
  const [source, setSource] = useState<string>('experience-with-us')
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = String(new FormData(event.currentTarget).get('text')).trim()
    if (text && (await add('expectations', { about, source, text }, t('expectations.added')))) onClose()
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <Textarea
        name="text"
        aria-label={t('expectations.text')}
        placeholder={t('expectations.text')}
        autosize
        minRows={2}
        autoFocus
        required
      />
      <Select
        aria-label={t('expectations.about')}
        data={subjects.map((value) => ({ value, label: t(`expectations.subjects.${value}`) }))}
        value={about}
        allowDeselect={false}
        onChange={(value) => setAbout(value ?? about)}
      />
      <Select
        aria-label={t('expectations.source')}
        data={sources.map((value) => ({ value, label: t(`expectations.sources.${value}`) }))}
        value={source}
        allowDeselect={false}
        onChange={(value) => setSource(value ?? source)}
      />
      <div className={classes.buttons}>
        <Button onClick={onClose}>{t('cancel', { ns: 'ui' })}</Button>
        <Button type="submit" variant="filled">
          {t('expectations.add')}
        </Button>
      </div>
    </form>
  )
}
