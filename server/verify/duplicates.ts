import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { bilingualSet } from '../../analytics/src/duplicates/bilingual/bilingual-set.ts'
import { BOOK, exportedCards } from './_address-book.ts'
import { type Firm, openFirm } from './_firm.ts'

/** Imports sets whose truth is known as customers, scans them as the product does, and holds the groups against the truth. */
const data = resolve('../shared/data')
const say = (line: string) => process.stdout.write(`${line}\n`)

interface Judged {
  readonly name: string
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly f1Least: number
}

async function main(): Promise<void> {
  if (!existsSync(data)) {
    say('The sets (../shared/data) are not here; nothing was verified.')
    return
  }
  const judged = [await inFirm(verifyFebrl), await inFirm(verifyBilingual)]
  const known = await inFirm(verifyCards)
  for (const { name, precision, recall, f1, f1Least } of judged) {
    const [p, r, f] = [precision, recall, f1].map((share) => share.toFixed(4))
    say(`${name}  precision ${p}  recall ${r}  F1 ${f}  at least ${f1Least}  ${f1 >= f1Least ? 'reached' : 'MISSED'}`)
  }
  for (const { name, is } of known) say(`${name}  ${is ? 'found' : 'MISSED'}`)
  if (judged.some(({ f1, f1Least }) => f1 < f1Least) || known.some(({ is }) => !is)) process.exitCode = 1
}

async function inFirm<T>(use: (firm: Firm) => Promise<T>): Promise<T> {
  const firm = await openFirm()
  try {
    return await use(firm)
  } finally {
    await firm.close()
  }
}

/** Names and addresses with slips, as a customer list has them: without birthday and insurance number. */
async function verifyFebrl(firm: Firm): Promise<Judged> {
  const columns = 'given_name=givenName,surname=familyName,street_number=address,address_1=address,address_2=address'
  const map = `rec_id=externalId,${columns},suburb=city,postcode=postcode,state=region,date_of_birth=,soc_sec_id=`
  firm.run(['import', 'customers', join(data, 'dedup/febrl_dataset2.csv'), '--map', map, '--match', 'external-id'])
  const scanned = firm.run(['duplicates', 'scan'])
  say(`FEBRL 2: ${JSON.stringify(scanned)}`)
  const truthOf = (externalId: string) => externalId.split('-')[1]!
  return judge(firm, 'FEBRL 2 as customers', truthOf, 0.985)
}

/** Chinese and English customers, entered several times by different people. */
async function verifyBilingual(firm: Firm): Promise<Judged> {
  const { columns, truth } = bilingualSet(42, 5_000)
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
  const lines = Array.from(truth, (entity, row) =>
    [`${row}-${entity}`, ...columns.map(({ values }) => values[row] ?? '')].map(cell).join(','),
  )
  const file = join(firm.dataDir, 'bilingual.csv')
  writeFileSync(file, [['external id', ...columns.map(({ name }) => name)].join(','), ...lines].join('\n'))
  const imported = firm.run(['import', 'customers', file, '--map', 'birthday=birthday', '--match', 'external-id'])
  say(`Bilingual set: ${JSON.stringify(imported)} ${JSON.stringify(firm.run(['duplicates', 'scan']))}`)
  return judge(firm, 'Bilingual set as customers', (externalId) => externalId.split('-')[1]!, 0.95)
}

/** Pairs within groups against pairs of one truth. */
async function judge(
  { run, client }: Firm,
  name: string,
  truthOf: (externalId: string) => string,
  f1Least: number,
): Promise<Judged> {
  const { rows } = await client.query<{ id: string; external_id: string }>(
    // Employers that persons brought along have no truth of their own.
    'select id, external_id from customers.customer where external_id is not null',
  )
  const truth = new Map(rows.map(({ id, external_id }) => [id, truthOf(external_id)]))
  const sizes = new Map<string, number>()
  for (const one of truth.values()) sizes.set(one, (sizes.get(one) ?? 0) + 1)
  const pairsIn = (size: number) => (size * (size - 1)) / 2
  const all = [...sizes.values()].reduce((sum, size) => sum + pairsIn(size), 0)
  let [found, right] = [0, 0]
  for (const group of run(['duplicates', 'list']) as { ids: string[] }[]) {
    const ids = group.ids.filter((id) => truth.has(id))
    found += pairsIn(ids.length)
    right += ids.flatMap((a, i) => ids.slice(i + 1).filter((b) => truth.get(a) === truth.get(b))).length
  }
  const [precision, recall] = [right / Math.max(1, found), right / all]
  return { name, precision, recall, f1: (2 * precision * recall) / Math.max(1e-9, precision + recall), f1Least }
}

interface Known {
  readonly name: string
  readonly is: boolean
}

/** One address book as two programs export it, imported one after the other: everybody is matched or told as probable. */
async function verifyCards({ run, client, dataDir }: Firm): Promise<Known[]> {
  for (const [program, cards] of [
    ['first', exportedCards('first')],
    ['second', exportedCards('second')],
  ] as const) {
    const file = join(dataDir, `${program}.vcf`)
    writeFileSync(file, cards)
    say(`Cards, ${program} export: ${JSON.stringify(run(['import', 'customers', file]))}`)
  }
  say(`Cards: ${JSON.stringify(run(['duplicates', 'scan']))}`)
  const { rows } = await client.query<{ id: string; note: string }>(
    `select id, note from customers.customer where kind = 'person' and note ~ '^(first|second) '`,
  )
  const byNote = new Map(rows.map(({ id, note }) => [note, id]))
  const groups = (run(['duplicates', 'list']) as { ids: string[] }[]).map(({ ids }) => new Set(ids))
  return BOOK.map(({ family, given }, i) => {
    const [first, second] = [byNote.get(`first ${i}`), byNote.get(`second ${i}`)]
    // Who was matched took over the note of the second export.
    const isMatched = first === undefined && second !== undefined
    const isGrouped = groups.some((ids) => ids.has(first ?? '') && ids.has(second ?? ''))
    return { name: `Cards: ${family} ${given}`, is: isMatched || isGrouped }
  })
}

await main()
