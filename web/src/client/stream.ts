import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { apiBase } from './api.ts'
import { activeJobsQuery } from './jobs.ts'

type RecordEvent = { type: string; subjectType: string; id: string; version: number; customerId: string | null }

/** Keeps open pages true while colleagues work: a changed record is read again where it is on screen. */
export function useStream(): void {
  const queries = useQueryClient()
  useEffect(() => {
    const source = new EventSource(`${apiBase}/stream`)
    const stale = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = () => {
      timer = undefined
      for (const key of stale) void queries.invalidateQueries({ queryKey: key.split('/') })
      stale.clear()
    }
    source.addEventListener('record', (message) => {
      const event = JSON.parse(message.data) as RecordEvent
      stale.add(`record/${event.subjectType}/${event.id}`).add(`list/${event.subjectType}`).add('home')
      if (event.customerId) stale.add(`record/customer/${event.customerId}`)
      // An import writes thousands of events; one refresh a second is enough for a reader.
      timer ??= setTimeout(refresh, 1000)
    })
    source.addEventListener('job', (message) => {
      const { id } = JSON.parse(message.data) as { id: string }
      void queries.invalidateQueries({ queryKey: ['job', id] })
      void queries.invalidateQueries({ queryKey: activeJobsQuery.queryKey })
    })
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [queries])
}
