import { Button, PasswordInput, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../client/api.ts'
import { countryOptions } from '../../client/countries.ts'
import { isProblem, type Problem } from '../../client/problem.ts'
import { sessionQuery } from '../../client/session.ts'
import { asLanguage, languages, switchLanguage } from '../../client/words.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { EntryFrame } from './entry-frame.tsx'

const passwordLengthMin = 10

/** First run: the firm, its first administrator, the language. */
export function Setup() {
  const { t, i18n } = useTranslation('app')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const language = asLanguage(i18n.language)
  const [country, setCountry] = useState(language === 'zh-CN' ? 'CN' : 'GB')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const countries = useMemo(() => countryOptions(language), [language])
  const fault = (path: string) => problem?.fieldMessage(path) || null

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const said = (name: string) => String(form.get(name) ?? '').trim()
    setBusy(true)
    setProblem(null)
    try {
      await post('/setup', {
        firm: said('firm'),
        name: said('name'),
        email: said('email'),
        password: String(form.get('password')),
        language,
        country,
      })
      queries.clear()
      await queries.fetchQuery(sessionQuery)
      await navigate({ to: '/', replace: true })
    } catch (error) {
      if (isProblem(error)) setProblem(error)
      else throw error
    } finally {
      setBusy(false)
    }
  }

  return (
    <EntryFrame title={t('setup.title')} lead={t('setup.lead')}>
      <form onSubmit={(event) => void submit(event)}>
        <SegmentedControl
          fullWidth
          size="sm"
          aria-label={t('setup.language')}
          value={language}
          onChange={(value) => void switchLanguage(asLanguage(value))}
          data={languages.map((value) => ({ value, label: t(`user.languages.${value}`) }))}
        />
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
          onChange={(value) => setCountry(value ?? country)}
          searchable
          allowDeselect={false}
          error={fault('country')}
        />
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
        {problem ? <ProblemNote problem={{ ...problem.body }} /> : null}
        <Button type="submit" size="sm" variant="filled" loading={busy}>
          {t('setup.submit')}
        </Button>
      </form>
    </EntryFrame>
  )
}
