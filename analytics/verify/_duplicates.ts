import { bilingualSet } from '../src/duplicates/bilingual/bilingual-set.ts'
import { type Duplicates, findDuplicates, type Role } from '../src/duplicates/index.ts'
import { type Figure, figuresOf, readNamed, timed } from './_figure.ts'
import type { Say } from './_pictures.ts'
import { simulateRegister } from './_register.ts'
import type { Picture } from './_svg.ts'

const FEBRL: Readonly<Record<string, Role>> = {
  given_name: 'given-name',
  surname: 'family-name',
  street_number: 'other',
  address_1: 'address',
  address_2: 'address',
  suburb: 'city',
  postcode: 'postcode',
  state: 'region',
}
const SPLINK: Readonly<Record<string, Role>> = {
  first_name: 'given-name',
  surname: 'family-name',
  dob: 'date',
  city: 'city',
  email: 'email',
}

const PUBLISHED = [
  ['FEBRL 1', 'febrl_dataset1.csv', FEBRL, 0.995, 'rec_id'],
  ['FEBRL 2', 'febrl_dataset2.csv', FEBRL, 0.985, 'rec_id'],
  ['Splink fake 1000', 'splink_fake_1000.csv', SPLINK, 0.96, 'cluster'],
] as const

/** One published set, compared by its columns of names and places. */
function judgePublished(file: string, roles: Readonly<Record<string, Role>>, truthOf: string) {
  const data = readNamed(`dedup/${file}`)
  const blanked = (column: string) => {
    // Cells follow a blank after the comma, in the header too.
    const found = data.names.find((one) => one.trim() === column)
    if (found === undefined) throw new Error(`${file} has no column ${column}.`)
    return data.column(found).map((cell) => cell.trim())
  }
  const truth = blanked(truthOf).map((id) => (truthOf === 'rec_id' ? id.split('-')[1]! : id))
  const columns = Object.entries(roles).map(([column, role]) => ({ name: column, role, values: blanked(column) }))
  const { result, timeMs } = timed(() => findDuplicates(columns))
  return { ...judge(result, truth), timeMs }
}

/** How many of the pairs found are right, and how many of the right ones are found. */
export function pictureDuplicates() {
  const bilingual = bilingualSet(42, 5_000)
  const own = judge(findDuplicates(bilingual.columns), bilingual.truth)
  const sets = PUBLISHED.map(([name, file, roles, , truthOf]) => ({ name, ...judgePublished(file, roles, truthOf) }))
  return (say: Say): Picture => ({
    kind: 'bars',
    title: say('Duplicates found without a single labelled example', '没有任何标注样本时的查重结果'),
    series: [
      say('found pairs that are right', '查出的对中正确的'),
      say('right pairs that are found', '真实重复中查出的'),
    ],
    rows: [...sets, { name: say('Chinese and English', '中英文客户'), ...own }].map(({ name, precision, recall }) => ({
      label: name,
      values: [precision, recall],
      note: `${(100 * precision).toFixed(1)} % · ${(100 * recall).toFixed(1)} %`,
    })),
  })
}

/** Duplicates found without training labels, held against the truth, and a million records. */
export function verifyDuplicates(): Figure[] {
  const { figures, atLeast, within } = figuresOf('duplicates')
  for (const [name, file, roles, limit, truthOf] of PUBLISHED) {
    const { precision, recall, timeMs } = judgePublished(file, roles, truthOf)
    atLeast(`${name}: F1 of pairs, no labels`, limit, (2 * precision * recall) / (precision + recall), timeMs)
  }
  const bilingual = bilingualSet(42, 5_000)
  const found = timed(() => findDuplicates(bilingual.columns))
  const own = judge(found.result, bilingual.truth)
  const f1 = (2 * own.precision * own.recall) / (own.precision + own.recall)
  atLeast('5,000 Chinese and English persons and firms: F1 of pairs, no labels', 0.95, f1, found.timeMs)
  const rows = 1_000_000
  const register = simulateRegister(rows, 11)
  const { result, timeMs } = timed(() => findDuplicates(register.columns))
  const { precision, recall } = judge(result, register.entity)
  within('1,000,000 records with households: processor seconds, all threads', 60, timeMs / 1000, timeMs)
  within('1,000,000 records: memory of the process, MB', 4_000, Math.round(process.memoryUsage().rss / 1e6))
  atLeast('1,000,000 records: precision', 0.98, precision)
  atLeast('1,000,000 records: recall', 0.95, recall)
  return figures
}

/** Share of the found pairs that are true, and of the true pairs that are found. */
function judge({ pairs }: Duplicates, truth: ArrayLike<unknown>): { precision: number; recall: number } {
  const counts = new Map<unknown, number>()
  for (let row = 0; row < truth.length; row++) counts.set(truth[row], (counts.get(truth[row]) ?? 0) + 1)
  let all = 0
  for (const count of counts.values()) all += (count * (count - 1)) / 2
  const right = pairs.filter(({ a, b }) => truth[a] === truth[b]).length
  return { precision: right / Math.max(1, pairs.length), recall: right / all }
}
