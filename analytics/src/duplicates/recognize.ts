import type { Role } from './comparator.ts'

export interface RecognizedColumn {
  readonly name: string
  /** Null for a column that says nothing of who it is: numbers of records, marks of the program, free notes. */
  readonly role: Role | null
}

/** Names of columns that people and programs use, in the order in which they are tried; written in small letters with blanks. */
const NAMES: readonly (readonly [RegExp, Role | null])[] = [
  [/e ?mail|^mail\b|邮箱|邮件|电邮/, 'email'],
  [/phone|\btel\b|mobile|\bcell\b|\bfax\b|电话|手机|传真|联系方式/, 'phone'],
  [/created|updated|modified|changed|deleted|imported|\blast (?!name)|创建|更新|修改|登记|录入/, null],
  [/birth|\bdob\b|\bbday\b|出生|生日/, 'date'],
  [/(street|house|building) ?(number|no\b|num)|\bhouse\b|门牌/, 'other'],
  [/\bids?\b|\buuid\b|\bguid\b|\bkey\b|\bindex\b|\bssn\b|soc sec|cluster|entity|\blabel\b|编号|序号|主键|^#$/, null],
  [/first ?name|given|fore ?name|\bfname\b|christian|^first$|^名$|名字/, 'given-name'],
  [/last ?name|sur ?name|family|\blname\b|^last$|^姓$|姓氏/, 'family-name'],
  [/company|organi[sz]ation|\borg\b|\bfirm\b|employer|business|account ?name|公司|单位|企业|机构|组织/, 'organization'],
  [/post ?code|postal ?code|\bzip|\bplz\b|邮编|邮政编码/, 'postcode'],
  [/\bcity\b|\btown\b|suburb|locality|municipality|城市|^市$|所在地/, 'city'],
  [/\bstate\b|province|region|county|country|nation|省|国家|地区|^州$/, 'region'],
  [/addr|street|\bline ?\d\b|地址|住址|街道/, 'address'],
  [/name|customer|contact|client|person|姓名|客户|联系人|名称/, 'full-name'],
  [/gender|\bsex\b|性别/, 'other'],
]

const SAMPLE = 2_000

/**
 * What columns say, by their names and, where a name says nothing, by what their values look like (only e-mail addresses and
 * telephone numbers can be told by looks). A column in which every value occurs once and which is a mere number or code is a
 * record's number, whatever it is called.
 */
export function recognizeRoles(
  columns: readonly { readonly name: string; readonly values: readonly (string | null)[] }[],
): RecognizedColumn[] {
  const found = columns.map(({ name, values }): RecognizedColumn => {
    const spaced = name
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replace(/([a-z])(\d)/gi, '$1 $2')
      .replace(/[\s_.\-/]+/g, ' ')
      .trim()
      .toLowerCase()
    const held: string[] = []
    for (let i = 0; i < values.length && held.length < SAMPLE; i++) if (values[i]) held.push(values[i]!)
    if (held.length === 0) return { name, role: null }
    const named = NAMES.find(([pattern]) => pattern.test(spaced))
    const role = named ? named[1] : roleByLooks(held)
    return { name, role: role !== null && contradicts(role, held) ? null : role }
  })
  // Where given and family name stand apart, a full name repeats them.
  const apart = found.some(({ role }) => role === 'given-name') && found.some(({ role }) => role === 'family-name')
  return found.map((column) => (apart && column.role === 'full-name' ? { ...column, role: null } : column))
}

const share = (values: readonly string[], pattern: RegExp) =>
  values.filter((value) => pattern.test(value)).length / values.length

function roleByLooks(values: readonly string[]): Role | null {
  if (share(values, /^[^@\s]+@[^@\s]+\.[^@\s]+$/) > 0.7) return 'email'
  const dialled = /^\+?[\d\s().-]{7,20}$/
  const isDate = share(values, /^\d{4}[-/.]?\d{2}[-/.]?\d{2}/) > 0.7
  return !isDate && share(values, dialled) > 0.7 && share(values, /^(\+|0|1[3-9]\d{9}$|\()|[\s-]/) > 0.7
    ? 'phone'
    : null
}

/** Whether values are such as the role cannot have. */
function contradicts(role: Role, values: readonly string[]): boolean {
  if (role === 'email') return share(values, /@/) < 0.3
  if (role === 'phone') return share(values, /\d{3}/) < 0.3
  if (role === 'date') return share(values, /\d{4}|\d{2}/) < 0.5
  if (role === 'full-name' || role === 'given-name' || role === 'family-name' || role === 'organization')
    return share(values, /\p{L}/u) < 0.5 || share(values, /^\S*\d+\S*$/) > 0.5
  return false
}
