import { Writable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ExportCell, writeDelimited, writeSpreadsheet } from '../../platform/index.ts'
import { openTable } from '../import/reading/read-rows.ts'

function collector() {
  const chunks: Buffer[] = []
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk)
      done()
    },
  })
  return { out, bytes: () => Buffer.concat(chunks) }
}

async function* batchesOf(rows: ExportCell[][]) {
  yield rows
}

async function roundTrip(write: typeof writeDelimited, columns: string[], rows: ExportCell[][]) {
  const { out, bytes } = collector()
  await write(columns, batchesOf(rows), out)
  const table = await openTable(bytes(), { hasHeader: true })
  const cells: string[][] = []
  for await (const batch of table.rows()) cells.push(...batch.map((row) => row.cells))
  return { columns: table.columns, cells, text: bytes().toString('utf8') }
}

const HOSTILE = [
  '=HYPERLINK("http://x","y")',
  '+1+1',
  '-2+3',
  '@SUM(1)',
  '\tx',
  '\rx',
  "'=1",
  "''@",
  '张三',
  'a,b\n"c"',
  '-5',
]

describe('exports', () => {
  it('guards formulas in CSV and reads them back unchanged', async () => {
    const rows = HOSTILE.map((text, i) => [`r${i}`, text])
    const back = await roundTrip(writeDelimited, ['id', 'text'], rows)
    expect(back.cells).toEqual(rows)
    expect(back.text).toContain(`"'=HYPERLINK(""http://x"",""y"")"`)
    expect(back.text).toContain('r10,-5')
  })

  it('writes texts as texts and numbers as numbers into XLSX', async () => {
    const rows = [...HOSTILE, '_x0041_', '<b>&amp;', 'a\u0001b'].map((text, i) => [`r${i}`, text, i + 0.1])
    const back = await roundTrip(writeSpreadsheet, ['id', 'text', 'number'], rows)
    expect(back.columns).toEqual(['id', 'text', 'number'])
    expect(back.cells).toEqual(rows.map((row) => row.map(String)))
  })

  it('goes on in a further sheet when one is full', async () => {
    const { out, bytes } = collector()
    const rows = Array.from({ length: 25 }, (_, i) => [`id ${i}`, i])
    await writeSpreadsheet(['id', 'n'], batchesOf(rows), out, { sheetName: '客户', rowsPerSheet: 11 })
    const counts: number[] = []
    const { sheets } = await openTable(bytes())
    for (const sheet of sheets!) {
      let count = 0
      const table = await openTable(bytes(), { sheet })
      expect(table.columns).toEqual(['id', 'n'])
      for await (const batch of table.rows()) count += batch.length
      counts.push(count)
    }
    expect(sheets).toEqual(['客户', '客户 (2)', '客户 (3)'])
    expect(counts).toEqual([10, 10, 5])
  })

  it('stops with the error when the reader of an export goes away', async () => {
    const out = new Writable({ write: (_chunk, _encoding, done) => done(new Error('gone')) })
    const endless = async function* () {
      for (;;) yield Array.from({ length: 1000 }, () => ['x'.repeat(100)])
    }
    await expect(writeSpreadsheet(['a'], endless(), out)).rejects.toThrow('gone')
    const other = new Writable({ write: (_chunk, _encoding, done) => done(new Error('gone')) })
    await expect(writeDelimited(['a'], endless(), other)).rejects.toThrow('gone')
  })

  it('brings any text back', async () => {
    // Text full of control characters is taken for a program or a picture.
    const text = fc.string({ unit: 'binary-ascii', maxLength: 20 }).map((s) => s.replace(/(?![\t\n\r])\p{Cc}/gu, ''))
    const filled = fc.array(fc.array(text, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(filled, async (pairs) => {
        const rows = pairs.map(([a, b], i) => [`r${i}`, a!, `x${b}`])
        for (const write of [writeDelimited, writeSpreadsheet]) {
          expect((await roundTrip(write, ['id', 'a', 'b'], rows)).cells).toEqual(rows)
        }
      }),
      { numRuns: 60 },
    )
  })
})
