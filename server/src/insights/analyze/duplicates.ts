import { findDuplicates, ROLES, type Role, recognizeRoles } from '@rapport/analytics/duplicates'
import { type AnalyzeCommand, analyzing, hopeless } from './command.ts'
import { type CsvColumns, type CsvText, findColumn, readColumns, readHeader, readText } from './read-csv.ts'
import { formatProblems, formatSome } from './table.ts'

export const duplicatesCommand: AnalyzeCommand = {
  name: 'duplicates',
  describe: 'Rows of a file that are one and the same person or organization',
  options: [
    {
      flags: '--fields <roles>',
      describe: `columns to compare as column=role,…; roles are ${ROLES.join(' ')}; by default they are recognized`,
    },
  ],
  async run(args) {
    const source = await readText(args.file)
    const header = readHeader(source)
    const { fields, ignored, read } = chooseFields(args.options.fields, source, header)
    const { rows, lines, problems } = read
    rows.forEach((row, i) => {
      if (fields.every(({ values }) => !values[i]))
        problems.push({ row, line: lines[i]!, why: 'has no value to compare' })
    })
    problems.sort((a, b) => a.row - b.row)
    return analyzing(() => {
      const found = findDuplicates(fields)
      // Rows that could not be read are left out; what is said goes by the rows of the file.
      const pairs = found.pairs.map(({ a, b, probability }) => ({ a: rows[a]!, b: rows[b]!, probability }))
      const clusters = found.clusters.map((cluster) => cluster.map((row) => rows[row]!))
      const json = {
        pairs,
        clusters,
        rows: rows.length,
        fields: fields.map(({ name, role }) => ({ column: name, role })),
        ignored,
        compared: found.blocking.compared,
        notes: found.problems,
        problems,
      }
      const shown = found.clusters.map((cluster, i) => [
        i + 1,
        cluster.map((row) => lines[row]!).join(', '),
        cluster
          .slice(0, 2)
          .map((row) => summary(fields.map(({ values }) => values[row] ?? '')))
          .join('  =  '),
      ])
      const fieldList = fields.map(({ name, role }) => `${name} as ${role}`).join(', ')
      const table = [
        `${rows.length} rows, ${clusters.length} groups of duplicates, ${pairs.length} pairs`,
        `compared: ${fieldList}${ignored.length > 0 ? `; left out: ${ignored.join(', ')}` : ''}`,
        ...found.problems,
        '',
        clusters.length > 0 ? formatSome(['group', 'lines', 'first two'], shown) : 'No duplicates were found.',
      ].join('\n')
      return { json, table: table + formatProblems(problems) }
    })
  },
}

interface ChosenFields {
  readonly fields: readonly { readonly name: string; readonly role: Role; readonly values: readonly string[] }[]
  /** Columns that are not compared. */
  readonly ignored: readonly string[]
  readonly read: CsvColumns
}

/** @throws StartError for an unknown column or role, or when no column can be recognized */
function chooseFields(option: string | undefined, source: CsvText, header: readonly string[]): ChosenFields {
  const wanted = option === undefined ? null : readFieldOption(option, header, source.file)
  const indexes = wanted ? wanted.map(({ index }) => index) : header.map((_, i) => i)
  const read = readColumns(source, indexes, header.length)
  const roles = wanted
    ? wanted.map(({ role }) => role)
    : recognizeRoles(header.map((name, i) => ({ name, values: read.columns[i]! }))).map(({ role }) => role)
  const fields = indexes.flatMap((index, i) => {
    const role = roles[i]
    if (!role) return []
    const isRepeated = header.indexOf(header[index]!) !== index
    return [{ name: isRepeated ? `${header[index]} (${index + 1})` : header[index]!, role, values: read.columns[i]! }]
  })
  if (fields.length === 0)
    throw hopeless(
      `No column of ${source.file} is recognized as a name, address, phone or e-mail; say them with --fields.`,
    )
  const used = new Set(indexes.filter((_, i) => roles[i]))
  return { fields, ignored: header.filter((_, i) => !used.has(i)), read }
}

function readFieldOption(option: string, header: readonly string[], file: string): { index: number; role: Role }[] {
  const chosen = option
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const at = part.lastIndexOf('=')
      const role = ROLES.find((known) => known === part.slice(at + 1).trim())
      if (at <= 0 || !role)
        throw hopeless(`--fields is column=role,… with a role of ${ROLES.join(', ')}; not ${part.trim()}.`)
      return { index: findColumn(header, part.slice(0, at).trim(), file), role }
    })
  if (chosen.length === 0) throw hopeless('--fields names no column.')
  const repeated = chosen.find(({ index }, i) => chosen.findIndex((other) => other.index === index) !== i)
  if (repeated) throw hopeless(`--fields names ${header[repeated.index]} twice.`)
  return chosen
}

/** What a row says, in short. */
const summary = (cells: readonly string[]): string => {
  const text = cells.filter((cell) => cell !== '').join(' ')
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
