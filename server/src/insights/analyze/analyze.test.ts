import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StartError } from '../../kernel/database/start-error.ts'
import { dayReader, readAmount } from './cells.ts'
import { analyzeCommands } from './index.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'analyze-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function run(name: string, content: string | Buffer, options: Record<string, string>) {
  const file = join(folder, `${name}-${Math.abs(hash(String(content)))}.csv`)
  await writeFile(file, content)
  const { json, table } = await analyzeCommands.find((command) => command.name === name)!.run({ file, options })
  return { json: JSON.parse(JSON.stringify(json)), table }
}

const hash = (text: string) => [...text].reduce((sum, char) => (Math.imul(sum, 31) + char.codePointAt(0)!) | 0, 7)

const exitOf = async (run: Promise<unknown>) =>
  run.then(
    () => 'none',
    (error: unknown) => (error instanceof StartError ? `${error.exitCode}: ${error.message}` : error),
  )

/** Orders of forty customers, each with a rhythm of his own. */
const orders = Array.from({ length: 40 }, (_, c) =>
  Array.from({ length: 1 + ((c * 7) % 6) }, (__, k) => {
    const day = new Date(Date.UTC(2023, 0, 1 + (c % 20) + k * (5 + (c % 9) * 6))).toISOString().slice(0, 10)
    return `c${c},${day},${20 + ((c * 13 + k * 5) % 50)}`
  }),
).flat()

describe('analyze on files', () => {
  it('rfm: sums up, scores, names segments, and names the rows it could not read', async () => {
    const rows = [
      '顾客,日期,金额',
      '张三,2024-01-05,100',
      '张三,20240110,"1,200.50"',
      '李四,2023/12/1,50',
      ',2024-01-01,5',
      '王五,soon,5',
      '王五,2024-01-02,much',
      'cut off',
    ]
    const { json, table } = await run('rfm', iconv.encode(rows.join('\r\n'), 'gb18030'), {
      customer: '顾客',
      date: '日期',
      amount: '金额',
      asOf: '2024-01-11',
    })
    expect(json.customers).toEqual([
      { customer: '张三', recency: 1, frequency: 2, monetary: 1300.5, r: 5, f: 5, m: 5, segment: 'champion' },
      { customer: '李四', recency: 41, frequency: 1, monetary: 50, r: 1, f: 1, m: 1, segment: 'hibernating' },
    ])
    expect(
      json.problems.map(({ row, line, why }: { row: number; line: number; why: string }) => [row, line, why]),
    ).toEqual([
      [3, 5, 'has no customer'],
      [4, 6, 'has no readable date: "soon"'],
      [5, 7, 'has no readable amount: "much"'],
      [6, 8, 'has 1 cells instead of 3'],
    ])
    expect(table).toContain('4 rows could not be read')
  })

  it('rfm: lines of one order are one order when told so', async () => {
    const file = 'no;who;day;sum\n1;a;01/12/2023;5\n1;a;01/12/2023;6\n2;a;25/12/2023;7\n'
    const options = { customer: 'who', date: 'day', amount: 'sum', asOf: '2023-12-31' }
    expect((await run('rfm', file, options)).json.customers[0]).toMatchObject({
      frequency: 3,
      recency: 6,
      monetary: 18,
    })
    expect((await run('rfm', file, { ...options, order: 'no' })).json.customers[0]).toMatchObject({
      frequency: 2,
      recency: 6,
      monetary: 18,
    })
  })

  it('rfm: finds the order number by its name, or joins lines of one moment', async () => {
    const options = { customer: 'who', date: 'day', amount: 'sum', asOf: '2023-12-31' }
    const frequency = async (file: string) => (await run('rfm', file, options)).json.customers[0].frequency
    const lines = ['a,01/12/2023,5', 'a,01/12/2023,6', 'a,25/12/2023,7']
    expect(
      await frequency(['InvoiceNo,who,day,sum', ...lines.map((line, i) => `${i < 2 ? 1 : 2},${line}`)].join('\n')),
    ).toBe(2)
    expect(await frequency(['订单号,who,day,sum', ...lines.map((line) => `7,${line}`)].join('\n'))).toBe(1)
    expect(
      await frequency(
        ['who,day,sum', ...lines.map((line) => line.replace(',', ',').replace('2023,', '2023 08:26,'))].join('\n'),
      ),
    ).toBe(2)
    expect(await frequency(['who,day,sum', ...lines].join('\n'))).toBe(3)
  })

  it('lifetime-value: gives the fixed form, with and without amounts', async () => {
    const file = ['who,day,sum', ...orders].join('\n')
    const options = { customer: 'who', date: 'day', unit: 'week', until: '2023-12-31', horizon: '26' }
    const withAmount = await run('lifetime-value', file, { ...options, amount: 'sum' })
    const { json } = withAmount
    expect(Object.keys(json.parameters)).toEqual(['r', 'alpha', 'a', 'b'])
    expect(Object.keys(json.spend)).toEqual(['p', 'q', 'v'])
    expect(json).toMatchObject({ model: 'bg-nbd', horizon: 26, problems: [] })
    expect(json.customers).toHaveLength(40)
    for (const customer of json.customers) {
      expect(Object.keys(customer)).toEqual([
        'customer',
        'frequency',
        'recency',
        'age',
        'probabilityAlive',
        'expectedPurchases',
        'expectedSpend',
        'lifetimeValue',
      ])
      if (customer.frequency > 0)
        expect(customer.lifetimeValue).toBeLessThanOrEqual(customer.expectedPurchases * customer.expectedSpend)
    }
    expect(withAmount.table).toContain('lifetime value')
    const pareto = await run('lifetime-value', file, { ...options, model: 'pareto-nbd' })
    expect(Object.keys(pareto.json.parameters)).toEqual(['r', 'alpha', 's', 'beta'])
    expect(pareto.json.spend).toBeNull()
    expect(pareto.json.customers[0].lifetimeValue).toBeNull()
  })

  it('basket: rules in the fixed form from a file without header', async () => {
    const { json } = await run('basket', 'tea,sugar\ntea, sugar ,milk\ntea\n ,\nbread\n', {
      support: '0.4',
      confidence: '0.6',
    })
    expect(json).toMatchObject({ baskets: 4, items: 4, problems: [{ row: 3, why: 'holds no items' }] })
    expect(json.rules[0]).toMatchObject({ if: ['sugar'], support: 0.5, confidence: 1 })
    expect(Object.entries(json.rules[0])[1]).toEqual(['then', 'tea'])
  })

  it('satisfaction: index, paths and reliability from a model file', async () => {
    const answers = Array.from({ length: 60 }, (_, i) => {
      const level = 3 + ((i * 7) % 6)
      return [level, Math.min(10, level + (i % 3)), level + ((i * 5) % 2), level + ((i * 3) % 4), level + (i % 2)].join(
        ',',
      )
    })
    const model = join(folder, 'model.json')
    await writeFile(
      model,
      JSON.stringify({
        constructs: { Quality: { indicators: ['q1', 'q2', 'q3'], mode: 'A' }, Loyalty: { indicators: ['l1', 'l2'] } },
        paths: [['Quality', 'Loyalty']],
        scaled: true,
        scale: [1, 10],
      }),
    )
    const file = ['q1,q2,q3,l1,l2', ...answers, '5,x,5,5,5', '5,,5,5,5'].join('\n')
    const { json } = await run('satisfaction', file, { model, bootstrap: '60', seed: '3' })
    expect(json.paths).toEqual([{ from: 'Quality', to: 'Loyalty', coefficient: expect.any(Number) }])
    expect(json.indicators[0]).toEqual({
      construct: 'Quality',
      indicator: 'q1',
      weight: expect.any(Number),
      loading: expect.any(Number),
    })
    expect(json.r2.Loyalty).toBeCloseTo(json.paths[0].coefficient ** 2, 10)
    expect(json.index.Quality > 0 && json.index.Quality < 100).toBe(true)
    expect(json).toMatchObject({
      respondents: 61,
      missingAnswers: 1,
      problems: [{ row: 60, line: 62, why: 'has "x" as q2' }],
    })
    expect(json.bootstrap.paths[0].percentile).toHaveLength(2)
    const unscaled = JSON.stringify({
      constructs: { Quality: { indicators: ['q1', 'q2', 'q3'] }, Loyalty: { indicators: ['l1', 'l2'] } },
      paths: [['Quality', 'Loyalty']],
      scaled: false,
    })
    await writeFile(model, unscaled)
    expect((await run('satisfaction', file, { model })).json.paths[0].coefficient).not.toBe(json.paths[0].coefficient)
  })

  it('score: cross-validated figures and the field that knows the answer', async () => {
    const rows = Array.from({ length: 400 }, (_, i) => {
      const won = (i * 37) % 100 < 20 + (i % 10) * 6
      return `${i % 10},${['web', 'fair'][i % 2]},${won ? 'signed' : 'open'},${won ? 'yes' : 'no'}`
    })
    const file = ['visits,source,note,won', ...rows, '3,web,open,'].join('\n')
    const { json } = await run('score', file, { target: 'won', positive: 'yes' })
    expect(json.auc.mean).toBeGreaterThan(0.99)
    expect(json.leaks[0]).toMatchObject({ field: 'note', why: expect.stringContaining('uncertainty') })
    expect(json).toMatchObject({ rows: 400, problems: [{ row: 400, why: 'has no won' }] })
    const honest = await run('score', file, { target: 'won', positive: 'yes', exclude: 'note', model: 'trees' })
    expect(honest.json.auc.mean > 0.55 && honest.json.auc.mean < 0.9).toBe(true)
    expect(honest.json.leaks).toEqual([])
    expect(Object.keys(honest.json)).toEqual(expect.arrayContaining(['auc', 'brier', 'liftTopDecile']))
  })

  it('sentiment: learns from labels, or takes the model that ships', async () => {
    const rows = Array.from({ length: 160 }, (_, i) => `${i % 2},${i % 2 ? '房间干净 很满意' : '太差 很失望'} ${i % 7}`)
    const labelled = await run('sentiment', ['label,review', ...rows, '1,'].join('\n'), {
      text: 'review',
      label: 'label',
      positive: '1',
    })
    expect(labelled.json).toMatchObject({ rows: 160, problems: [{ row: 160, why: 'has no text' }] })
    expect(labelled.json.auc).toBeGreaterThan(0.95)
    expect(labelled.json.scores).toHaveLength(160)
    const plain = await run('sentiment', 'review\n房间很干净，服务热情\n又脏又吵，非常失望\n', { text: 'review' })
    expect(plain.json.texts.map(({ positive }: { positive: boolean }) => positive)).toEqual([true, false])
    expect(plain.json.scores[0] > 0.5 && plain.json.scores[1] < 0.5).toBe(true)
    expect(plain.json.auc).toBeUndefined()
  })

  it('sentiment: reads both languages, names topics, and passes over what it cannot read', async () => {
    const file = [
      'review',
      '"Rude staff, dirty room."',
      '快递太慢，包装也破了，很失望',
      'Das Zimmer war sehr laut',
      '"Great value, thanks!"',
    ].join('\n')
    const { json, table } = await run('sentiment', file, { text: 'review' })
    expect(json.languages).toEqual({ en: 2, zh: 1, other: 1 })
    expect(json.texts.map(({ positive }: { positive: boolean | null }) => positive)).toEqual([false, false, null, true])
    expect(json.topics).toMatchObject({ attitude: 1, hygiene: 1, delivery: 1 })
    expect(table).toContain('1 without an opinion')
    expect(await exitOf(run('sentiment', 'review\nDas Zimmer war sehr laut\n', { text: 'review' }))).toMatch(
      /^2: No opinion/,
    )
  })

  it('ends hopeless files and arguments with exit code 2 and one sentence', async () => {
    const rfm = { customer: 'a', date: 'b', amount: 'c', asOf: '2024-01-01' }
    expect(await exitOf(run('rfm', '', rfm))).toMatch(/^2: .* is empty\.$/)
    expect(await exitOf(run('rfm', 'x,y\n1,2\n', rfm))).toMatch(/^2: .* has no column a; it has x, y\.$/)
    expect(await exitOf(run('rfm', 'a,b,c\n', rfm))).toMatch(/^2: .* has no data rows\.$/)
    expect(await exitOf(run('rfm', 'a,b,c\n1,never,3\n', rfm))).toMatch(/^2: No row of .* could be read/)
    expect(await exitOf(run('rfm', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 1]), rfm))).toMatch(
      /^2: .* is not a text file\.$/,
    )
    expect(await exitOf(run('rfm', 'a,b,c\n1,2,3\n', { ...rfm, asOf: 'today' }))).toMatch(/^2: --as-of is a date/)
    const few = { customer: 'a', date: 'b', unit: 'week', until: '2024-02-01' }
    expect(await exitOf(run('lifetime-value', 'a,b\n1,2024-01-01\n', few))).toMatch(
      /^2: A buying model needs at least 20 customers/,
    )
    expect(await exitOf(run('lifetime-value', 'a,b\n1,2024-01-01\n', { ...few, unit: 'year' }))).toBe(
      '2: --unit is one of day, week, month.',
    )
    expect(await exitOf(run('score', 'a,b\n1,2\n', { target: 'a', positive: '7' }))).toMatch(
      /^2: No row has a = 7; it is 1\.$/,
    )
  })

  it('reads amounts and days as people write them', () => {
    expect(['1,234.50', '1.234,50', '¥ 12', '(3.00)', '5,5', '1,234', '12元', '-7'].map(readAmount)).toEqual([
      1234.5, 1234.5, 12, -3, 5.5, 1234, 12, -7,
    ])
    expect(['', 'abc', '1-2', '—'].map(readAmount)).toEqual([null, null, null, null])
    const american = dayReader(['12/31/2023', '01/02/2024'])
    const european = dayReader(['31/12/2023', '01/02/2024'])
    const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000
    expect(american('01/02/2024')).toBe(day('2024-01-02'))
    expect(european('01/02/2024')).toBe(day('2024-02-01'))
    expect(european('2024年3月5日')).toBe(day('2024-03-05'))
    expect(european('2024-02-30')).toBeNull()
  })

  it('duplicates: groups rows of one person by the rows of the file, with roles given or recognized', async () => {
    const syllables = ['an', 'ber', 'co', 'dor', 'el', 'fin', 'gus', 'hol', 'iv', 'jor', 'kal', 'lin', 'mo']
    const word = (n: number) => [n, n * 5 + 2, n * 11 + 7].map((k) => syllables[k % 13]).join('')
    const people = Array.from({ length: 60 }, (_, i) => {
      const [given, family] = [word(i + 3), word(i * 17 + (i % 7))]
      return `${i},${given},${family},+44 7911 ${100_000 + ((i * 7919) % 900_000)},${family}.${word(i * 3)}@mail.com`
    })
    const [, given, family, phone, email] = people[3]!.split(',')
    const rows = [
      'id,first_name,surname,phone,email',
      ...people,
      'cut off',
      `60,${family},${given},${phone!.replace('+44 ', '0')},${email}`,
      '61,,,,',
    ]
    const { json, table } = await run('duplicates', rows.join('\n'), {})
    expect(json.clusters).toEqual([[3, 61]])
    expect(json.pairs).toEqual([{ a: 3, b: 61, probability: expect.any(Number) }])
    expect(json.fields.map(({ role }: { role: string }) => role)).toEqual([
      'given-name',
      'family-name',
      'phone',
      'email',
    ])
    expect(json.ignored).toEqual(['id'])
    expect(json.problems.map(({ row, why }: { row: number; why: string }) => [row, why])).toEqual([
      [60, 'has 1 cells instead of 5'],
      [62, 'has no value to compare'],
    ])
    expect(table).toContain('1 groups of duplicates')
    const named = await run('duplicates', rows.join('\n'), { fields: 'phone=phone,email=email' })
    expect(named.json.clusters).toEqual([[3, 61]])
    expect(await exitOf(run('duplicates', rows.join('\n'), { fields: 'phone=number' }))).toContain('2: --fields is')
    expect(await exitOf(run('duplicates', 'a,b\n1,2\n3,4', {}))).toContain('2: No column of')
  })
})
