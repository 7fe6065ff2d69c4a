import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { dayIn } from '../calendar.ts'
import type { CustomerValues } from '../import/customer-values.ts'
import { findImport } from '../import/imports.sql.ts'
import { parseDate } from '../import/reading/dates.ts'
import type { ImportSettings, RowProblem, TargetField } from '../import/targets.ts'
import { beginOfDay } from './begin-of-day.ts'
import { isRefusal } from './effective.ts'
import type { NewEntry } from './ledger.ts'

/** Target key → channel of the marketing purpose. */
const CONSENT_COLUMNS: Readonly<Record<string, string>> = {
  consentEmail: 'email',
  consentSms: 'sms',
  consentPhone: 'phone',
  consentWechat: 'wechat',
  consentPost: 'post',
}

export const consentFields: readonly TargetField[] = [
  ...Object.keys(CONSENT_COLUMNS).map((key): TargetField => ({ key, type: 'choice' })),
  { key: 'consentAll', type: 'choice' },
  { key: 'consentOn', type: 'date' },
  { key: 'consentOrigin', type: 'text' },
]

const YES =
  /^(?:1|y|yes|true|x|✓|√|ok|opt(?:ed)?[- ]?in|subscribed|granted|allowed|agreed|是|有|对|同意|已同意|允许|接受|订阅|已订阅)$/i
const NO = /^(?:0|n|no|false|-|refused|denied|not allowed|否|无|不|不同意|未同意|拒绝|已拒绝|不允许|不接受)$/i
const GONE = /^(?:opt(?:ed)?[- ]?out|unsubscribed|withdrawn|revoked|退订|已退订|撤回|已撤回|取消|已取消)$/i

interface RowChoice {
  readonly key: string
  readonly purpose: string
  readonly channel: string
  readonly state: 'granted' | 'refused' | 'withdrawn'
  /** When it was said, as the file says; null when it does not. */
  readonly at: Date | null
}

export interface ConsentPlan {
  readonly entries: readonly NewEntry[]
  readonly problems: readonly RowProblem[]
  /** Places of rows that bring an entry. */
  readonly changedRows: ReadonlySet<number>
}

type Known = Map<string, { readonly state: string; readonly dated: Set<string> }>

/**
 * Decides what the consent columns of customer rows add to the ledger. A dated consent is entered once and takes its
 * place in time; an undated one counts from now, adds nothing where it already holds, and never turns a refusal into a
 * yes: an old list knows less than the customer.
 * @param ids the customer of each row, null where the row was rejected
 */
export async function planConsent(
  ctx: Ctx,
  rows: readonly CustomerValues[],
  ids: readonly (string | null)[],
  settings: ImportSettings,
): Promise<ConsentPlan> {
  const problems: RowProblem[] = []
  const read = rows.map((values, index) => (ids[index] ? readChoices(ctx, values, settings, problems) : []))
  const wanted = ids.flatMap((id, index) => (id && read[index]!.length > 0 ? [id] : []))
  const entries: NewEntry[] = []
  const changedRows = new Set<number>()
  if (wanted.length === 0) return { entries, problems, changedRows }
  const [known, fileName] = await Promise.all([loadKnown(ctx, wanted), findFileName(ctx)])
  rows.forEach((values, index) => {
    for (const choice of read[index]!) {
      const customerId = ids[index]!
      if (!isNews(choice, customerId, known, (message) => problems.push(problemOf(values, choice.key, message))))
        continue
      changedRows.add(index)
      const { purpose, channel, state, at } = choice
      const evidence = {
        address: values.contacts.find(({ kind }) => kind === KIND_OF[channel])?.value,
        origin: values.row.values.consentOrigin?.[0],
        fileName,
        fileRow: values.row.number,
      }
      entries.push({ customerId, purpose, channel, state, source: 'import', ...(at && { at }), evidence })
    }
  })
  return { entries, problems, changedRows }
}

const KIND_OF: Readonly<Record<string, string>> = {
  email: 'email',
  sms: 'phone',
  phone: 'phone',
  wechat: 'wechat',
  post: 'address',
}

function readChoices(ctx: Ctx, values: CustomerValues, settings: ImportSettings, problems: RowProblem[]): RowChoice[] {
  const cell = (key: string) => values.row.values[key]?.find((text) => text.trim() !== '')?.trim()
  const today = dayIn(settings.timeZone, ctx.now)
  const order = settings.dateFormats.consentOn ?? 'ymd'
  const day = (text: string) => (parseDate(text, { order }) ?? parseDate(text, { order: 'chinese' }))?.date
  const said = cell('consentOn')
  const on = said === undefined ? undefined : day(said)
  if (said !== undefined && on === undefined) problems.push(problemOf(values, 'consentOn', 'import.problem.date'))
  const choices: RowChoice[] = []
  const add = (key: string, choice: Omit<RowChoice, 'key' | 'at'>, date: string | undefined) => {
    if (date !== undefined && date > today) problems.push(problemOf(values, key, 'import.problem.consent-future'))
    else choices.push({ key, ...choice, at: date === undefined ? null : beginOfDay(date, settings.timeZone) })
  }
  for (const [key, channel] of Object.entries(CONSENT_COLUMNS)) {
    const text = cell(key)
    if (text === undefined) continue
    const date = day(text)
    const state = YES.test(text) || date ? 'granted' : NO.test(text) ? 'refused' : GONE.test(text) ? 'withdrawn' : null
    if (state) add(key, { purpose: 'marketing', channel, state }, date ?? on)
    else problems.push(problemOf(values, key, 'import.problem.consent'))
  }
  const never = cell('consentAll')
  if (never !== undefined && YES.test(never))
    add('consentAll', { purpose: 'all', channel: 'all', state: 'refused' }, on)
  else if (never !== undefined && !NO.test(never))
    problems.push(problemOf(values, 'consentAll', 'import.problem.consent'))
  return choices
}

function problemOf({ row }: CustomerValues, column: string, message: string): RowProblem {
  const value = (row.values[column]?.[0] ?? '').slice(0, 200)
  return { row: row.number, line: row.line, column, value, message, severity: 'warning' }
}

const addressOf = (customerId: string, { purpose, channel }: Pick<RowChoice, 'purpose' | 'channel'>) =>
  `${customerId}/${purpose}/${channel}`

/** Whether a choice says something that the ledger does not know, and may; remembers it for later rows of the file. */
function isNews(choice: RowChoice, customerId: string, known: Known, refuse: (message: string) => void): boolean {
  const key = addressOf(customerId, choice)
  const present = known.get(key)
  const { state, at } = choice
  const mark = `${state} ${at?.toISOString()}`
  if (at) {
    if (present?.dated.has(mark)) return false
    known.set(key, { state: present?.state ?? state, dated: new Set([...(present?.dated ?? []), mark]) })
    return true
  }
  if (present && isRefusal(present.state) === isRefusal(state)) return false
  if (present && state === 'granted') {
    refuse('import.problem.consent-refused')
    return false
  }
  known.set(key, { state, dated: present?.dated ?? new Set() })
  return true
}

/** What the ledger knows of these customers: what counts, and every entry with its day. */
async function loadKnown(ctx: Ctx, customerIds: readonly string[]): Promise<Known> {
  const { rows } = await sql<{ key: string; state: string; dated: readonly string[] }>`
    select e.customer_id || '/' || e.purpose || '/' || e.channel as key,
      (array_agg(e.state order by e.at desc, e.created_at desc, e.id desc))[1] as state,
      array_agg(e.state || ' ' || to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as dated
    from customers.v_consent_entry e
    where e.customer_id = any(${customerIds}::uuid[]) and e.state in ('granted', 'refused', 'withdrawn')
      and not exists (select from customers.v_consent_entry x where x.annuls = e.id)
    group by e.customer_id, e.purpose, e.channel`.execute(ctx.db)
  return new Map(rows.map(({ key, state, dated }) => [key, { state, dated: new Set(dated) }]))
}

async function findFileName(ctx: Ctx): Promise<string | undefined> {
  return ctx.batchId === null ? undefined : (await findImport(ctx, ctx.batchId)).file_name
}
