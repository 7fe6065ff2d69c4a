import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get, patch, post, remove, type Written } from '../../client/api.ts'
import { valueText } from '../../records/fields/field-value.tsx'
import { refused, useUndo, useWrites } from '../../records/rows.ts'
import { type Field, type Row, toWrite, type Value } from '../../records/schema.ts'
import { useFormats } from '../../ui/format.ts'
import { toastDone } from '../../ui/toast.tsx'
import type { CustomerPageData, CustomerRow } from '../types.ts'

export const customerPageQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', 'customer', id, 'page'],
    queryFn: () => get<CustomerPageData>(`/customers/${id}/page`),
  })

export const customerTypeOfList = { type: 'customer', path: 'customers' } as const

/** Changes one fact of the customer on the page: shown at once, undone from the toast. */
export function useFactSaver(customer: CustomerRow): (field: Field, value: Value) => Promise<void> {
  const { t } = useTranslation('customers')
  const queries = useQueryClient()
  const format = useFormats()
  const { update } = useWrites(customerTypeOfList)
  const { queryKey } = customerPageQuery(customer.id)
  return async (field, value) => {
    const shown = { [field.key]: value } as Partial<Row>
    queries.setQueryData<CustomerPageData>(queryKey, (page) =>
      page ? { ...page, customer: { ...page.customer, ...shown } as CustomerRow } : page,
    )
    const text = valueText(field, value, format, { yes: t('yes', { ns: 'ui' }), no: t('no', { ns: 'ui' }) })
    const done = text ? t('saved', { field: field.label, value: text }) : t('cleared', { field: field.label })
    await update(customer, { shown, written: toWrite(field, value) }, { done })
    await queries.invalidateQueries({ queryKey: ['record', 'customer', customer.id] })
  }
}

/** Writes to what belongs to a customer: contact points, relations, preferences, expectations, journal. */
export function useParts(customerId: string) {
  const queries = useQueryClient()
  const undo = useUndo()
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ['record', 'customer', customerId] })
    void queries.invalidateQueries({ queryKey: ['list', 'customer'] })
  }
  const told = async <T>(work: () => Promise<Written<T>>, done: string): Promise<boolean> => {
    const written = await refused(work)
    if (!written) return false
    refresh()
    toastDone(done, written.requestId ? undo(written.requestId, refresh) : undefined)
    return true
  }
  const base = `/customers/${customerId}`
  return {
    refresh,
    add: (path: string, body: unknown, done: string) => told(() => post(`${base}/${path}`, body), done),
    change: (path: string, id: string, body: unknown, done: string) =>
      told(() => patch(`${base}/${path}/${id}`, body), done),
    drop: (path: string, id: string, done: string) => told(() => remove(`${base}/${path}/${id}`), done),
  }
}
