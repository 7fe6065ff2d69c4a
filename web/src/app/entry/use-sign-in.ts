import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createAuth } from '../../client/auth.ts'
import { sessionQuery } from '../../client/session.ts'

type Refusal = { status: number; statusText?: string; message?: string | undefined; code?: string | undefined }
export type Step = 'password' | 'code' | 'backup'

/** The way in: the password, then the second step where the person has one. */
export function useSignIn() {
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
  return {
    step,
    busy,
    refusal,
    takeBackup: () => setStep('backup'),
    sendPassword: (email: string, password: string) => void run(() => auth.signIn.email({ email, password })),
    sendCode: (code: string) => void run(() => auth.twoFactor.verifyTotp({ code })),
    sendBackup: (code: string) => void run(() => auth.twoFactor.verifyBackupCode({ code })),
  }
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
