import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../kernel/context.ts'
import { findKeys, keyedHash } from '../consent/keys.ts'
import type { CustomerValues } from '../import/customer-values.ts'

/** Phones and cards are compared by their digits, mail addresses in lower case. */
const comparable = (contact: string): string => {
  const plain = contact.trim().toLowerCase()
  return /^[+\d][\d\s().-]{5,}$/.test(plain) ? plain.replace(/\D/g, '') : plain
}

/** Keeps addresses and numbers as keyed hashes, so that an import meets whom it must not bring back. @returns how many */
export async function suppress(ctx: Ctx, contacts: readonly string[]): Promise<number> {
  const keys = await findKeys(ctx)
  const hashes = [...new Set(contacts.map((contact) => keyedHash(keys, comparable(contact))))]
  await sql`
    insert into customers.privacy_suppression (workspace_id, id, hash, created_at)
    select ${ctx.actor.workspaceId}, s.id, s.hash, ${ctx.now}
    from unnest(${hashes.map(() => uuidv7())}::uuid[], ${hashes}::text[]) s (id, hash)
    on conflict (workspace_id, hash) do nothing`.execute(ctx.db)
  return hashes.length
}

/** Which of these addresses and numbers belong to erased persons. Costs one look where nobody was erased. */
export async function suppressedAmong(ctx: Ctx, contacts: readonly string[]): Promise<ReadonlySet<string>> {
  if (contacts.length === 0) return new Set()
  const { rows: any } = await sql`select 1 from customers.v_privacy_suppression limit 1`.execute(ctx.db)
  if (any.length === 0) return new Set()
  const keys = await findKeys(ctx)
  const byHash = new Map(contacts.map((contact) => [keyedHash(keys, comparable(contact)), contact]))
  const { rows } = await sql<{ hash: string }>`
    select hash from customers.v_privacy_suppression where hash = any(${[...byHash.keys()]}::text[])`.execute(ctx.db)
  return new Set(rows.map(({ hash }) => byHash.get(hash)!))
}

/** Refuses rows about persons who were erased; rows of everybody else pass as they are. */
export async function refuseErased(ctx: Ctx, rows: readonly CustomerValues[]): Promise<readonly CustomerValues[]> {
  const contactsOf = ({ contacts, externalId }: CustomerValues) => [
    ...contacts.filter(({ kind }) => kind !== 'address').map(({ value }) => value),
    ...(externalId ? [externalId] : []),
  ]
  const suppressed = await suppressedAmong(ctx, rows.flatMap(contactsOf))
  if (suppressed.size === 0) return rows
  return rows.map((values) => {
    if (!contactsOf(values).some((contact) => suppressed.has(contact))) return values
    const { number, line } = values.row
    // The value is left out: it would be kept with the import.
    const problem = {
      row: number,
      line,
      column: null,
      value: '',
      message: 'import.problem.suppressed',
      severity: 'error',
    } as const
    return { ...values, row: { ...values.row, values: {} }, problems: [problem], isRejected: true }
  })
}
