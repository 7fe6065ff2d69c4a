import { sql } from 'kysely'
import { customerRecord } from '../../customers/index.ts'
import { type Actor, fieldRule } from '../../kernel/actor.ts'
import { outputSql, type Sql, scopeBranches } from '../../kernel/query/fields.ts'

/** True when the actor sees the field's values whole. */
export function isOpen(actor: Actor, field: string, record = 'customer'): boolean {
  const rule = fieldRule(actor, record, field)
  return rule !== 'hidden' && rule !== 'masked'
}

/** The customer's name (alias `r`) as the actor may see it. */
export function nameSql(actor: Actor): Sql {
  if (fieldRule(actor, 'customer', 'name') === 'hidden') return sql`''`
  return outputSql(customerRecord, customerRecord.fields.find(({ key }) => key === 'name')!, actor)
}

/**
 * The first customers in an order, within the actor's scope: branch by branch, so that each comes from its index and
 * stops at the limit.
 */
export function firstCustomers(actor: Actor, columns: Sql, where: Sql, order: Sql, limit: number): Sql {
  const branches = scopeBranches(customerRecord, actor).map(
    (scope) => sql`(select ${columns} from customers.v_customer r
      where r.deleted_at is null and ${where} and ${scope} order by ${order} limit ${limit})`,
  )
  return sql`(${sql.join(branches, sql` union all `)})`
}
