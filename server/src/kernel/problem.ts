/** One thing wrong with one field of the input. `path` is a JSON pointer into the body or the query. */
export interface FieldError {
  readonly path: string
  /** Words key, `problem.field.*`; or a sentence that is already in the caller's language. */
  readonly message: string
  readonly params?: Record<string, unknown>
}

/**
 * A refusal that the caller can act on. Becomes RFC 9457 problem+json with a stable `type`
 * and words in the caller's language (key `problem.<type>`).
 */
export class Problem extends Error {
  readonly status: number
  readonly type: string
  readonly params: Record<string, unknown>
  readonly errors: readonly FieldError[]
  /** Extra members of the answer, such as `current` on a version conflict. */
  readonly extra: Record<string, unknown>

  constructor(
    status: number,
    type: string,
    detail: { params?: Record<string, unknown>; errors?: readonly FieldError[]; extra?: Record<string, unknown> } = {},
  ) {
    super(type)
    this.status = status
    this.type = type
    this.params = detail.params ?? {}
    this.errors = detail.errors ?? []
    this.extra = detail.extra ?? {}
  }
}

export const notFound = (params: Record<string, unknown> = {}) => new Problem(404, 'not-found', { params })
export const unauthorized = () => new Problem(401, 'sign-in-needed')
export const forbidden = (permission: string) => new Problem(403, 'not-permitted', { params: { permission } })
export const badInput = (errors: readonly FieldError[]) => new Problem(400, 'bad-input', { errors })
export const conflict = (type: string, params: Record<string, unknown> = {}, extra: Record<string, unknown> = {}) =>
  new Problem(409, type, { params, extra })

interface PostgresError {
  readonly code: string
  readonly constraint?: string
}

/** Turns what PostgreSQL refuses because of the input into a refusal with words; anything else stays a fault. */
export function fromDatabase(error: unknown): unknown {
  const { code, constraint } = (error ?? {}) as Partial<PostgresError>
  switch (code) {
    case '23505':
      return conflict('already-exists', { constraint })
    case '23503':
      return conflict('still-linked', { constraint })
    case '23514':
    case '23502':
    case '22001':
    case '22003':
    case '22007':
    case '22008':
    case '22021':
    case '22P02':
    case '22P05':
      return new Problem(400, 'bad-value', { params: { constraint: constraint ?? '' } })
    case '57014':
      return new Problem(503, 'took-too-long')
    case '40001':
    case '40P01':
      return conflict('try-again')
    default:
      return error
  }
}
