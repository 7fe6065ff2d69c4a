import { Button, PasswordInput, PinInput, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createAuth } from '../../client/auth.ts'
import { sessionQuery } from '../../client/session.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { EntryFrame } from './entry-frame.tsx'

type Refusal = { status: number; statusText?: string; message?: string | undefined; code?: string | undefined }
type Step = 'password' | 'code' | 'backup'

export function SignIn() {
  const { t } = useTranslation('app')
  const [step, setStep] = useState<Step>('password')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<{ title: string; detail: string; status?: number } | null>(null)
  const enter = useEnter()
  const [auth] = useState(createAuth)

  const refuse = ({ status, code }: Refusal) => {
    const known = status === 429 ? 'tooMany' : step !== 'password' ? 'code' : 'password'
    if (status >= 500 || status === 0) setRefusal({ title: '', detail: code ?? '', status: status || 0 })
    else setRefusal({ title: t(`signIn.refused.${known}`), detail: t(`signIn.refused.${known}Detail`) })
  }
  const run = async (work: () => Promise<{ error: Refusal | null; data: unknown }>) => {
    setBusy(true)
    setRefusal(null)
    try {
      const { error, data } = await work()
      if (error) refuse(error)
      else if (data && typeof data === 'object' && 'twoFactorRedirect' in data && data.twoFactorRedirect)
        setStep('code')
      else await enter()
    } catch {
      setRefusal({ title: '', detail: '', status: 0 })
    } finally {
      setBusy(false)
    }
  }
  const onPassword = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    void run(() => auth.signIn.email({ email: String(form.get('email')), password: String(form.get('password')) }))
  }
  const onCode = (code: string) => void run(() => auth.twoFactor.verifyTotp({ code }))
  const onBackup = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const code = String(new FormData(event.currentTarget).get('backup')).trim()
    void run(() => auth.twoFactor.verifyBackupCode({ code }))
  }

  return (
    <EntryFrame
      title={t(step === 'password' ? 'signIn.title' : 'signIn.secondStep')}
      {...(step === 'code' ? { lead: t('signIn.codeLead') } : {})}
    >
      {step === 'password' ? (
        <form onSubmit={onPassword}>
          <TextInput
            size="sm"
            name="email"
            type="email"
            label={t('signIn.email')}
            autoComplete="username"
            required
            autoFocus
          />
          <PasswordInput
            size="sm"
            name="password"
            label={t('signIn.password')}
            autoComplete="current-password"
            required
          />
          <Button type="submit" size="sm" variant="filled" loading={busy}>
            {t('signIn.submit')}
          </Button>
        </form>
      ) : null}
      {step === 'code' ? (
        <Stack mt={26} gap={14}>
          <PinInput
            length={6}
            type="number"
            oneTimeCode
            autoFocus
            size="md"
            onComplete={onCode}
            disabled={busy}
            aria-label={t('signIn.code')}
            getInputProps={(index) => ({ 'aria-label': t('signIn.digit', { n: index + 1 }) })}
          />
          <Button variant="subtle" w="fit-content" onClick={() => setStep('backup')}>
            {t('signIn.useBackup')}
          </Button>
        </Stack>
      ) : null}
      {step === 'backup' ? (
        <form onSubmit={onBackup}>
          <TextInput
            size="sm"
            name="backup"
            label={t('signIn.backup')}
            autoComplete="one-time-code"
            required
            autoFocus
          />
          <Button type="submit" size="sm" variant="filled" loading={busy}>
            {t('signIn.submit')}
          </Button>
        </form>
      ) : null}
      {refusal ? (
        <div style={{ marginTop: 18 }}>
          <ProblemNote problem={refusal} />
        </div>
      ) : null}
    </EntryFrame>
  )
}

/** After sign-in: read the session, then go where the person wanted to go. */
function useEnter(): () => Promise<void> {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { to } = useSearch({ strict: false })
  return async () => {
    queries.clear()
    await queries.fetchQuery(sessionQuery)
    const inside = typeof to === 'string' && to.startsWith('/') && !to.startsWith('//')
    await navigate({ to: inside ? to : '/', replace: true })
  }
}
