import { sql } from 'kysely'
import { addDays, customerRecord } from '../../customers/index.ts'
import type { Ctx } from '../../kernel/context.ts'
import { scopePredicate } from '../../kernel/query/fields.ts'
import { firstCustomers, isOpen, nameSql } from './visible.ts'

export interface ComingBirthday {
  readonly id: string
  readonly name: string
  /** Solar day on which it is kept. */
  readonly date: string
  readonly calendar: 'solar' | 'lunar'
  readonly month: number
  readonly day: number
  readonly leap: boolean
  readonly since: string | null
  readonly order_total: number
  readonly order_currency: string | null
}

const SHOWN_MAX = 50

/** Birthdays from today on, the nearest first; none for a role that may not see birthdays whole. */
export async function listBirthdays(ctx: Ctx, today: string, days: number): Promise<readonly ComingBirthday[]> {
  if (!isOpen(ctx.actor, 'birthday')) return []
  const source = firstCustomers(
    ctx.actor,
    sql`r.*`,
    sql`r.next_birthday between ${today} and ${addDays(today, days)}`,
    sql`r.next_birthday`,
    SHOWN_MAX,
  )
  const { rows } = await sql<ComingBirthday>`
    select r.id, ${nameSql(ctx.actor)} as name, r.next_birthday as date, r.birth_calendar as calendar,
      r.birth_month as month, r.birth_day as day, r.is_birth_month_leap as leap, r.since, r.order_total, r.order_currency
    from ${source} r order by r.next_birthday, r.order_total desc limit ${SHOWN_MAX}`.execute(ctx.db)
  return rows
}

export interface ComingAnniversary {
  readonly id: string
  readonly name: string
  readonly date: string
  readonly title: string
}

/** Anniversaries noted among preferences, from today on; 29 February is kept in leap years. */
export async function listAnniversaries(ctx: Ctx, today: string, days: number): Promise<readonly ComingAnniversary[]> {
  const coming = Array.from({ length: days + 1 }, (_, index) => addDays(today, index))
  const dayByNumber = new Map(coming.map((day) => [Number(day.slice(5).replace('-', '')), day]))
  const { rows } = await sql<Omit<ComingAnniversary, 'date'> & { month_day: number }>`
    select r.id, ${nameSql(ctx.actor)} as name, p.value as title,
      (extract(month from p.on_day) * 100 + extract(day from p.on_day))::integer as month_day
    from customers.v_preference p join customers.v_customer r on r.id = p.customer_id
    where p.kind = 'anniversary' and p.on_day is not null and p.deleted_at is null
      and (extract(month from p.on_day) * 100 + extract(day from p.on_day))::integer = any(${[...dayByNumber.keys()]}::integer[])
      and r.deleted_at is null and ${scopePredicate(customerRecord, ctx.actor)}
    limit ${SHOWN_MAX}`.execute(ctx.db)
  return rows
    .map(({ month_day, ...anniversary }) => ({ ...anniversary, date: dayByNumber.get(month_day)! }))
    .sort((a, b) => (a.date < b.date ? -1 : 1))
}
