import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../client/api.ts'
import { isProblem, type Problem } from '../../client/problem.ts'
import { useSession } from '../../client/session.ts'
import { useWrites } from '../../records/rows.ts'
import type { Reference } from '../../records/schema.ts'
import type { CustomerKind } from '../types.ts'

export type CustomerDraft = {
  kind: CustomerKind
  name: string
  phone: string
  email: string
  jobTitle: string
  city: string
  organization: Reference | null
  owner: Reference | null
}

/** A customer while it is written down; once it is there, its page opens. */
export function useNewCustomer(onClose: () => void) {
  const { t } = useTranslation('records')
  const { user } = useSession()
  const navigate = useNavigate()
  const { refresh, offerUndo } = useWrites({ type: 'customer', path: 'customers' })
  const [draft, setDraft] = useState<CustomerDraft>({
    kind: 'person',
    name: '',
    phone: '',
    email: '',
    jobTitle: '',
    city: '',
    organization: null,
    owner: { id: user.id, name: user.name },
  })
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const set = (changes: Partial<CustomerDraft>) => setDraft({ ...draft, ...changes })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    const body = bodyOf(draft)
    try {
      const { data, requestId } = await post<{ id: string }>('/customers', body)
      refresh()
      offerUndo(t('created', { name: body.name }), requestId)
      onClose()
      await navigate({ to: '/customers/$id', params: { id: data.id } })
    } catch (error) {
      if (!isProblem(error)) throw error
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return { draft, set, problem, busy, submit }
}

function bodyOf({ kind, name, phone, email, jobTitle, city, organization, owner }: CustomerDraft) {
  const person = kind === 'person'
  const points = [
    ...(phone.trim() ? [{ kind: 'phone', value: phone.trim() }] : []),
    ...(email.trim() ? [{ kind: 'email', value: email.trim() }] : []),
    ...(city.trim() ? [{ kind: 'address', address: { city: city.trim() } }] : []),
  ]
  return {
    kind,
    name: name.trim(),
    owner: owner?.id ?? null,
    ...(person && jobTitle.trim() ? { jobTitle: jobTitle.trim() } : {}),
    ...(person && organization ? { organization: organization.id } : {}),
    ...(points.length > 0 ? { contactPoints: points } : {}),
  }
}
