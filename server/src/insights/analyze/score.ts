import { type CrossValidation, crossValidate, findLeaks, inferFields } from '@rapport/analytics/scoring'
import { type AnalyzeCommand, analyzing, choose, hopeless, need, numberOption } from './command.ts'
import { findColumn, readColumns, readHeader, readText } from './read-csv.ts'
import { formatProblems, formatTable } from './table.ts'

export const scoreCommand: AnalyzeCommand = {
  name: 'score',
  describe: 'How well an outcome (a sale, a cancellation) can be foreseen from the other columns of a file',
  options: [
    { flags: '--target <column>', describe: 'the outcome', required: true },
    { flags: '--positive <value>', describe: 'its value where it happened', required: true },
    { flags: '--exclude <columns>', describe: 'columns to leave out, separated by commas' },
    { flags: '--model <model>', describe: 'logistic or trees', default: 'logistic' },
    { flags: '--folds <n>', describe: 'parts of the cross-validation', default: '5' },
    { flags: '--seed <s>', describe: 'seed of the parts', default: '42' },
  ],
  async run(args) {
    const positive = need(args, 'positive').trim()
    const model = choose(args, 'model', ['logistic', 'trees'], 'logistic')
    const folds = Math.round(numberOption(args, 'folds', 5, 2, 50))
    const seed = numberOption(args, 'seed', 42, -2147483648, 4294967295)
    const source = await readText(args.file)
    const header = readHeader(source)
    const target = findColumn(header, need(args, 'target'), source.file)
    const excluded = (args.options.exclude ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
    const left = new Set(excluded.map((name) => findColumn(header, name, source.file)))
    const used = header.map((_, i) => i).filter((i) => i !== target && !left.has(i))
    const { columns, rows, lines, problems } = readColumns(source, [target, ...used], header.length)
    const kept = rows.map((_, i) => i).filter((i) => columns[0]![i] !== '')
    rows.forEach((row, i) => {
      if (columns[0]![i] === '') problems.push({ row, line: lines[i]!, why: `has no ${header[target]}` })
    })
    problems.sort((a, b) => a.row - b.row)
    const outcome = kept.map((i) => (columns[0]![i] === positive ? 1 : 0))
    if (!outcome.includes(1)) {
      const values = [...new Set(kept.slice(0, 10_000).map((i) => columns[0]![i]))].slice(0, 10)
      throw hopeless(`No row has ${header[target]} = ${positive}; it is ${values.join(', ')}.`)
    }
    const cells = columns.slice(1).map((column) => kept.map((i) => column[i]!))
    const { fields, unusable } = inferFields(
      used.map((i) => header[i]!),
      cells,
    )
    return analyzing(() => {
      const found = crossValidate(fields, outcome, { model, folds, seed })
      const leaks = findLeaks(fields, outcome).map(({ field, reason, why }) => ({ field, why, reason }))
      const { brier, liftTopDecile, reliabilityError, logLoss } = found.pooled
      const json = {
        rows: found.rows,
        positives: found.positives,
        model,
        auc: found.auc,
        brier,
        logLoss,
        liftTopDecile,
        reliabilityError,
        leaks,
        fields: fields.map(({ name }) => name),
        unusable,
        problems,
      }
      const table = describe(found, folds, leaks) + formatProblems(problems)
      return { json, table }
    })
  },
}

function describe(
  { rows, positives, auc, pooled }: CrossValidation,
  folds: number,
  leaks: readonly { field: string; why: string }[],
): string {
  const figures = formatTable(
    ['figure', 'value'],
    [
      ['rows', rows],
      ['with the outcome', positives],
      [`AUC, mean of ${folds} folds`, auc.mean],
      ['AUC, deviation over folds', auc.sd],
      ['Brier score', pooled.brier],
      ['lift of the best tenth', pooled.liftTopDecile],
      ['reliability error', pooled.reliabilityError],
    ],
  )
  const named = leaks.map(({ field, why }) => `  ${field}: ${why}`).join('\n')
  return leaks.length > 0 ? `${figures}\n\nFields that may know the answer:\n${named}` : figures
}
