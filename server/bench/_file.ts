import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { emailOf, externalIdOf, makePerson, phoneOf } from './_people.ts'

const COLUMNS = ['External ID', 'Name', 'Phone', 'Email', 'City', 'Industry', 'Source', 'Note']

export interface FileOptions {
  readonly rows: number
  /** Number of the first new customer. */
  readonly from: number
  /** Every so many rows one is about a customer that is there already (1: all are). */
  readonly knownEvery: number
  readonly known: number
}

/** Writes a CSV file of customers as another program would export it. */
export async function writeCustomerFile(path: string, { rows, from, knownEvery, known }: FileOptions): Promise<void> {
  const file = createWriteStream(path)
  file.write(`${COLUMNS.join(',')}\n`)
  let text = ''
  for (let row = 0; row < rows; row++) {
    const isKnown = row % knownEvery === 0
    const index = isKnown ? (row * 7919) % known : from + row
    const { customer } = makePerson(index, { of: () => '' })
    const note = isKnown ? `Met again in row ${row}` : `From the fair in row ${row}`
    const cells = [
      externalIdOf(index),
      customer.name,
      phoneOf(index),
      emailOf(index),
      customer.city,
      customer.industry,
      customer.source,
      note,
    ]
    text += `${cells.join(',')}\n`
    if (text.length > 1_000_000) {
      if (!file.write(text)) await once(file, 'drain')
      text = ''
    }
  }
  file.end(text)
  await once(file, 'finish')
}
