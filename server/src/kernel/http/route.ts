import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../context.ts'
import type { RouteInput, RouteShape } from './declare.ts'

/** The raw request and answer, for uploads, downloads and cookies. */
export interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

type Handler<R extends RouteShape> = (ctx: Ctx, input: RouteInput<R>, exchange: Exchange) => Promise<unknown>

export interface Binding {
  readonly route: RouteShape
  /** GET runs in a read-only transaction, everything else in a writing one; `none` opens its own. */
  readonly transaction: 'read' | 'write' | 'none'
  readonly handle: (ctx: Ctx, input: never, exchange: Exchange) => Promise<unknown>
}

/** Binds a declared route to its use case. */
export function on<const R extends RouteShape>(route: R, handle: Handler<R>): Binding {
  return { route, transaction: route.method === 'GET' ? 'read' : 'write', handle: handle as Binding['handle'] }
}

/** What a route without a transaction of its own gets: no database, just the actor and the exchange. */
type BareHandler<R extends RouteShape> = (
  bare: Pick<Ctx, 'actor' | 'now' | 'requestId' | 't' | 'entries'>,
  input: RouteInput<R>,
  exchange: Exchange,
) => Promise<unknown>

/** Binds a route that manages its own transactions (streams, uploads) or needs none. */
export function onBare<const R extends RouteShape>(route: R, handle: BareHandler<R>): Binding {
  return { route, transaction: 'none', handle: handle as Binding['handle'] }
}
