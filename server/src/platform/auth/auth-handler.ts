import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Bus } from '../../kernel/bus.ts'
import { languageOf } from '../../kernel/http/answer-problem.ts'
import { findUnstorable } from '../../kernel/http/input.ts'
import { badInput } from '../../kernel/problem.ts'
import type { Translate } from '../../kernel/words.ts'
import type { ActorCache } from './actor-cache.ts'
import { ADDRESS_HEADER, AUTH_PATH, type Auth } from './better-auth.ts'

export interface AuthHandlerOptions {
  readonly auth: Auth
  readonly cache: ActorCache
  readonly bus: Pick<Bus, 'publish'>
  readonly translate: Translate
}

/** Mounts better-auth's routes; their refusals become problem+json that still carries better-auth's `code`. */
export function addAuthRoutes(app: FastifyInstance, options: AuthHandlerOptions): void {
  app.route({
    method: ['GET', 'POST'],
    url: `${AUTH_PATH}/*`,
    schema: { hide: true },
    handler: async (request, reply) => {
      const errors = findUnstorable({ url: request.url, body: request.body })
      if (errors.length > 0) throw badInput(errors)
      const response = await options.auth.handler(toWebRequest(request))
      if (response.status >= 500) throw new Error(`sign-in service: ${await response.text()}`)
      if (request.method === 'POST' && response.ok) forgetSessions(options, request)
      return answer(options.translate, response, request, reply)
    },
  })
}

/** The request as better-auth reads it; the address comes from the connection, whatever the caller claims. */
export function toWebRequest(request: FastifyRequest): Request {
  const headers = webHeaders(request)
  const url = new URL(request.url, `${request.protocol}://${request.host}`)
  const hasBody = request.method !== 'GET'
  if (hasBody) headers.set('content-type', 'application/json')
  headers.delete('content-length')
  return new Request(url, {
    method: request.method,
    headers,
    ...(hasBody && { body: JSON.stringify(request.body ?? {}) }),
  })
}

export function webHeaders(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  headers.set(ADDRESS_HEADER, request.ip)
  return headers
}

/** Signing out, revoking, changing the password: what is kept of this person's sessions is out of date everywhere. */
function forgetSessions({ cache, bus }: AuthHandlerOptions, { actor }: FastifyRequest): void {
  if (!actor?.userId) return
  cache.forgetUser(actor.userId)
  const { workspaceId, userId } = actor
  bus.publish(workspaceId, [
    { id: '', at: new Date(), type: 'platform.session.changed', subjectType: 'session', subjectId: userId },
  ])
}

async function answer(translate: Translate, response: Response, request: FastifyRequest, reply: FastifyReply) {
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie)
  const retryAfter = response.headers.get('x-retry-after')
  if (retryAfter) reply.header('retry-after', retryAfter)
  const text = await response.text()
  reply.status(response.status)
  if (response.ok) return reply.header('content-type', 'application/json; charset=utf-8').send(text || 'null')
  const { code = codeOf(response.status), message } = readRefusal(text)
  const key = `problem.auth.${code}`
  const words = translate(languageOf(request), key)
  const detail = words === key ? (message ?? code) : words
  const body = { type: `/problems/auth/${code}`, title: detail, status: response.status, detail, code, message: detail }
  return reply
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify({ ...body, requestId: request.id }))
}

const codeOf = (status: number) => (status === 429 ? 'TOO_MANY_REQUESTS' : status === 404 ? 'NOT_FOUND' : 'REFUSED')

function readRefusal(text: string): { code?: string; message?: string } {
  try {
    return (JSON.parse(text) ?? {}) as { code?: string; message?: string }
  } catch {
    return {}
  }
}
