import { Button, PasswordInput, SegmentedControl, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createAuth } from '../../client/auth.ts'
import { isProblem } from '../../client/problem.ts'
import { type ThemeChoice, useOwnSettings, useSession } from '../../client/session.ts'
import { asLanguage, languages } from '../../client/words.ts'
import { toastDone, toastProblem } from '../../ui/toast.tsx'
import { SectionHead } from '../section-head.tsx'
import classes from '../settings.module.css'
import { timeZones } from '../time-zones.ts'
import { SecondStep } from './second-step.tsx'
import { Sessions } from './sessions.tsx'

const themes: ThemeChoice[] = ['system', 'light', 'dark']

/** What is one's own: language, light, time zone, password, second step, sessions. */
export function Profile() {
  const { t } = useTranslation('platform')
  const { user } = useSession()
  const change = useOwnSettings()
  const [name, setName] = useState(user.name)
  const set = (changes: Parameters<typeof change>[0]) =>
    void change(changes).catch((error: unknown) => isProblem(error) && toastProblem(error.body))
  return (
    <>
      <SectionHead title={t('sections.profile')} lead={user.email} />
      <section className={classes.section}>
        <div className={classes.form}>
          <TextInput
            label={t('profile.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            onBlur={() => name.trim() && name !== user.name && set({ name: name.trim() })}
          />
          <Labelled label={t('profile.language')}>
            <SegmentedControl
              fullWidth
              aria-label={t('profile.language')}
              value={user.language}
              onChange={(value) => set({ language: asLanguage(value) })}
              data={languages.map((value) => ({ value, label: t(`profile.languages.${value}`) }))}
            />
          </Labelled>
          <Labelled label={t('profile.theme')}>
            <SegmentedControl
              fullWidth
              aria-label={t('profile.theme')}
              value={user.theme}
              onChange={(value) => set({ theme: value as ThemeChoice })}
              data={themes.map((value) => ({ value, label: t(`profile.themes.${value}`) }))}
            />
          </Labelled>
          <Select
            label={t('workspace.timeZone')}
            data={timeZones()}
            value={user.timeZone}
            searchable
            allowDeselect={false}
            limit={60}
            onChange={(timeZone) => timeZone && set({ timeZone })}
          />
        </div>
      </section>
      <Password />
      <SecondStep />
      <Sessions />
    </>
  )
}

function Labelled({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <div className={classes.muted} style={{ fontSize: 13, marginBottom: 4 }} aria-hidden>
        {label}
      </div>
      {children}
    </div>
  )
}

function Password() {
  const { t } = useTranslation('platform')
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const data = new FormData(form)
    setBusy(true)
    const { error } = await createAuth().changePassword({
      currentPassword: String(data.get('current')),
      newPassword: String(data.get('new')),
      revokeOtherSessions: true,
    })
    setBusy(false)
    if (error) return toastProblem({ title: t('profile.passwordRefused'), detail: t('profile.passwordRefusedDetail') })
    form.reset()
    toastDone(t('profile.passwordChanged'))
  }
  return (
    <section className={classes.section}>
      <h2>{t('profile.password')}</h2>
      <form className={classes.form} onSubmit={(event) => void submit(event)}>
        <PasswordInput name="current" label={t('profile.currentPassword')} autoComplete="current-password" required />
        <PasswordInput
          name="new"
          label={t('profile.newPassword')}
          autoComplete="new-password"
          minLength={10}
          required
        />
        <div className={classes.row}>
          <Button type="submit" loading={busy}>
            {t('profile.changePassword')}
          </Button>
        </div>
      </form>
    </section>
  )
}
