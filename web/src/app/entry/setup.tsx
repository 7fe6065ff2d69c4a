import { Button, PasswordInput, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { countryOptions } from '../../client/countries.ts'
import { asLanguage, languages, switchLanguage } from '../../client/words.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { EntryFrame } from './entry-frame.tsx'
import { useSetup } from './use-setup.ts'

const passwordLengthMin = 10

/** The message for one input, or null when it is in order. */
type Fault = (path: string) => string | null

/** First run: the firm, its first administrator, the language. */
export function Setup() {
  const { t, i18n } = useTranslation('app')
  const language = asLanguage(i18n.language)
  const [country, setCountry] = useState(language === 'zh-CN' ? 'CN' : 'GB')
  const { busy, problem, submit } = useSetup({ language, country })
  const fault: Fault = (path) => problem?.fieldMessage(path) || null
  return (
    <EntryFrame title={t('setup.title')} lead={t('setup.lead')}>
      <form onSubmit={(event) => void submit(event)}>
        <LanguageChoice />
        <FirmInputs country={country} onCountry={setCountry} fault={fault} />
        <AdministratorInputs fault={fault} />
        {problem ? <ProblemNote problem={{ ...problem.body }} /> : null}
        <Button type="submit" size="sm" variant="filled" loading={busy}>
          {t('setup.submit')}
        </Button>
      </form>
    </EntryFrame>
  )
}

function LanguageChoice() {
  const { t, i18n } = useTranslation('app')
  return (
    <SegmentedControl
      fullWidth
      size="sm"
      aria-label={t('setup.language')}
      value={asLanguage(i18n.language)}
      onChange={(value) => void switchLanguage(asLanguage(value))}
      data={languages.map((value) => ({ value, label: t(`user.languages.${value}`) }))}
    />
  )
}

type FirmProps = { country: string; onCountry: (country: string) => void; fault: Fault }

function FirmInputs({ country, onCountry, fault }: FirmProps) {
  const { t, i18n } = useTranslation('app')
  const language = asLanguage(i18n.language)
  const countries = useMemo(() => countryOptions(language), [language])
  return (
    <>
      <TextInput
        size="sm"
        name="firm"
        label={t('setup.firm')}
        autoComplete="organization"
        required
        autoFocus
        error={fault('firm')}
      />
      <Select
        size="sm"
        label={t('setup.country')}
        description={t('setup.countryWhy')}
        data={countries}
        value={country}
        onChange={(value) => onCountry(value ?? country)}
        searchable
        allowDeselect={false}
        error={fault('country')}
      />
    </>
  )
}

function AdministratorInputs({ fault }: { fault: Fault }) {
  const { t } = useTranslation('app')
  return (
    <>
      <TextInput size="sm" name="name" label={t('setup.name')} autoComplete="name" required error={fault('name')} />
      <TextInput
        size="sm"
        name="email"
        type="email"
        label={t('signIn.email')}
        autoComplete="username"
        required
        error={fault('email')}
      />
      <PasswordInput
        size="sm"
        name="password"
        label={t('signIn.password')}
        description={t('setup.passwordRule', { count: passwordLengthMin })}
        minLength={passwordLengthMin}
        autoComplete="new-password"
        required
        error={fault('password')}
      />
    </>
  )
}
