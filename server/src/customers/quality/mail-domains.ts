import { promises as dns } from 'node:dns'
import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { defineJob } from '../../kernel/jobs/job.ts'
import { updateBatch } from '../../kernel/record/batch.ts'
import { contactPointTable } from '../contact-points/contact-points.ts'
import { readQualitySetting } from './setting.ts'

type DomainState = 'takes-mail' | 'no-domain' | 'unknown'

/** Domains asked at the same time, and in one transaction. */
const STEP = 32
const MARK_STEP = 500
/** Days after which a domain is asked again. */
const KEPT_DAYS = 30

/**
 * Asks the name servers whether the domains of mail addresses take mail (RFC 5321 section 5.1; RFC 7505 for domains
 * that say they take none) and marks the addresses of those that do not. Runs every night where the firm allows it.
 */
export const checkMailDomainsJob = defineJob(
  'check-mail-domains',
  async (job) => {
    const mayAsk = await job.read(readQualitySetting)
    if (!mayAsk.may_ask_name_servers) return { asked: 0, noDomain: 0 }
    let asked = 0
    let noDomain = 0
    for (
      let due = await job.read(dueDomains);
      due.length > 0 && !job.signal.aborted;
      due = await job.read(dueDomains)
    ) {
      const states = await Promise.all(due.map(async (domain) => ({ domain, state: await stateOf(domain) })))
      noDomain += states.filter(({ state }) => state === 'no-domain').length
      await job.transact((ctx) => keepStates(ctx, states))
      asked += due.length
      await job.progress(asked)
    }
    for (let marked = MARK_STEP; marked === MARK_STEP && !job.signal.aborted; ) marked = await job.transact(markStep)
    return { asked, noDomain }
  },
  { cron: '35 2 * * *' },
)

/** @returns `unknown` when the name servers did not answer, which says nothing about the address */
async function stateOf(domain: string): Promise<DomainState> {
  try {
    const exchanges = await dns.resolveMx(domain)
    return exchanges.some(({ exchange }) => exchange !== '' && exchange !== '.') ? 'takes-mail' : 'no-domain'
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOTFOUND') return 'no-domain'
    // Without an exchange, mail goes to the address of the domain itself.
    return code === 'ENODATA' ? addressState(domain) : 'unknown'
  }
}

async function addressState(domain: string): Promise<DomainState> {
  const answers = await Promise.allSettled([dns.resolve4(domain), dns.resolve6(domain)])
  if (answers.some(({ status }) => status === 'fulfilled')) return 'takes-mail'
  const codes = answers.map((answer) => (answer.status === 'rejected' ? answer.reason.code : ''))
  return codes.every((code) => code === 'ENODATA' || code === 'ENOTFOUND') ? 'no-domain' : 'unknown'
}

async function dueDomains(ctx: Ctx): Promise<string[]> {
  const { rows } = await sql<{ domain: string }>`
    select distinct split_part(p.value, '@', 2) as domain from customers.v_contact_point p
    where p.kind = 'email' and p.deleted_at is null and not exists (
      select 1 from customers.v_mail_domain d where d.domain = split_part(p.value, '@', 2)
        and d.checked_at > ${ctx.now}::timestamptz - ${`${KEPT_DAYS} days`}::interval)
    limit ${STEP}`.execute(ctx.db)
  return rows.map(({ domain }) => domain)
}

async function keepStates(ctx: Ctx, states: readonly { domain: string; state: DomainState }[]): Promise<void> {
  await sql`
    insert into customers.mail_domain (workspace_id, domain, state, checked_at)
    select ${ctx.actor.workspaceId}::uuid, t.domain, t.state, ${ctx.now}::timestamptz
    from json_to_recordset(${JSON.stringify(states)}::json) as t(domain text, state text)
    on conflict (workspace_id, domain) do update set state = excluded.state, checked_at = excluded.checked_at`.execute(
    ctx.db,
  )
}

/** Marks addresses of dead domains, and clears those whose domain has come to life. A bounce outlives both. */
async function markStep(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ id: string; state: DomainState }>`
    select p.id, d.state from customers.v_mail_domain d
    join customers.v_contact_point p on p.kind = 'email' and p.deleted_at is null
      and split_part(p.value, '@', 2) = d.domain
    where d.state = 'no-domain' and p.is_valid or d.state = 'takes-mail' and p.problem = 'no-domain'
    limit ${MARK_STEP}`.execute(ctx.db)
  const marked = rows.map(({ id, state }) => {
    const isDead = state === 'no-domain'
    return { id, is_valid: !isDead, problem: isDead ? 'no-domain' : null, problem_detail: null }
  })
  await updateBatch(ctx, contactPointTable, marked)
  return rows.length
}
