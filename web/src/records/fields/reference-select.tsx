import { Loader, Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../client/api.ts'
import type { Reference } from '../schema.ts'

type Named = { id: string; name?: string; number?: string; code?: string; subtitle?: string; disabled?: boolean }

const paths: Record<string, string> = {
  user: '/users',
  team: '/teams',
  territory: '/territories',
  role: '/roles',
  customer: '/customers',
  product: '/products',
  order: '/orders',
}
const listed = new Set(['team', 'territory', 'role', 'user'])
const offered = 20

/** Records of a type that fit what is typed; the server searches by pinyin and initials too. */
export function useReferences(type: string, typed: string): { items: Reference[]; isFetching: boolean } {
  const whole = listed.has(type)
  const { data, isFetching } = useQuery({
    queryKey: ['references', type, whole ? '' : typed],
    queryFn: ({ signal }) =>
      get<{ items: Named[] }>(
        paths[type] ?? `/${type}s`,
        whole ? {} : { q: typed || undefined, limit: offered, count: 'none' },
        signal,
      ),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const items = (data?.items ?? [])
    .filter((item) => !item.disabled)
    .map((item) => ({ id: item.id, name: item.name ?? item.number ?? '', ...(item.code ? { code: item.code } : {}) }))
  return { items, isFetching }
}

type Props = Omit<SelectProps, 'onChange' | 'value' | 'data'> & {
  type: string
  value: Reference | null
  onChange: (value: Reference | null) => void
  open?: boolean
}

/** Chooses one record of another type by typing a few letters of its name. */
export function ReferenceSelect({ type, value, onChange, open = false, ...rest }: Props) {
  const { t } = useTranslation('records')
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed === value?.name ? '' : typed, 120)
  const { items, isFetching } = useReferences(type, asked)
  const known = value && !items.some((item) => item.id === value.id) ? [value, ...items] : items
  const data = known.map((item) => ({ value: item.id, label: item.code ? `${item.code} · ${item.name}` : item.name }))
  return (
    <Select
      {...rest}
      data={data}
      value={value?.id ?? null}
      onChange={(id) => onChange(known.find((item) => item.id === id) ?? null)}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      clearable
      defaultDropdownOpened={open}
      nothingFoundMessage={t('nothingFound')}
      limit={50}
      rightSection={isFetching ? <Loader size={12} /> : null}
      comboboxProps={{ withinPortal: true }}
      {...(listed.has(type) ? {} : { filter: ({ options }) => options })}
    />
  )
}
