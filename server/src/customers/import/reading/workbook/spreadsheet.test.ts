import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { openTable } from '../read-rows.ts'
import type { ReadOptions, Row } from '../table.ts'
import { UnreadableFile } from '../unreadable-file.ts'
import { numberReading, plainNumber, serialDate } from './number-format.ts'
import { StringTable } from './string-table.ts'

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

async function zipOf(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content as string), name)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** A workbook as Excel lays it out, with one sheet's data. */
function workbook(rows: string, { strings = '', styles = '', workbookPr = '' } = {}) {
  const relation = (id: string, type: string, to: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${to}"/>`
  return {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships>${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${OFFICE}">${workbookPr}<sheets><sheet name="Empty" sheetId="1" r:id="rId1"/><sheet name="客户" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relation('rId1', 'worksheet', 'worksheets/sheet1.xml')}${relation('rId2', 'worksheet', '/xl/worksheets/sheet2.xml')}${relation('rId3', 'sharedStrings', 'sharedStrings.xml')}${relation('rId4', 'styles', 'styles.xml')}</Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${MAIN}><sheetData/></worksheet>`,
    'xl/worksheets/sheet2.xml': `<worksheet ${MAIN}><sheetData>${rows}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst ${MAIN}>${strings}</sst>`,
    'xl/styles.xml': `<styleSheet ${MAIN}>${styles}</styleSheet>`,
  }
}

async function read(bytes: Buffer, options?: ReadOptions) {
  const table = await openTable(bytes, options)
  const rows: Row[] = []
  for await (const batch of table.rows()) rows.push(...batch)
  return { table, rows }
}

describe('spreadsheets', () => {
  it('reads shared strings, dates, long numbers and gaps as a person sees them', async () => {
    const strings =
      '<si><t>姓名</t></si><si><t>手机</t></si><si><r><t>张</t></r><r><t>三</t></r><rPh><t>zhang</t></rPh></si><si><t>a_x000D_b</t></si>'
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="000000"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs>'
    const rows = `
      <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="inlineStr"><is><t>生日</t></is></c><c r="D2" t="str"><v>邮编</v></c><c r="E2" t="str"><v>数</v></c><c r="F2" t="str"><v>文</v></c></row>
      <row r="4"><c r="A4" t="s"><v>2</v></c><c r="B4"><v>1.3800138E10</v></c><c r="C4" s="1"><v>45356</v></c><c r="D4" s="3"><v>1234</v></c><c r="E4"><v>0.30000000000000004</v></c><c r="F4" t="s"><v>3</v></c></row>
      <row r="5"><c r="C5" s="2"><v>45357</v></c><c r="E5" t="b"><v>1</v></c><c r="F5" t="e"><v>#N/A</v></c></row>
      <row><c s="4"><v>45356.604166666664</v></c></row><row r="9"><c r="A9" s="1"/></row>`
    const { table, rows: found } = await read(await zipOf(workbook(rows, { strings, styles })))
    expect(table).toMatchObject({ format: 'spreadsheet', sheets: ['Empty', '客户'], sheet: '客户', hasHeader: true })
    expect(table.columns).toEqual(['姓名', '手机', '生日', '邮编', '数', '文'])
    expect(found).toEqual([
      { number: 1, line: 4, cells: ['张三', '13800138000', '2024-03-05', '001234', '0.3', 'a\rb'] },
      { number: 2, line: 5, cells: ['', '', '2024-03-06', '', 'TRUE', ''] },
      { number: 3, line: 6, cells: ['2024-03-05 14:30:00', '', '', '', '', ''] },
    ])
    await expect(read(await zipOf(workbook(rows)), { sheet: 'nowhere' })).rejects.toMatchObject({
      code: 'unknown-sheet',
    })
  })

  it('refuses what would exhaust it', async () => {
    const bomb = await zipOf(workbook(`<row><c t="str"><v>${'0'.repeat(80_000_000)}</v></c></row>`))
    await expect(read(bomb)).rejects.toMatchObject({ code: 'zip-bomb' })
    const wide = `<row>${'<c><v>1</v></c>'.repeat(100_000)}</row>`
    await expect(read(await zipOf(workbook(wide)))).rejects.toMatchObject({ code: 'too-many-columns' })
    const entities = workbook('<row><c t="str"><v>&a;</v></c></row>')
    const lol = {
      ...entities,
      'xl/worksheets/sheet2.xml': `<!DOCTYPE x [<!ENTITY a "b">]>${entities['xl/worksheets/sheet2.xml']}`,
    }
    await expect(read(await zipOf(lol))).rejects.toMatchObject({ code: 'corrupt' })
  })

  it('refuses what is no workbook, broken, empty or locked', async () => {
    await expect(read(await zipOf({ 'a.txt': 'x' }))).rejects.toMatchObject({ code: 'unknown-format' })
    await expect(read(await zipOf(workbook('')))).rejects.toMatchObject({ code: 'empty-file' })
    const whole = await zipOf(workbook('<row><c><v>1</v></c></row>'))
    await expect(read(whole.subarray(0, whole.length - 40))).rejects.toMatchObject({ code: 'corrupt' })
    await expect(read(await zipOf(workbook('<row><c></row>')))).rejects.toMatchObject({ code: 'corrupt' })
    const locked = Buffer.from(whole)
    for (let at = locked.indexOf('PK\u0001\u0002'); at >= 0; at = locked.indexOf('PK\u0001\u0002', at + 1))
      locked[at + 8]! |= 1
    await expect(read(locked)).rejects.toMatchObject({ code: 'encrypted' })
  })

  it('survives any damage to a file', async () => {
    const whole = await zipOf(
      workbook('<row><c t="s"><v>0</v></c><c><v>1</v></c></row>', { strings: '<si><t>x</t></si>' }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }), async (changes) => {
        const bytes = Buffer.from(whole)
        for (const [at, value] of changes) bytes[at] = value
        try {
          await read(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableFile)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('numbers in spreadsheets', () => {
  it.each([
    [14, undefined, 'date'],
    [0, undefined, 'number'],
    [57, undefined, 'date'],
    [164, '0.00%', 'number'],
    [164, '[Red]#,##0.00', 'number'],
    [164, '[$-804]yyyy/m/d', 'date'],
    [164, '"days" 0', 'number'],
    [164, '[h]:mm', 'date'],
    [164, '0000', 'pad'],
    [164, 'General', 'number'],
  ])('format %i %s reads as %s', (id, code, kind) => {
    expect(numberReading(id, code).kind).toBe(kind)
  })

  it('knows the calendar of spreadsheets', () => {
    expect(serialDate(1)).toBe('1900-01-01')
    expect(serialDate(59)).toBe('1900-02-28')
    expect(serialDate(61)).toBe('1900-03-01')
    expect(serialDate(0.5)).toBe('12:00:00')
    expect(serialDate(0, true)).toBe('1904-01-01')
    expect(plainNumber('3.10101198001011E+17')).toBe('310101198001011000')
    expect(plainNumber('12.30')).toBe('12.3')
  })

  it('keeps many shared strings in little memory', () => {
    const table = new StringTable()
    const text = (i: number) => `客户 ${i} ${'x'.repeat(i % 97)}`
    for (let i = 0; i < 1_200_000; i++) table.push(text(i))
    for (let i = 0; i < 1_200_000; i += 997) expect(table.at(i)).toBe(text(i))
    expect(table.at(1_200_000)).toBeUndefined()
    table.close()
  })
})
