import createClient from 'openapi-fetch'
import { noteRequestEnded, noteRequestStarted } from './connection.ts'
import { Problem, type ProblemBody, unreachable } from './problem.ts'

export const apiBase = '/api/v1'

type Query = Record<string, string | number | boolean | undefined | null>
type Send = { query?: Query; body?: unknown; form?: FormData; signal?: AbortSignal; idempotencyKey?: string }
type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
type Answer = { data?: unknown; error?: unknown; response: Response }

/** An answer together with the id of its request, by which the write can be undone. */
export type Written<T> = { data: T; requestId: string | null }

let language = 'en'
export const setApiLanguage = (tag: string): void => {
  language = tag
}

const client = createClient<Record<string, Record<Lowercase<Method>, never>>>({ baseUrl: apiBase })
const request = client.request as unknown as (
  method: Lowercase<Method>,
  path: string,
  init: Record<string, unknown>,
) => Promise<Answer>

const readProblem = ({ error, response }: Answer): Problem => {
  const body = error as Partial<ProblemBody> | undefined
  return new Problem({ title: response.statusText, ...body, status: response.status })
}

async function send(
  method: Method,
  path: string,
  { query, body, form, signal, idempotencyKey }: Send,
): Promise<Answer> {
  const headers: Record<string, string> = { 'accept-language': language }
  if (method !== 'GET') headers['x-rapport'] = '1'
  if (idempotencyKey) headers['idempotency-key'] = idempotencyKey
  const asked = Object.fromEntries(
    Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null),
  )
  const ticket = noteRequestStarted()
  try {
    const answer = await request(method.toLowerCase() as Lowercase<Method>, path, {
      params: { query: asked },
      headers,
      ...(signal ? { signal } : {}),
      ...(form ? { body: form, bodySerializer: (value: FormData) => value } : {}),
      ...(body === undefined ? {} : { body }),
    })
    noteRequestEnded(ticket, true)
    if (!answer.response.ok) throw readProblem(answer)
    return answer
  } catch (error) {
    if (error instanceof Problem) throw error
    const aborted = signal?.aborted === true
    noteRequestEnded(ticket, aborted)
    throw aborted ? error : unreachable()
  }
}

/** `GET /api/v1…`. @throws Problem with the server's words, status 0 when there is no answer. */
export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  const { data } = await send('GET', path, { ...(query ? { query } : {}), ...(signal ? { signal } : {}) })
  return data as T
}

async function write<T>(method: Method, path: string, init: Send): Promise<Written<T>> {
  const { data, response } = await send(method, path, init)
  return { data: data as T, requestId: response.headers.get('x-request-id') }
}

export const post = <T>(path: string, body: unknown = {}): Promise<Written<T>> =>
  write<T>('POST', path, { body, idempotencyKey: crypto.randomUUID() })

export const upload = <T>(path: string, form: FormData): Promise<Written<T>> => write<T>('POST', path, { form })

export const patch = <T>(path: string, body: unknown): Promise<Written<T>> => write<T>('PATCH', path, { body })

export const remove = <T>(path: string, query?: Query): Promise<Written<T>> =>
  write<T>('DELETE', path, query ? { query } : {})
