import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import type { Binding } from '../../kernel/http/route.ts'
import { conflict, Problem } from '../../kernel/problem.ts'
import { mustSee } from '../../kernel/query/record-routes.ts'
import { customerRecord } from '../customers/customers.fields.ts'

interface Former {
  readonly id: string
  readonly name: string
  readonly at: Date
  readonly merge: string
  readonly survivorId: string
}

/** Who stands for a customer that was merged; null for everyone else. */
async function findFormer(ctx: Ctx, id: string): Promise<Former | null> {
  const { rows } = await sql<Former>`
    select c.id, c.name, g.at, g.id as merge, c.survivor_id as "survivorId" from customers.v_customer c
    join customers.v_merge g on g.merged_ids @> array[c.id] and g.undone_at is null
    where c.id = ${id} and c.survivor_id is not null limit 1`.execute(ctx.db)
  return rows[0] ?? null
}

/** The customers that stand for these now, each once: for totals of rows that were written under an old id. */
export async function standingFor(ctx: Ctx, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select distinct coalesce(survivor_id, id) as id from customers.v_customer where id = any(${ids}::uuid[])`.execute(
    ctx.db,
  )
  return rows.map(({ id }) => id)
}

type Input = { readonly params?: { readonly id?: string } }

/** Reads that answer 404 by themselves for a customer in the bin; old ids are looked up only then. */
const READS_RECORD = ['/customers/:id', '/customers/:id/page']

/**
 * Old ids keep resolving under `/customers/:id…`, in every slice. Reads answer with the survivor, name its address in
 * `Content-Location`, and the record says `mergedFrom`. What is added goes to the survivor. A change or deletion of the
 * record itself is refused with 409, because it was meant for what the caller saw.
 */
export function followMerged(binding: Binding): Binding {
  const { route, transaction } = binding
  if (!route.path.startsWith('/customers/:id') || transaction === 'none') return binding
  const readsRecord = route.method === 'GET' && READS_RECORD.includes(route.path)
  return {
    ...binding,
    handle: async (ctx, input, exchange) => {
      const id = (input as Input).params?.id ?? ''
      if (readsRecord) {
        try {
          return await binding.handle(ctx, input, exchange)
        } catch (error) {
          if (!(error instanceof Problem && error.type === 'not-found')) throw error
        }
      }
      const former = await findFormer(ctx, id)
      if (!former) return binding.handle(ctx, input, exchange)
      const { survivorId, ...mergedFrom } = former
      if (route.path === '/customers/:id' && route.method !== 'GET') {
        await mustSee(ctx, customerRecord, id)
        throw conflict('customer.merged', { name: former.name }, { id, mergedInto: survivorId })
      }
      const params = { ...(input as Input).params, id: survivorId }
      const answer = await binding.handle(ctx, { ...(input as object), params } as never, exchange)
      const address = exchange.request.url.replace(id, survivorId)
      exchange.reply.header('content-location', address)
      return readsRecord ? { ...(answer as object), mergedFrom } : answer
    },
  }
}
