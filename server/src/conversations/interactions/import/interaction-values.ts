import { type ImportSettings, type MappedRow, parseDate, type RowProblem } from '../../../customers/index.ts'
import { atInZone } from '../../zoned-time.ts'
import type { Direction, InteractionKind } from '../contract.ts'

/** A row of a file of interactions, read. */
export interface InteractionValues {
  readonly row: MappedRow
  /** Of an interaction that this installation exported. */
  readonly id?: string | null
  readonly kind: InteractionKind
  readonly direction: Direction
  /** ISO moment; null when the file has no dates at all. */
  readonly occurredAt: string | null
  readonly subject: string | null
  readonly body: string | null
  readonly durationMinutes: number | null
  readonly by: string | null
  readonly problems: readonly RowProblem[]
  readonly isRejected: boolean
}

const words = (text: string) => text.split('|')
const KINDS: readonly (readonly [InteractionKind, readonly string[]])[] = [
  ['call', words('call|phone|phone call|telephone|tel|电话|来电|去电|通话|致电|回访电话')],
  ['visit', words('visit|on site|onsite|site visit|拜访|上门|上门拜访|走访|来访|到访')],
  ['mail', words('mail|email|e-mail|邮件|电子邮件')],
  ['meeting', words('meeting|demo|会议|会面|面谈|开会|演示')],
  ['note', words('note|notes|memo|comment|备注|笔记|记录|其他')],
  ['chat', words('chat|wechat|im|whatsapp|live chat|微信|企业微信|在线|聊天|网络')],
  ['sms', words('sms|text|text message|短信')],
]
const KIND_BY_WORD = new Map(KINDS.flatMap(([kind, all]) => all.map((word) => [word, kind] as const)))
const DIRECTION_BY_WORD = new Map<string, Direction>([
  ...words('in|inbound|incoming|received|呼入|来电|接收|收|来').map((word) => [word, 'in'] as const),
  ...words('out|outbound|outgoing|sent|呼出|去电|发送|发|去').map((word) => [word, 'out'] as const),
])

/** Reads one mapped row. A row that says nothing, or whose date cannot be read, is rejected. */
export function readInteractionRow(row: MappedRow, settings: ImportSettings): InteractionValues {
  const problems: RowProblem[] = []
  const problem = (column: string, value: string, message: string, severity: RowProblem['severity'] = 'warning') =>
    problems.push({ row: row.number, line: row.line, column, value: value.slice(0, 200), message, severity })
  const text = (key: string, max: number) => row.values[key]?.join('\n').trim().slice(0, max) || null
  const kindText = text('kind', 100)
  const kind = kindText === null ? undefined : KIND_BY_WORD.get(kindText.toLowerCase())
  if (kindText !== null && !kind) problem('kind', kindText, 'import.problem.choice')
  const directionText = text('direction', 100)
  const direction =
    DIRECTION_BY_WORD.get((directionText ?? '').toLowerCase()) ??
    DIRECTION_BY_WORD.get((kindText ?? '').toLowerCase()) ??
    'none'
  const when = text('occurredAt', 100)
  const parts = when === null ? undefined : parseDate(when, { order: settings.dateFormats.occurredAt ?? 'ymd' })
  if (when !== null && !parts) problem('occurredAt', when, 'import.problem.moment', 'error')
  const subject = text('subject', 400)
  const body = text('body', 200_000)
  if (subject === null && body === null) problem('body', '', 'import.problem.nothing-said', 'error')
  const durationText = text('durationMinutes', 40)
  const durationMinutes = durationText === null ? null : readMinutes(durationText)
  if (durationText !== null && durationMinutes === null) {
    problem('durationMinutes', durationText, 'import.problem.number')
  }
  return {
    row,
    id: readId(text('rapportId', 40)),
    kind: kind ?? 'note',
    direction,
    occurredAt: parts ? atInZone(parts, settings.timeZone) : null,
    subject,
    body,
    durationMinutes,
    by: text('by', 200),
    problems,
    isRejected: problems.some(({ severity }) => severity === 'error'),
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const readId = (text: string | null) => (text !== null && UUID.test(text) ? text.toLowerCase() : null)

/** `12`, `12 min`, `12分钟`, `1:30`, `00:12:30` (the last two in hours or with seconds). */
function readMinutes(text: string): number | null {
  const clock = /^(\d{1,3}):(\d{2})(?::(\d{2}))?$/.exec(text)
  if (clock) {
    const [first, second, third] = [Number(clock[1]), Number(clock[2]), clock[3]]
    return third === undefined ? first * 60 + second : Math.round(first * 60 + second + Number(third) / 60)
  }
  const plain = /^(\d{1,5}(?:\.\d+)?)\s*(?:min|mins|minutes|分钟|分)?$/i.exec(text)
  return plain ? Math.round(Number(plain[1])) : null
}
