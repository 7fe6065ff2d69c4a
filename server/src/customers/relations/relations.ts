import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { badInput, notFound } from '../../kernel/problem.ts'
import { scopePredicate } from '../../kernel/query/fields.ts'
import { mustSee } from '../../kernel/query/record-routes.ts'
import type { Row } from '../../kernel/record/event.ts'
import {
  binRow,
  findRowForUpdate,
  insertRow,
  type RecordTable,
  type StoredRow,
  updateRow,
} from '../../kernel/record/write.ts'
import { customerRecord, customerTable } from '../customers/customers.fields.ts'
import { refreshDerived } from '../customers/customers.sql.ts'
import type { RelationRole } from './contract.ts'

export const relationTable: RecordTable = {
  table: 'customers.relation',
  type: 'relation',
  events: 'customers.relation',
  customerColumn: 'from_customer_id',
}

export interface NewRelation {
  readonly role: RelationRole
  readonly other: string
  /** `in` reads the sentence the other way round: other <role> this customer. */
  readonly direction?: 'out' | 'in' | undefined
  readonly title?: string | null | undefined
  readonly decisionRole?: string | null | undefined
  readonly since?: string | null | undefined
  readonly note?: string | null | undefined
}

/** Relates two customers. @throws bad-input when they are one and the same */
export async function relateTo(ctx: Ctx, customer: StoredRow, relation: NewRelation): Promise<StoredRow> {
  if (relation.other === customer.id) throw badInput([{ path: '/other', message: 'problem.relation.self' }])
  await mustSee(ctx, customerRecord, relation.other)
  const isIn = relation.direction === 'in'
  const row = await insertRow(ctx, relationTable, {
    id: uuidv7(),
    from_customer_id: isIn ? relation.other : customer.id,
    to_customer_id: isIn ? customer.id : relation.other,
    role: relation.role,
    title: relation.title ?? null,
    decision_role: relation.decisionRole ?? null,
    since: relation.since ?? null,
    note: relation.note ?? null,
  })
  if (relation.role === 'works-at') await refreshEmployer(ctx, row.from_customer_id as string)
  return row
}

export async function addRelation(ctx: Ctx, customerId: string, relation: NewRelation) {
  await mustSee(ctx, customerRecord, customerId)
  await relateTo(ctx, await findRowForUpdate(ctx, customerTable, customerId), relation)
  return listRelations(ctx, customerId)
}

export async function changeRelation(ctx: Ctx, customerId: string, id: string, changes: Row & { version: number }) {
  const row = await findRelation(ctx, customerId, id)
  const { version, title, decisionRole, since, until, note } = changes
  const given = { title, decision_role: decisionRole, since, until, note }
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  await updateRow(ctx, relationTable, row, { changes: present, version })
  return listRelations(ctx, customerId)
}

export async function deleteRelation(ctx: Ctx, customerId: string, id: string) {
  const row = await findRelation(ctx, customerId, id)
  await binRow(ctx, relationTable, row)
  if (row.role === 'works-at') await refreshEmployer(ctx, row.from_customer_id as string)
  return listRelations(ctx, customerId)
}

async function findRelation(ctx: Ctx, customerId: string, id: string): Promise<StoredRow> {
  await mustSee(ctx, customerRecord, customerId)
  const row = await findRowForUpdate(ctx, relationTable, id)
  if (row.from_customer_id !== customerId && row.to_customer_id !== customerId) throw notFound({ id })
  return row
}

/** A person's row repeats the latest employer, for lists; whether there is one counts for its completeness. */
async function refreshEmployer(ctx: Ctx, personId: string): Promise<void> {
  const { rows } = await sql<StoredRow>`
    update customers.customer c set organization_id = (
      select to_customer_id from customers.relation r
      where r.workspace_id = c.workspace_id and r.from_customer_id = c.id and r.role = 'works-at'
        and r.deleted_at is null and r.until is null
      order by r.created_at desc limit 1)
    where c.workspace_id = ${ctx.actor.workspaceId} and c.id = ${personId} returning *`.execute(ctx.db)
  if (rows[0]) await refreshDerived(ctx, rows[0])
}

interface RelationItem extends Row {
  readonly role: RelationRole
  readonly direction: 'out' | 'in'
}

/** A customer's relations in both directions, each called by what the other is to this one; customers outside the actor's scope stay out. */
export async function listRelations(ctx: Ctx, customerId: string) {
  const { rows } = await sql<RelationItem>`
    select l.id, l.version, l.role, l.direction, l.title, l.decision_role as "decisionRole", l.since, l.until, l.note,
      jsonb_build_object('id', r.id, 'name', r.name, 'kind', r.kind, 'jobTitle', r.job_title) as other
    from (
      select *, 'out' as direction, to_customer_id as other_id from customers.v_relation where from_customer_id = ${customerId}
      union all
      select *, 'in' as direction, from_customer_id as other_id from customers.v_relation where to_customer_id = ${customerId}
    ) l join customers.v_customer r on r.id = l.other_id
    where l.deleted_at is null and r.deleted_at is null and ${scopePredicate(customerRecord, ctx.actor)}
    order by l.role, r.sort_name limit 200`.execute(ctx.db)
  return { items: rows.map((row) => ({ ...row, roleLabel: ctx.t(`relation.${row.role}.${row.direction}`) })) }
}

const NODES_MAX = 120

/** Everyone within `depth` steps of a customer, and how they are related. */
export async function relationGraph(ctx: Ctx, customerId: string, depth: number) {
  await mustSee(ctx, customerRecord, customerId)
  const { rows: nodes } = await sql<Row & { id: string }>`
    with recursive near(id, step) as (
      select ${customerId}::uuid, 0
      union
      select case when l.from_customer_id = near.id then l.to_customer_id else l.from_customer_id end, near.step + 1
      from near join customers.v_relation l on near.id in (l.from_customer_id, l.to_customer_id)
      where near.step < ${depth} and l.deleted_at is null)
    select r.id, r.name, r.kind, r.job_title as "jobTitle", r.order_count as "orderCount", min(near.step) as step
    from near join customers.v_customer r on r.id = near.id
    where r.deleted_at is null and ${scopePredicate(customerRecord, ctx.actor)}
    group by r.id, r.name, r.kind, r.job_title, r.order_count order by step limit ${NODES_MAX}`.execute(ctx.db)
  const ids = nodes.map((node) => node.id)
  const { rows: edges } = await sql<Row & { role: string; label: string | null }>`
    select from_customer_id as "from", to_customer_id as "to", role, title as label, decision_role as "decisionRole"
    from customers.v_relation
    where deleted_at is null and from_customer_id = any(${ids}::uuid[]) and to_customer_id = any(${ids}::uuid[])`.execute(
    ctx.db,
  )
  return { nodes, edges: edges.map((edge) => ({ ...edge, label: edge.label ?? ctx.t(`relation.${edge.role}.out`) })) }
}
