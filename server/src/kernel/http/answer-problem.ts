import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Language } from '../actor.ts'
import { fromDatabase, Problem } from '../problem.ts'
import type { Translate } from '../words.ts'

/** The caller's language: the signed-in person's, else the browser's. */
export function languageOf(request: FastifyRequest): Language {
  const wanted = request.actor?.language
  if (wanted) return wanted
  return /^\s*zh/i.test(request.headers['accept-language'] ?? '') ? 'zh-CN' : 'en'
}

interface ValidationFault {
  readonly instancePath: string
  readonly keyword: string
  readonly message?: string
  readonly params?: Record<string, unknown>
}

/** Turns what Fastify, the schemas and the database refuse into a Problem; faults stay faults. */
function toProblem(error: unknown, where: string): Problem | null {
  const known = fromDatabase(error)
  if (known instanceof Problem) return known
  const fault = error as { statusCode?: number; validation?: ValidationFault[]; validationContext?: string }
  if (fault.validation) {
    const errors = fault.validation.slice(0, 20).map(({ instancePath, keyword, message, params }) => {
      const extra = keyword === 'required' ? `/${params?.missingProperty}` : ''
      const unknown = keyword === 'additionalProperties' ? String(params?.additionalProperty) : undefined
      const path = `${instancePath}${extra}`
      return unknown === undefined
        ? { path, message: 'problem.field.shape', params: { message: message ?? keyword } }
        : { path: `${path}/${unknown}`, message: 'problem.field.unknown', params: { field: unknown } }
    })
    return new Problem(400, 'bad-input', { errors, extra: { in: fault.validationContext ?? where } })
  }
  if (fault.statusCode === 413) return new Problem(413, 'too-large')
  if (fault.statusCode !== undefined && fault.statusCode >= 400 && fault.statusCode < 500) {
    return new Problem(fault.statusCode, 'malformed')
  }
  return null
}

/** Answers any error as problem+json in the caller's language, and logs what is our own fault. */
export function answerProblem(
  translate: Translate,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const problem = toProblem(error, request.url)
  if (!problem) request.log.error({ err: error }, 'fault')
  const { status, type, params, errors, extra } = problem ?? new Problem(500, 'fault')
  const language = languageOf(request)
  const words = (key: string, values: Record<string, unknown>) => translate(language, key, values)
  const detail = words(`problem.${type}`, { ...params, requestId: request.id })
  reply
    .status(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(
      JSON.stringify({
        type: `/problems/${type}`,
        title: detail,
        status,
        detail,
        requestId: request.id,
        ...(errors.length > 0 && {
          errors: errors.map((item) => ({ path: item.path, message: words(item.message, item.params ?? {}) })),
        }),
        ...extra,
      }),
    )
}
