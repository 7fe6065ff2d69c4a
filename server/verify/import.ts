import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type pg from 'pg'
import { type Firm, openFirm } from './_firm.ts'

/** Imports the real files through the command line into an empty firm and holds the results against what is known of them. */
const data = resolve('../shared/data')
const say = (line: string) => process.stdout.write(`${line}\n`)

interface Figure {
  readonly name: string
  readonly expected: unknown
  readonly ours: unknown
}

async function main(): Promise<void> {
  if (!existsSync(data)) {
    say('The real files (../shared/data) are not here; nothing was verified.')
    return
  }
  const firm = await openFirm()
  try {
    const figures = [
      ...(await verifyCdnow(firm)),
      ...(await verifyRetail(firm)),
      ...(await verifyMaven(firm)),
      ...verifyCards(firm),
      ...(await verifyEncodings(firm)),
    ]
    print(figures)
    if (figures.some(isOff)) process.exitCode = 1
  } finally {
    await firm.close()
  }
}

const isOff = ({ expected, ours }: Figure) => JSON.stringify(expected) !== JSON.stringify(ours)

function print(figures: readonly Figure[]): void {
  const width = Math.max(...figures.map(({ name }) => name.length))
  for (const figure of figures) {
    say(
      `${figure.name.padEnd(width)}  expected ${String(figure.expected).padStart(12)}  ours ${String(figure.ours).padStart(12)}  ${isOff(figure) ? 'DIFFERS' : 'equal'}`,
    )
  }
}

async function one(client: pg.Client, text: string): Promise<Record<string, unknown>> {
  return (await client.query(text)).rows[0]
}

async function verifyRetail({ run, client }: Firm): Promise<Figure[]> {
  const result = run(['import', 'orders', join(data, 'retail/online_retail_part.csv')])
  const sums = await one(
    client,
    `select (select count(*) from sales."order")::int as orders, (select count(*) from customers.customer)::int as customers,
      (select sum(amount) from sales.order_line)::bigint as total,
      (select count(distinct o.id) from sales."order" o where o.number like 'C%')::int as cancelled,
      (select min(placed_on)::text from sales."order") as first, (select max(placed_on)::text from sales."order") as last`,
  )
  return [
    { name: 'Online Retail: rows', expected: 39_530, ours: result.rows },
    { name: 'Online Retail: broken last line', expected: 1, ours: result.rejected },
    { name: 'Online Retail: rows without customer', expected: 13_766, ours: result.anonymous },
    { name: 'Online Retail: invoices', expected: 1_893, ours: sums.orders },
    { name: 'Online Retail: customers', expected: 922, ours: sums.customers },
    { name: 'Online Retail: sum', expected: '681528.61', ours: (Number(sums.total) / 100).toFixed(2) },
    { name: 'Online Retail: first day', expected: '2010-12-01', ours: sums.first },
    { name: 'Online Retail: last day', expected: '2010-12-20', ours: sums.last },
  ]
}

async function verifyMaven({ run, client }: Firm): Promise<Figure[]> {
  const result = run(['import', 'customers', join(data, 'pipeline/maven_accounts.csv')])
  const { count } = await one(client, `select count(*)::int as count from customers.relation where role = 'parent-of'`)
  return [
    { name: 'Maven: accounts', expected: 85, ours: result.created },
    { name: 'Maven: subsidiaries', expected: 15, ours: count },
  ]
}

async function verifyCdnow({ run, client }: Firm): Promise<Figure[]> {
  const before = await one(client, 'select count(*)::int as count from customers.customer')
  const result = run([
    'import',
    'orders',
    join(data, 'clv/cdnowElog.csv'),
    '--map',
    'masterid=customerExternalId,sampleid=,date=placedOn,cds=quantity,sales=amount',
  ])
  const after = await one(client, 'select count(*)::int as count from customers.customer')
  const undone = run(['import', 'undo', result.batch])
  const restored = await one(client, 'select count(*)::int as count from customers.customer')
  return [
    { name: 'CDNOW: rows', expected: 6_919, ours: result.rows },
    { name: 'CDNOW: customers', expected: 2_357, ours: Number(after.count) - Number(before.count) },
    { name: 'CDNOW: customers after undo', expected: before.count, ours: undone.undone > 0 ? restored.count : null },
  ]
}

function verifyCards({ run }: Firm): Figure[] {
  const cards = {
    'John_Doe_ANDROID.vcf': 6,
    'John_Doe_IPHONE.vcf': 1,
    'gmail-list.vcf': 3,
    'rfc2426-example.vcf': 2,
    'outlook-2003.vcf': 1,
    'jcard-example.json': 1,
    'rfc6351-example.xml': 1,
  }
  return Object.entries(cards).map(([file, count]) => ({
    name: `Cards: ${file}`,
    expected: count,
    ours: run(['import', 'customers', join(data, 'import/vcard', file), '--dry-run']).rows,
  }))
}

async function verifyEncodings({ run, client }: Firm): Promise<Figure[]> {
  const files = [
    'zh_reviews_utf8.csv',
    'zh_reviews_utf8_bom.csv',
    'zh_reviews_gb18030.csv',
    'zh_reviews_utf16le_bom.tsv',
  ]
  const sums: string[] = []
  for (const file of files) {
    const { batch } = run([
      'import',
      'interactions',
      join(data, 'import/encodings', file),
      '--map',
      'review=body,label=subject',
      '--match',
      'none',
    ])
    const { sum } = await one(
      client,
      `select md5(string_agg(i.body, '|' order by e.id)) as sum from (
        select subject_id, row_number() over (order by after->>'body') as id from kernel.event where batch_id = '${batch}' and subject_type = 'interaction') e
       join conversations.interaction i on i.id = e.subject_id`,
    )
    sums.push(String(sum))
  }
  return files.map((file, index) => ({ name: `Reviews: ${file}`, expected: sums[0], ours: sums[index] }))
}

await main()
