import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, post } from '../../client/api.ts'
import { refused, useWrites } from '../../records/rows.ts'
import type { Reference } from '../../records/schema.ts'
import { type DraftLine, emptyLine, type Order, orderType, writeLine } from './types.ts'

type Draft = { customer: Reference | null; placedOn: string | null; note: string; lines: DraftLine[] }

/** An order while it is written down, begun for the customer with this id; once it is there, its page opens. */
export function useNewOrder(customerId: string | undefined, currency: string) {
  const { t } = useTranslation('sales')
  const navigate = useNavigate()
  const { refresh, offerUndo } = useWrites(orderType)
  const [draft, setDraft] = useState<Draft>(() => ({ customer: null, placedOn: null, note: '', lines: [emptyLine()] }))
  const [busy, setBusy] = useState(false)
  const set = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }))
  const { data: known } = useQuery({
    queryKey: ['record', 'customer', customerId],
    queryFn: () => get<Reference>(`/customers/${customerId}`),
    enabled: customerId !== undefined,
  })
  useEffect(() => {
    if (known) setDraft((before) => ({ ...before, customer: { id: known.id, name: known.name } }))
  }, [known])
  const filled = draft.lines.filter((line) => line.product || line.description)
  const save = async () => {
    setBusy(true)
    const body = {
      customerId: draft.customer?.id ?? null,
      ...(draft.placedOn ? { placedOn: draft.placedOn } : {}),
      ...(draft.note ? { note: draft.note } : {}),
      lines: filled.map((line) => writeLine(line, currency)),
    }
    const written = await refused(() => post<Order>('/orders', body))
    setBusy(false)
    if (!written) return
    refresh()
    offerUndo(t('order.created', { number: written.data.number }), written.requestId)
    await navigate({ to: '/orders/$id', params: { id: written.data.id } })
  }
  return { draft, set, isBlank: filled.length === 0, busy, save }
}
