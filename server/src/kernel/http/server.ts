import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { uuidv7 } from 'uuidv7'
import { type Actor, can } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { type Runtime, readTransaction, writeTransaction } from '../database/transaction.ts'
import { badInput, forbidden, Problem, unauthorized } from '../problem.ts'
import { answerProblem, languageOf } from './answer-problem.ts'
import { runOnce } from './idempotency.ts'
import { findUnstorable } from './input.ts'
import type { Binding } from './route.ts'

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null
  }
}

export interface ServerOptions {
  readonly runtime: Runtime
  readonly bindings: readonly Binding[]
  /** Who sends this request, from its cookie or key; null when nobody is signed in. */
  readonly findActor: (request: FastifyRequest) => Promise<Actor | null>
  readonly log: boolean
  /** Requests a minute per address without an actor, and per actor. */
  readonly rateLimits: { readonly anonymousPerMinute: number; readonly actorPerMinute: number }
  readonly version: string
}

const BODY_BYTES_MAX = 1024 * 1024
const UPLOAD_BYTES_MAX = 2 * 1024 * 1024 * 1024

/** Builds the HTTP server: every slice's routes behind actor, permission, validation, transaction and problem+json. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { runtime, bindings } = options
  const app = Fastify({
    logger: options.log ? { level: 'warn', redact: ['req.headers.authorization', 'req.headers.cookie'] } : false,
    genReqId: () => uuidv7(),
    bodyLimit: BODY_BYTES_MAX,
    trustProxy: false,
    routerOptions: { maxParamLength: 300 },
    ajv: { customOptions: { removeAdditional: false, allErrors: true, coerceTypes: 'array', useDefaults: true } },
  })
  app.decorateRequest('actor', null)
  app.setErrorHandler((error, request, reply) => answerProblem(runtime.translate, error, request, reply))
  app.setNotFoundHandler((request, reply) =>
    answerProblem(runtime.translate, new Problem(404, 'not-found'), request, reply),
  )
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    refuseCrossSite(request)
  })
  await app.register(helmet, { contentSecurityPolicy: contentSecurityPolicy, strictTransportSecurity: false })
  await app.register(compress, { threshold: 4096, encodings: ['br', 'gzip'], global: true })
  await app.register(multipart, { limits: { files: 1, fileSize: UPLOAD_BYTES_MAX, fields: 20, fieldSize: 10_000 } })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, async () => null)
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Rapport', version: options.version }, servers: [{ url: '/api/v1' }] },
    stripBasePath: false,
  })
  app.addHook('onRequest', async (request) => {
    if (request.url.startsWith('/api/v1/')) request.actor = await options.findActor(request)
  })
  await app.register(rateLimit, {
    max: (request: FastifyRequest) =>
      request.actor ? options.rateLimits.actorPerMinute : options.rateLimits.anonymousPerMinute,
    // Pages and their scripts are the same for everyone and cost nothing; a whole office may share one address.
    allowList: (request: FastifyRequest) => !request.url.startsWith('/api/'),
    timeWindow: '1 minute',
    hook: 'preParsing',
    keyGenerator: (request: FastifyRequest) => request.actor?.keyId ?? request.actor?.userId ?? request.ip,
    errorResponseBuilder: (_request, { ttl }) =>
      new Problem(429, 'too-many-requests', { params: { seconds: Math.ceil(ttl / 1000) } }),
  })
  for (const binding of bindings) addRoute(app, runtime, binding)
  app.get('/api/v1/openapi.json', async () => app.swagger())
  return app
}

const contentSecurityPolicy = {
  directives: {
    defaultSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    connectSrc: ["'self'"],
    frameAncestors: ["'none'"],
    upgradeInsecureRequests: null,
  },
}

/** What helmet would say of an answer that is data, not a page; written out, because it stands on every answer. */
const dataHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** Cookies travel with forms of other sites; a header of our own does not. Keys need no such proof. */
function refuseCrossSite(request: FastifyRequest): void {
  if (/GET|HEAD|OPTIONS/.test(request.method) || (request.routeOptions.config as { isForm?: true })?.isForm) return
  if (!request.url.startsWith('/api/v1/') || request.headers.authorization || request.headers['x-api-key']) return
  const { origin, host } = request.headers
  const isForeign = origin !== undefined && origin !== 'null' && URL.canParse(origin) && new URL(origin).host !== host
  const isOwnAuth = request.url.startsWith('/api/v1/auth/')
  if (isForeign || origin === 'null' || (!isOwnAuth && request.headers['x-rapport'] !== '1')) {
    throw new Problem(403, 'cross-site')
  }
}

function addRoute(app: FastifyInstance, runtime: Runtime, binding: Binding): void {
  const { route } = binding
  const status = route.status ?? 200
  app.route({
    method: route.method,
    url: `/api/v1${route.path}`,
    config: { isForm: route.isForm ?? false },
    bodyLimit: route.isUpload ? UPLOAD_BYTES_MAX : (route.bodyBytesMax ?? BODY_BYTES_MAX),
    schema: {
      summary: route.summary,
      description: `Permission: \`${route.permission}\``,
      ...(route.params && { params: route.params }),
      ...(route.query && { querystring: route.query }),
      ...(route.body && { body: route.body }),
      ...(route.response && { response: { [status]: route.response } }),
    },
    helmet: false,
    onRequest: async (request, reply) => {
      reply.headers(dataHeaders)
      checkPermission(request, route.permission)
    },
    preValidation: async (request) => {
      const errors = findUnstorable({ params: request.params, query: request.query, body: request.body })
      if (errors.length > 0) throw badInput(errors)
    },
    ...(route.response && { serializerCompiler: () => JSON.stringify }),
    handler: async (request, reply) => {
      const answer = await runBinding(runtime, binding, request, reply)
      if (reply.sent) return reply
      if (answer === undefined) return reply.status(status === 200 ? 204 : status).send()
      reply.status(reply.statusCode === 200 ? status : reply.statusCode)
      return answer
    },
  })
}

function checkPermission(request: FastifyRequest, permission: string): void {
  if (permission === 'public') return
  if (!request.actor) throw unauthorized()
  if (permission !== 'signed-in' && !can(request.actor, permission)) throw forbidden(permission)
}

async function runBinding(
  runtime: Runtime,
  binding: Binding,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const input = { params: request.params, query: request.query, body: request.body } as never
  const handle = (ctx: Ctx) => binding.handle(ctx, input, { request, reply })
  const { actor } = request
  if (binding.transaction === 'none' || !actor) {
    const language = languageOf(request)
    const bare = {
      actor,
      now: runtime.now(),
      requestId: request.id,
      entries: runtime.entries,
      t: (key: string, params?: Record<string, unknown>) => runtime.translate(language, key, params),
    }
    return handle(bare as unknown as Ctx)
  }
  if (binding.transaction === 'read') return readTransaction(runtime, actor, { requestId: request.id }, handle)
  const key = request.headers['idempotency-key']
  if (request.method !== 'POST' || typeof key !== 'string' || binding.route.answersSecret)
    return writeTransaction(runtime, actor, { requestId: request.id }, handle)
  const kept = await writeTransaction(runtime, actor, { requestId: request.id }, (ctx) =>
    runOnce(ctx, key, { method: request.method, url: request.url, body: request.body }, async () => {
      const body = await handle(ctx)
      return { status: binding.route.status ?? 200, body: JSON.stringify(body ?? null) }
    }),
  )
  reply.status(kept.status).header('content-type', 'application/json; charset=utf-8')
  return kept.body
}
