import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openTable } from './read-rows.ts'
import type { ReadOptions, Row } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'

const CARDS = new URL('./fixtures/vcard/', import.meta.url)

async function read(bytes: Buffer | string, options?: ReadOptions) {
  const table = await openTable(Buffer.from(bytes as string), options)
  const rows: Row[] = []
  for await (const batch of table.rows()) rows.push(...batch)
  const records = rows.map((row) =>
    Object.fromEntries(table.columns.map((column, i) => [column, row.cells[i]!]).filter(([, cell]) => cell !== '')),
  )
  return { table, rows, records }
}

const card = (name: string) => read(readFileSync(new URL(name, CARDS)))

/** How many cells stand under a column and its repetitions. */
const count = (records: Record<string, string>[], column: string) =>
  records.flatMap(Object.keys).filter((key) => key.replace(/ \(\d+\)$/, '') === column).length

describe('cards', () => {
  it.each([
    // One of its numbers stands there twice.
    ['John_Doe_ANDROID.vcf', 6, 8, 5],
    ['John_Doe_BLACK_BERRY.vcf', 1, 1, 0],
    ['John_Doe_GMAIL.vcf', 1, 2, 1],
    ['John_Doe_IPHONE.vcf', 1, 7, 1],
    ['John_Doe_MS_OUTLOOK.vcf', 1, 2, 1],
    ['fullcontact.vcf', 1, 9, 5],
    ['gmail-list.vcf', 3, 0, 3],
    ['gmail-single.vcf', 1, 2, 1],
    ['gmail-single2.vcf', 1, 11, 5],
    ['outlook-2003.vcf', 1, 4, 1],
    ['rfc2426-example.vcf', 2, 4, 3],
    ['rfc6350-example.vcf', 1, 2, 1],
    ['rfc6351-example.xml', 1, 2, 1],
    ['jcard-example.json', 1, 2, 1],
  ])('%s: %i cards, %i numbers, %i addresses', async (name, cards, numbers, mails) => {
    const { records, rows } = await card(name)
    expect(records).toHaveLength(cards)
    expect(count(records, 'Phone') + count(records, 'Fax') + count(records, 'Pager')).toBe(numbers)
    expect(count(records, 'Email')).toBe(mails)
    expect(rows.every((row) => row.problem === undefined)).toBe(true)
  })

  it('reads quoted-printable, structured names and addresses', async () => {
    const android = await card('John_Doe_ANDROID.vcf')
    expect(android.records[2]).toMatchObject({ 'Full name': 'Ñ Ñ Ñ Ñ Ñ', Phone: '123456789' })
    const outlook = (await card('outlook-2003.vcf')).records[0]!
    expect(outlook).toMatchObject({
      'Full name': 'John Doe III',
      Organization: 'Company, The',
      Department: 'TheDepartment',
      Birthday: '1980-03-21',
      Address: '123 Main St',
      City: 'Austin',
      Country: 'United States of America',
    })
    expect(outlook.Note).toContain('This is the note field!!\r\nSecond line')
    expect((await card('John_Doe_IPHONE.vcf')).records[0]).toMatchObject({
      'Additional name': 'Richter, James',
      URL: 'http://www.ibm.com',
      Organization: 'IBM',
      Fax: '905-888-1234',
    })
  })

  it('reads the same person from vCard 4, jCard and xCard', async () => {
    for (const name of ['rfc6350-example.vcf', 'jcard-example.json', 'rfc6351-example.xml']) {
      expect((await card(name)).records[0]).toMatchObject({
        'Full name': 'Simon Perreault',
        'Family name': 'Perreault',
        Suffix: 'ing. jr, M.Sc.',
        Organization: 'Viagenie',
        Email: 'simon.perreault@viagenie.ca',
        Phone: '+1-418-656-9254 ext. 102',
        'Phone (2)': '+1-418-262-6501',
        City: 'Quebec',
        Birthday: '--02-03',
        Gender: 'male',
      })
    }
  })

  it('tolerates a card without END', async () => {
    const { records, rows } = await read('BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\nBEGIN:VCARD\nFN:C\nTEL:1')
    expect(records.map((record) => record['Full name'])).toEqual(['A', 'B', 'C'])
    expect(rows.map((row) => [row.line, row.problem?.code])).toEqual([
      [1, 'card-without-end'],
      [3, undefined],
      [6, 'card-without-end'],
    ])
  })
})

describe('JSON', () => {
  it.each([
    ['a list', '[{"name":"张三","tags":["a","b"]},{"name":"Li","address":{"city":"上海"}}]'],
    ['a wrapped list', '{"items":[{"name":"张三","tags":["a","b"]},{"name":"Li","address":{"city":"上海"}}]}'],
    [
      'an envelope',
      '{"total":2,"next":{"page":"2"},"items":[{"name":"张三","tags":["a","b"]},{"name":"Li","address":{"city":"上海"}}]}',
    ],
    ['lines', '{"name":"张三","tags":["a","b"]}\n{"name":"Li","address":{"city":"上海"}}\n'],
  ])('reads %s', async (_, text) => {
    const { table, rows } = await read(text)
    expect(table).toMatchObject({ format: 'json', columns: ['name', 'tags', 'address.city'] })
    expect(rows.map((row) => row.cells)).toEqual([
      ['张三', 'a; b', ''],
      ['Li', '', '上海'],
    ])
  })

  it('reports a broken line and refuses a broken document', async () => {
    const { rows } = await read('{"a":1}\n{"a":\n{"a":"\\u0000\\ud800x"}\n')
    expect(rows.map((row) => row.problem?.code)).toEqual([undefined, 'broken-record', undefined])
    expect(rows[2]!.cells).toEqual(['\ufffdx'])
    await expect(read(`[{"a":"${'x'.repeat(25_000_000)}"}]`)).rejects.toMatchObject({ code: 'row-too-large' })
    await expect(read('[{"a":1},')).rejects.toMatchObject({ code: 'corrupt' })
    await expect(read('[{"a":1}, nonsense]')).rejects.toMatchObject({ code: 'corrupt' })
    await expect(read('['.repeat(100_000))).rejects.toBeInstanceOf(UnreadableFile)
    const nested = (open: string, close: string) => `${open.repeat(200_000)}1${close.repeat(200_000)}`
    await expect(read(`[${nested('{"a":', '}')}]`)).rejects.toMatchObject({ code: 'too-deep' })
    await expect(read(`{"a":1}\n${nested('{"a":', '}')}\n`)).rejects.toMatchObject({ code: 'too-deep' })
    const card = await read(`["vcard",[["fn",{},"text",${nested('[1,', ']')}],["tel",{},"text","1"]]]`)
    expect(card.records[0]).toMatchObject({ Phone: '1' })
    await expect(read(`{"a":${'{"a":'.repeat(100_000)}`)).rejects.toBeInstanceOf(UnreadableFile)
  })
})

describe('any file', () => {
  it.each([
    ['empty-file', Buffer.alloc(0)],
    ['unknown-format', Buffer.from('%PDF-1.7 …')],
    ['unknown-format', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['unknown-format', Buffer.from('<!DOCTYPE html><html>')],
    ['unknown-format', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])],
    ['corrupt', Buffer.from('PK\u0003\u0004 and nothing more')],
    ['encrypted', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')])],
  ])('refuses with %s', async (code, bytes) => {
    await expect(read(bytes)).rejects.toMatchObject({ code })
  })

  it('is read or refused, whatever bytes it holds', async () => {
    const start = fc.constantFrom(
      '',
      'PK\u0003\u0004',
      'BEGIN:VCARD\n',
      '[{"a":',
      '{"a":',
      '<vcards xmlns="urn:ietf:params:xml:ns:vcard-4.0"><vcard>',
      '["vcard",[',
    )
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 3000 }), async (text, bytes) => {
        try {
          await read(Buffer.concat([Buffer.from(text), bytes]))
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableFile)
        }
      }),
      { numRuns: 300 },
    )
  })
})
