import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../../client/api.ts'
import { refused, useUndo } from '../../../records/rows.ts'
import { toastDone } from '../../../ui/toast.tsx'
import type { CustomerRow } from '../../types.ts'
import { useParts } from '../use-customer.ts'

export const composerKinds = ['note', 'call', 'visit', 'mail', 'meeting', 'journal'] as const
export type ComposerKind = (typeof composerKinds)[number]

export type ComposerDraft = {
  text: string
  subject: string
  direction: 'in' | 'out'
  minutes: number | ''
  day: string | null
}

/** Who spoke to whom is asked of calls and mails only. */
export const isDirected = (kind: ComposerKind): boolean => kind === 'call' || kind === 'mail'
export const isTimed = (kind: ComposerKind): boolean => kind === 'call' || kind === 'visit' || kind === 'meeting'

/** What is being written down about a customer, and the way it is kept. */
export function useComposer(customer: CustomerRow, kind: ComposerKind, onClose: () => void) {
  const { t } = useTranslation('customers')
  const { refresh } = useParts(customer.id)
  const undo = useUndo()
  const [draft, setDraft] = useState<ComposerDraft>({ text: '', subject: '', direction: 'out', minutes: '', day: null })
  const [busy, setBusy] = useState(false)
  const set = (changes: Partial<ComposerDraft>) => setDraft({ ...draft, ...changes })
  const isBlank = !draft.text.trim() && !draft.subject.trim()
  const save = async () => {
    if (isBlank) return
    setBusy(true)
    const written = await refused(() =>
      kind === 'journal'
        ? post(`/customers/${customer.id}/journal`, journalOf(draft))
        : post('/interactions', interactionOf(customer.id, kind, draft)),
    )
    setBusy(false)
    if (!written) return
    refresh()
    toastDone(t(`composer.saved.${kind}`), written.requestId ? undo(written.requestId, refresh) : undefined)
    onClose()
  }
  return { draft, set, isBlank, busy, save }
}

const journalOf = ({ text, day }: ComposerDraft) => ({ text: text.trim(), ...(day ? { on: day } : {}) })

function interactionOf(customerId: string, kind: ComposerKind, draft: ComposerDraft) {
  const { text, subject, direction, minutes, day } = draft
  return {
    customerId,
    kind,
    occurredAt: (day ? new Date(`${day}T12:00:00`) : new Date()).toISOString(),
    ...(isDirected(kind) ? { direction } : {}),
    ...(subject.trim() ? { subject: subject.trim() } : {}),
    ...(text.trim() ? { body: text.trim() } : {}),
    ...(isTimed(kind) && minutes !== '' ? { durationMinutes: minutes } : {}),
  }
}
