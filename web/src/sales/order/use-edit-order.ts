import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { patch } from '../../client/api.ts'
import { refused, useWrites } from '../../records/rows.ts'
import { type DraftLine, draftOf, type Order, orderType, writeLine } from './types.ts'

type Draft = {
  customer: Order['customer']
  placedOn: string | null
  status: string
  note: string
  lines: DraftLine[]
}

/** An order while it is changed; the whole of it is written at once. */
export function useEditOrder(order: Order, currency: string, onClose: () => void) {
  const { t } = useTranslation('sales')
  const queries = useQueryClient()
  const { refresh, offerUndo } = useWrites(orderType)
  const [draft, setDraft] = useState<Draft>(() => ({
    customer: order.customer,
    placedOn: order.placedOn,
    status: order.status,
    note: order.note ?? '',
    lines: order.lines.map((line) => draftOf(line, currency)),
  }))
  const [busy, setBusy] = useState(false)
  const set = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }))
  const save = async () => {
    setBusy(true)
    const body = {
      version: order.version,
      customerId: draft.customer?.id ?? null,
      ...(draft.placedOn ? { placedOn: draft.placedOn } : {}),
      status: draft.status,
      note: draft.note || null,
      lines: draft.lines.map((line) => writeLine(line, currency)),
    }
    const written = await refused(() => patch<Order>(`/orders/${order.id}`, body))
    setBusy(false)
    if (!written) return
    onClose()
    queries.setQueryData(['record', 'order', order.id], written.data)
    refresh(order.id)
    offerUndo(t('order.saved', { number: order.number }), written.requestId, order.id)
  }
  return { draft, set, busy, save }
}
