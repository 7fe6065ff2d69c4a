import { Button, PasswordInput, PinInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createAuth } from '../../client/auth.ts'
import { sessionQuery, useSession } from '../../client/session.ts'
import { Secret } from '../../ui/secret.tsx'
import { toastDone, toastProblem } from '../../ui/toast.tsx'
import classes from '../settings.module.css'
import { QrCode } from './qr-code.tsx'

type Enrolment = { totpURI: string; backupCodes: string[] }

/** The second step of sign-in: a code from an authenticator app, enrolled by a picture to scan. */
export function SecondStep() {
  const { t } = useTranslation('platform')
  const { user } = useSession()
  const queries = useQueryClient()
  const [auth] = useState(createAuth)
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null)
  const refused = () =>
    toastProblem({ title: t('profile.passwordRefused'), detail: t('profile.passwordRefusedDetail') })
  const finish = async (words: string) => {
    setEnrolment(null)
    await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    toastDone(words)
  }
  const onPassword = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const password = String(new FormData(event.currentTarget).get('password'))
    if (user.twoFactorEnabled) {
      const { error } = await auth.twoFactor.disable({ password })
      return error ? refused() : finish(t('second.off'))
    }
    const { data, error } = await auth.twoFactor.enable({ password })
    if (error || !data) return refused()
    setEnrolment(data as Enrolment)
  }
  const onCode = async (code: string) => {
    const { error } = await auth.twoFactor.verifyTotp({ code })
    if (error) toastProblem({ title: t('second.wrong'), detail: t('second.wrongDetail') })
    else await finish(t('second.on'))
  }
  return (
    <section className={classes.section}>
      <h2>{t('second.title')}</h2>
      <p>{t(user.twoFactorEnabled ? 'second.isOn' : 'second.isOff')}</p>
      {enrolment ? (
        <Enrol enrolment={enrolment} onCode={(code) => void onCode(code)} />
      ) : (
        <form className={classes.form} onSubmit={(event) => void onPassword(event)}>
          <PasswordInput
            name="password"
            label={t('profile.currentPassword')}
            autoComplete="current-password"
            required
          />
          <div className={classes.row}>
            <Button type="submit">{t(user.twoFactorEnabled ? 'second.disable' : 'second.enable')}</Button>
          </div>
        </form>
      )}
    </section>
  )
}

function Enrol({ enrolment, onCode }: { enrolment: Enrolment; onCode: (code: string) => void }) {
  const { t } = useTranslation('platform')
  const secret = new URL(enrolment.totpURI).searchParams.get('secret') ?? ''
  return (
    <div className={classes.form}>
      <p>{t('second.scan')}</p>
      <QrCode text={enrolment.totpURI} label={t('second.picture')} />
      <Secret value={secret} />
      <p>{t('second.backup')}</p>
      <ul className={classes.codes}>
        {enrolment.backupCodes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <p>{t('second.confirm')}</p>
      <PinInput
        length={6}
        type="number"
        oneTimeCode
        onComplete={onCode}
        aria-label={t('second.confirm')}
        getInputProps={(index) => ({ 'aria-label': t('second.digit', { n: index + 1 }) })}
      />
    </div>
  )
}
