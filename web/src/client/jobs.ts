import { queryOptions, useQuery } from '@tanstack/react-query'
import { get } from './api.ts'

export type Job<Result = Record<string, unknown>> = {
  id: string
  kind: string
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  done: number
  total: number | null
  startedAt: string | null
  secondsLeft: number | null
  result: Result | null
  problem: { title: string; detail?: string } | null
}

/** Writes that start long work answer `{job}`; some servers' answers name only its id. */
export type JobStarted = { job: { id: string } | string }

export const jobIdOf = ({ job }: JobStarted): string => (typeof job === 'string' ? job : job.id)

export const isOver = (job: Pick<Job, 'state'> | undefined): boolean =>
  job?.state === 'done' || job?.state === 'failed' || job?.state === 'cancelled'

const followMs = 500

export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['job', id],
    queryFn: () => get<Job>(`/jobs/${id}`),
    refetchInterval: ({ state }) => (isOver(state.data) ? false : followMs),
  })

/** Follows one job until it is over. */
export function useJob<Result>(id: string | null): Job<Result> | undefined {
  const { data } = useQuery({ ...jobQuery(id ?? ''), enabled: id !== null })
  return data as Job<Result> | undefined
}

/** Jobs under way for this user; asked often only while there are any. */
export const activeJobsQuery = queryOptions({
  queryKey: ['jobs', 'active'],
  queryFn: () => get<{ items: Job[] }>('/jobs', { active: 1 }),
  refetchInterval: ({ state }) => (state.data?.items.length ? 1000 : 30_000),
})

/** Waits for a job in code that has no screen of its own. */
export async function jobEnd<Result>(id: string): Promise<Job<Result>> {
  for (;;) {
    const job = await get<Job<Result>>(`/jobs/${id}`)
    if (isOver(job)) return job
    await new Promise((resolve) => setTimeout(resolve, followMs))
  }
}
