import { describe, expect, it } from 'vitest'
import { guessCustomerKind, guessMapping } from './mapping.ts'
import { CUSTOMER_TARGETS, INTERACTION_TARGETS, type MappingTarget, ORDER_TARGETS } from './mapping-targets.ts'

function keys(targets: readonly MappingTarget[], header: string, ...rows: string[]) {
  const guesses = guessMapping(
    header.split('|'),
    rows.map((row) => row.split('|')),
    targets,
  )
  return Object.fromEntries(
    guesses.filter((guess) => guess.key !== undefined).map((guess) => [guess.column, guess.key]),
  )
}

describe('which column holds what', () => {
  it('knows Chinese customers', () => {
    expect(keys(CUSTOMER_TARGETS, '客户编号|姓名（必填）|手机|电话|邮箱|公司|职位|地址|出生日期|备注')).toEqual({
      客户编号: 'externalId',
      '姓名（必填）': 'name',
      手机: 'phone',
      电话: 'phone',
      邮箱: 'email',
      公司: 'organization',
      职位: 'jobTitle',
      地址: 'address',
      出生日期: 'birthday',
      备注: 'note',
    })
  })

  it('knows an address book of cards', () => {
    const header =
      'Full name|Family name|Given name|Organization|Title|Email|Email (2)|Phone|Phone (2)|Address|City|Region|Postcode|Country|Birthday|Note|URL|UID'
    expect(Object.values(keys(CUSTOMER_TARGETS, header))).toEqual([
      'name',
      'familyName',
      'givenName',
      'organization',
      'jobTitle',
      'email',
      'email',
      'phone',
      'phone',
      'address',
      'city',
      'region',
      'postcode',
      'country',
      'birthday',
      'note',
      'website',
      'externalId',
    ])
  })

  it('knows persons of a register', () => {
    const header = 'rec_id|given_name|surname|street_number|address_1|suburb|postcode|state|date_of_birth|soc_sec_id'
    expect(
      keys(CUSTOMER_TARGETS, header, 'rec-1-org|ann|waller|6|tullaroop street|st james|4011|wa|19081209|6988048'),
    ).toMatchObject({
      rec_id: 'externalId',
      given_name: 'givenName',
      surname: 'familyName',
      address_1: 'address',
      suburb: 'city',
      postcode: 'postcode',
      state: 'region',
      date_of_birth: 'birthday',
    })
  })

  it('knows firms with their mother companies', () => {
    const header = 'account|sector|year_established|revenue|employees|office_location|subsidiary_of'.split('|')
    const guesses = guessMapping(
      header,
      [['Acme', 'technolgy', '1996', '1100.04', '2822', 'United States', '']],
      CUSTOMER_TARGETS,
    )
    expect(guesses.map((guess) => guess.key)).toEqual([
      'name',
      'industry',
      'foundedYear',
      'annualRevenue',
      'employees',
      'country',
      'parent',
    ])
    expect(guessCustomerKind(guesses)).toBe('organization')
    const persons = guessMapping(['姓名', '公司', '性别'], [], CUSTOMER_TARGETS)
    expect(guessCustomerKind(persons)).toBe('person')
  })

  it('knows orders', () => {
    const header = 'InvoiceNo|StockCode|Description|Quantity|InvoiceDate|UnitPrice|CustomerID|Country'
    const row = '536365|85123A|WHITE HANGING HEART T-LIGHT HOLDER|6|01/12/2010 08:26|2.55|17850|United Kingdom'
    expect(Object.values(keys(ORDER_TARGETS, header, row))).toEqual([
      'orderNumber',
      'productCode',
      'productName',
      'quantity',
      'placedOn',
      'unitPrice',
      'customerExternalId',
      'country',
    ])
    expect(keys(ORDER_TARGETS, 'masterid|sampleid|date|cds|sales', '4|1|19970101|2|29.33')).toMatchObject({
      masterid: 'customerExternalId',
      date: 'placedOn',
      cds: 'quantity',
      sales: 'amount',
    })
    expect(Object.values(keys(ORDER_TARGETS, '订单号|下单时间|会员手机|商品名称|数量|单价|实付金额|订单状态'))).toEqual(
      ['orderNumber', 'placedOn', 'customerPhone', 'productName', 'quantity', 'unitPrice', 'amount', 'status'],
    )
  })

  it('knows interactions', () => {
    expect(Object.values(keys(INTERACTION_TARGETS, '客户名称|跟进方式|跟进时间|跟进内容|跟进人|通话时长'))).toEqual([
      'customerName',
      'kind',
      'occurredAt',
      'body',
      'by',
      'durationMinutes',
    ])
  })

  it('leaves out what only sounds alike', () => {
    const header = 'Do Not Email|Total Time Spent on Website|Country'
    expect(keys(CUSTOMER_TARGETS, header, 'No|674|India', 'Yes|0|')).toEqual({ Country: 'country' })
  })

  it('knows orders without a header', () => {
    const rows = [
      ['00004', '0001', '19970101', '2', '29.33'],
      ['00004', '0001', '19970118', '2', '29.73'],
    ]
    const columns = rows[0]!.map((_, i) => `Column ${i + 1}`)
    expect(guessMapping(columns, rows, ORDER_TARGETS).map((guess) => guess.key)).toEqual([
      'customerExternalId',
      undefined,
      'placedOn',
      'quantity',
      'amount',
    ])
  })

  it('looks at the content where no name helps', () => {
    const guesses = guessMapping(
      ['Column 1', 'Column 2', 'Column 3'],
      [
        ['张三', '13800138000', 'a@b.cn'],
        ['李四', '13900139000', 'c@d.cn'],
      ],
      CUSTOMER_TARGETS,
    )
    expect(guesses.map((guess) => [guess.key, guess.reason])).toEqual([
      ['name', 'content'],
      ['phone', 'content'],
      ['email', 'content'],
    ])
  })
})
