import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'

/** An event of the log; `at` as the database writes it, to the microsecond. */
export interface NamedEvent {
  readonly id: string
  readonly at: string
}

/**
 * Events of other customers that hold these customers' values because they were merged into them for a while, also by
 * way of a third: the merge, what was edited while it stood, and what took it back.
 */
export async function eventsOfFormerMerges(ctx: Ctx, ids: readonly string[]): Promise<readonly NamedEvent[]> {
  const { rows } = await sql<NamedEvent>`
    with recursive stood as (
      select g.id, g.survivor_id, g.at, g.undone_at from customers.v_merge g where g.merged_ids && ${ids}::uuid[]
      union
      select g.id, g.survivor_id, g.at, g.undone_at from stood s
      join customers.v_merge g on g.merged_ids @> array[s.survivor_id] and g.at >= s.at
        and g.at <= coalesce(s.undone_at, 'infinity'))
    select distinct e.id, e.at::text as at from stood s
    join kernel.v_event e on e.subject_id = s.survivor_id and e.at between s.at and coalesce(s.undone_at, 'infinity')
      and e.type like 'customers.customer.%' and (e.type in ('customers.customer.merged', 'customers.customer.unmerged')
        or (e.at > s.at and e.at < coalesce(s.undone_at, 'infinity')))
    where s.survivor_id <> all(${ids}::uuid[])`.execute(ctx.db)
  return rows
}
