import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { get, post, type Written } from '../../client/api.ts'
import { refused } from '../../records/rows.ts'
import { toastDone } from '../../ui/toast.tsx'
import type { Consent, Entry, GivenLink } from './types.ts'

const keyOf = (customerId: string) => ['record', 'customer', customerId, 'consent'] as const

export const consentQuery = (customerId: string, on: string | null = null) =>
  queryOptions({
    queryKey: [...keyOf(customerId), on],
    queryFn: () => get<Consent>(`/customers/${customerId}/consent`, { on }),
  })

export const entriesQuery = (customerId: string) =>
  queryOptions({
    queryKey: [...keyOf(customerId), 'entries'],
    queryFn: () => get<{ items: Entry[] }>(`/customers/${customerId}/consent/entries`),
  })

/** Writes to a customer's ledger; the page with its timeline is read anew. */
export function useConsentWrites(customerId: string) {
  const queries = useQueryClient()
  const told = async <T>(work: () => Promise<Written<T>>, done?: string): Promise<T | null> => {
    const written = await refused(work)
    if (!written) return null
    void queries.invalidateQueries({ queryKey: ['record', 'customer', customerId] })
    if (done) toastDone(done)
    return written.data
  }
  const base = `/customers/${customerId}/consent`
  return {
    record: (body: unknown, done: string) => told(() => post<Consent>(base, body), done),
    askToConfirm: (body: unknown) => told(() => post<GivenLink>(`${base}/confirmations`, body)),
    giveLink: () => told(() => post<GivenLink>(`${base}/links`, {})),
  }
}
