import type { Static, TSchema } from 'typebox'

/**
 * What a caller must hold: a permission word, `signed-in` for what everyone with an account may do, or `public`.
 * A route without one does not compile.
 */
export type Permission = `${string}.${string}` | 'signed-in' | 'public'

export interface RouteShape {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Path under `/api/v1`, such as `/customers/:id`. */
  readonly path: `/${string}`
  readonly permission: Permission
  /** One sentence for the API description. */
  readonly summary: string
  readonly params?: TSchema
  readonly query?: TSchema
  readonly body?: TSchema
  readonly response?: TSchema
  /** Status of success, 200 when omitted. */
  readonly status?: 200 | 201 | 202 | 204
  /** Bytes of body accepted, 1 MiB when omitted. */
  readonly bodyBytesMax?: number
  /** The answer holds a secret: it is not kept for repeats under the same `Idempotency-Key`. */
  readonly answersSecret?: boolean
  /** The body is a file upload (`multipart/form-data`), read by the handler. */
  readonly isUpload?: boolean
  /** Takes plain form posts of mail programs: no header of ours, no cookie counts, the address carries the proof. */
  readonly isForm?: boolean
}

/** Declares a route: schemas, types, validation and API description in one place. */
export const declareRoute = <const R extends RouteShape>(route: R): R => route

type Part<R, K extends string> = R extends Readonly<Record<K, infer S extends TSchema>> ? Static<S> : undefined

export interface RouteInput<R extends RouteShape> {
  readonly params: Part<R, 'params'>
  readonly query: Part<R, 'query'>
  readonly body: Part<R, 'body'>
}
