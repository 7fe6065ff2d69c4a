import { Button, PasswordInput, PinInput, Stack, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { EntryFrame } from './entry-frame.tsx'
import { useSignIn } from './use-sign-in.ts'

export function SignIn() {
  const { t } = useTranslation('app')
  const { step, busy, refusal, takeBackup, sendPassword, sendCode, sendBackup } = useSignIn()
  return (
    <EntryFrame
      title={t(step === 'password' ? 'signIn.title' : 'signIn.secondStep')}
      {...(step === 'code' ? { lead: t('signIn.codeLead') } : {})}
    >
      {step === 'password' ? <PasswordStep busy={busy} onSend={sendPassword} /> : null}
      {step === 'code' ? <CodeStep busy={busy} onSend={sendCode} onBackup={takeBackup} /> : null}
      {step === 'backup' ? <BackupStep busy={busy} onSend={sendBackup} /> : null}
      {refusal ? (
        <div style={{ marginTop: 18 }}>
          <ProblemNote problem={refusal} />
        </div>
      ) : null}
    </EntryFrame>
  )
}

function PasswordStep({ busy, onSend }: { busy: boolean; onSend: (email: string, password: string) => void }) {
  const { t } = useTranslation('app')
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    onSend(String(form.get('email')), String(form.get('password')))
  }
  return (
    <form onSubmit={submit}>
      <TextInput
        size="sm"
        name="email"
        type="email"
        label={t('signIn.email')}
        autoComplete="username"
        required
        autoFocus
      />
      <PasswordInput size="sm" name="password" label={t('signIn.password')} autoComplete="current-password" required />
      <Button type="submit" size="sm" variant="filled" loading={busy}>
        {t('signIn.submit')}
      </Button>
    </form>
  )
}

type CodeProps = { busy: boolean; onSend: (code: string) => void; onBackup: () => void }

function CodeStep({ busy, onSend, onBackup }: CodeProps) {
  const { t } = useTranslation('app')
  return (
    <Stack mt={26} gap={14}>
      <PinInput
        length={6}
        type="number"
        oneTimeCode
        autoFocus
        size="md"
        onComplete={onSend}
        disabled={busy}
        aria-label={t('signIn.code')}
        getInputProps={(index) => ({ 'aria-label': t('signIn.digit', { n: index + 1 }) })}
      />
      <Button variant="subtle" w="fit-content" onClick={onBackup}>
        {t('signIn.useBackup')}
      </Button>
    </Stack>
  )
}

function BackupStep({ busy, onSend }: { busy: boolean; onSend: (code: string) => void }) {
  const { t } = useTranslation('app')
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onSend(String(new FormData(event.currentTarget).get('backup')).trim())
  }
  return (
    <form onSubmit={submit}>
      <TextInput size="sm" name="backup" label={t('signIn.backup')} autoComplete="one-time-code" required autoFocus />
      <Button type="submit" size="sm" variant="filled" loading={busy}>
        {t('signIn.submit')}
      </Button>
    </form>
  )
}
