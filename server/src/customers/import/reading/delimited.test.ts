import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byteSource } from './byte-source.ts'
import { openDelimited } from './delimited.ts'
import type { ReadOptions, Row } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'

const SPECTRUM = new URL('./fixtures/csv-spectrum/', import.meta.url)

async function read(text: string | Buffer, options?: ReadOptions) {
  const table = await openDelimited(byteSource(Buffer.from(text as string)), options)
  const rows: Row[] = []
  for await (const batch of table.rows()) rows.push(...batch)
  return { table, rows, cells: rows.map((row) => row.cells) }
}

describe('delimited text', () => {
  it.each(readdirSync(SPECTRUM).filter((name) => name.endsWith('.csv')))('reads %s as expected', async (name) => {
    const file = readFileSync(new URL(name.replace('.csv', '.json'), SPECTRUM), 'utf8')
    // The published expectation of one file is a bare object with another phone number than its CSV.
    const expected = [JSON.parse(file.replace('1234567890', '2095257564'))].flat()
    const { table, rows } = await read(readFileSync(new URL(name, SPECTRUM)))
    const asObjects = rows.map((row) => Object.fromEntries(table.columns.map((column, i) => [column, row.cells[i]])))
    const newlines = (text: string) => JSON.parse(text.replaceAll('\\r\\n', '\\n'))
    expect(newlines(JSON.stringify(asObjects))).toEqual(newlines(JSON.stringify(expected)))
    expect(rows.every((row) => row.problem === undefined)).toBe(true)
  })

  it.each([
    [',', 'a,b\n1,"x;y;z"\n2,q\n'],
    [';', 'a;b\n1,5;2\n2,5;3\n'],
    ['\t', 'a\tb\n1,2\t3\n'],
    ['|', 'a|b|c\n1|2|3\n'],
    [';', 'sep=;\r\na;b\r\n1;2\r\n'],
    [' ', ' 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n 00021 0002 19970101  3   63.34\n'],
    [',', 'name\nJohn Smith\nJane Doe\n'],
  ])('finds the delimiter %j', async (delimiter, text) => {
    const { table } = await read(text)
    expect(table.delimiter).toBe(delimiter)
  })

  it('knows whether there is a header', async () => {
    expect((await read('姓名,手机\n张三,13800138000\n')).table).toMatchObject({
      hasHeader: true,
      columns: ['姓名', '手机'],
    })
    expect((await read('张三,13800138000\n李四,13900139000\n')).table.hasHeader).toBe(false)
    const baskets = await read(
      'citrus fruit,ready soups\nyogurt\nwhole milk\nyogurt,whole milk,citrus fruit\nwhole milk,yogurt\n',
    )
    expect(baskets.table).toMatchObject({ hasHeader: false, columns: ['Column 1', 'Column 2', 'Column 3'] })
    expect(baskets.rows.every((row) => row.problem === undefined)).toBe(true)
    expect((await read('a,b\nc,d\n', { hasHeader: false })).rows).toHaveLength(2)
  })

  it('makes header names different and never empty', async () => {
    const { table } = await read('Email,Email,,Email (2)\na@b.c,d@e.f,1,2\n')
    expect(table.columns).toEqual(['Email', 'Email (2)', 'Column 3', 'Email (2) (2)'])
  })

  it('reports ragged rows with their line', async () => {
    const { rows } = await read('a,b,c\n1,"2\n2",3\n\n4,5\n6,7,8,9\n7,8,9,\n')
    expect(rows).toEqual([
      { number: 1, line: 2, cells: ['1', '2\n2', '3'] },
      {
        number: 2,
        line: 5,
        cells: ['4', '5', ''],
        problem: { code: 'too-few-cells', params: { cells: 2, columns: 3 } },
      },
      {
        number: 3,
        line: 6,
        cells: ['6', '7', '8', '9'],
        problem: { code: 'too-many-cells', params: { cells: 4, columns: 3 } },
      },
      { number: 4, line: 7, cells: ['7', '8', '9'] },
    ])
  })

  it('loses only the line on which a quote is never closed', async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `${i},name ${i}\r\n`)
    lines[2500] = '2500,"name 2500\r\n'
    const { rows } = await read(`id,name\r\n${lines.join('')}`)
    expect(rows).toHaveLength(5000)
    expect(rows[2500]).toMatchObject({ line: 2502, cells: ['2500', 'name 2500'], problem: { code: 'unclosed-quote' } })
    expect(rows[4999]).toEqual({ number: 5000, line: 5001, cells: ['4999', 'name 4999'] })
  })

  it('keeps quotes that are no quotes', async () => {
    const { cells } = await read('size,what\n5" nail,6\n"say ""hi""",7\n')
    expect(cells).toEqual([
      ['5" nail', '6'],
      ['say "hi"', '7'],
    ])
  })

  it('takes off blanks after the delimiter and the guard against formulas', async () => {
    expect((await read('a, b, c\n1, "x, y", z\n')).cells).toEqual([['1', 'x, y', 'z']])
    expect((await read(`a,b\n'=1+1,''@x\n`)).cells).toEqual([['=1+1', "'@x"]])
  })

  it('keeps a huge cell or row from taking all the memory', async () => {
    const { rows } = await read(`a,b\n1,${'x'.repeat(1_200_000)}\n2,y\n3,"${'z'.repeat(11_000_000)}"\n4,w\n`)
    expect(rows.map((row) => row.problem?.code)).toEqual(['cell-too-large', undefined, 'row-too-large', undefined])
    expect(rows[3]).toMatchObject({ line: 5, cells: ['4', 'w'] })
    await expect(read('x'.repeat(11_000_000))).rejects.toMatchObject({ code: 'row-too-large' })
  })

  it('refuses what is no table', async () => {
    await expect(read('')).rejects.toMatchObject({ code: 'empty-file' })
    await expect(read(' \n\n')).rejects.toMatchObject({ code: 'empty-file' })
    await expect(read(`${'a,'.repeat(100_000)}\n`)).rejects.toMatchObject({ code: 'too-many-columns' })
  })

  it('resumes at any row', async () => {
    const { table, rows } = await read(`id,name\n${Array.from({ length: 3210 }, (_, i) => `${i},n${i}\n`).join('')}`)
    for (const from of [1, 2, 1000, 1001, 3210, 3211]) {
      const rest: Row[] = []
      for await (const batch of table.rows(from)) rest.push(...batch)
      expect(rest).toEqual(rows.slice(from - 1))
    }
  })

  it('survives any text', async () => {
    const piece = fc.constantFrom(
      '"',
      ',',
      ';',
      '\n',
      '\r\n',
      '\r',
      'a',
      '1',
      '\0',
      '\ud800',
      '中',
      "'",
      '=',
      ' ',
      '\t',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 200 }), async (pieces) => {
        try {
          const { rows, table } = await read(pieces.join(''))
          for (const row of rows) if (!row.problem) expect(row.cells).toHaveLength(table.columns.length)
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableFile)
        }
      }),
      { numRuns: 300 },
    )
  })
})
