import { readFileSync } from 'node:fs'
import { type APIRequestContext, request } from '@playwright/test'

/** The HTTP interface, for arranging what a journey needs; the journeys themselves go through the browser. */
export type Api = {
  get: <T>(path: string) => Promise<T>
  post: <T>(path: string, data?: unknown) => Promise<T>
  patch: <T>(path: string, data: unknown) => Promise<T>
  upload: <T>(path: string, file: string, fields: Record<string, string>) => Promise<T>
  keepSession: (path: string) => Promise<void>
}

export async function connect(url: string): Promise<Api> {
  const context = await request.newContext({ baseURL: url, extraHTTPHeaders: { 'x-rapport': '1', origin: url } })
  return apiOver(context)
}

export function apiOver(context: APIRequestContext): Api {
  const read = async <T>(answer: Awaited<ReturnType<APIRequestContext['get']>>): Promise<T> => {
    if (!answer.ok()) throw new Error(`${answer.url()} answered ${answer.status()}: ${await answer.text()}`)
    const text = await answer.text()
    return (text ? JSON.parse(text) : undefined) as T
  }
  return {
    get: async (path) => read(await context.get(`/api/v1${path}`)),
    post: async (path, data = {}) => read(await context.post(`/api/v1${path}`, { data })),
    patch: async (path, data) => read(await context.patch(`/api/v1${path}`, { data })),
    upload: async (path, file, fields) =>
      read(
        await context.post(`/api/v1${path}`, {
          multipart: {
            ...fields,
            file: { name: file.split('/').at(-1) ?? file, mimeType: 'text/csv', buffer: readFileSync(file) },
          },
        }),
      ),
    keepSession: async (path) => {
      await context.storageState({ path })
    },
  }
}

export const signIn = (api: Api, email: string, password: string): Promise<unknown> =>
  api.post('/auth/sign-in/email', { email, password })

const endStates = new Set(['done', 'failed', 'cancelled'])

/** Asks until the job is over. */
export async function jobDone(api: Api, { job }: { job: string | { id: string } }): Promise<void> {
  const id = typeof job === 'string' ? job : job.id
  for (let asked = 0; asked < 600; asked++) {
    const { state, problem } = await api.get<{ state: string; problem: unknown }>(`/jobs/${id}`)
    if (state === 'failed') throw new Error(`job ${id} failed: ${JSON.stringify(problem)}`)
    if (endStates.has(state)) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`job ${id} did not end`)
}
