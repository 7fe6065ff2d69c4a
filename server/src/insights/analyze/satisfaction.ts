import { readFile } from 'node:fs/promises'
import { bootstrapSatisfaction, estimateSatisfaction, type PathModel } from '@rapport/analytics/satisfaction'
import { readAmount } from './cells.ts'
import { type AnalyzeCommand, analyzing, choose, hopeless, need, numberOption } from './command.ts'
import { findColumn, type RowProblem, readColumns, readHeader, readText } from './read-csv.ts'
import { formatProblems, formatTable } from './table.ts'

interface ModelFile extends PathModel {
  readonly scaled?: boolean
  readonly scale?: readonly [number, number]
}

const NO_ANSWER = new Set(['', 'na', 'n/a', 'nan', 'null', '-', '.', '未答'])

export const satisfactionCommand: AnalyzeCommand = {
  name: 'satisfaction',
  describe: 'A satisfaction index and what drives it, from a survey file and a path model',
  options: [
    {
      flags: '--model <file>',
      describe: 'constructs, their questions and the arrows between them, as JSON',
      required: true,
    },
    { flags: '--scheme <scheme>', describe: 'centroid, factorial or path', default: 'path' },
    { flags: '--bootstrap <n>', describe: 'resamples for intervals' },
    { flags: '--seed <s>', describe: 'seed of the resamples', default: '42' },
  ],
  async run(args) {
    const model = await readModel(need(args, 'model'))
    const scheme = choose(args, 'scheme', ['centroid', 'factorial', 'path'], 'path')
    const seed = numberOption(args, 'seed', 42, -2147483648, 4294967295)
    const resamples = args.options.bootstrap === undefined ? null : numberOption(args, 'bootstrap', 0, 50, 1_000_000)
    const source = await readText(args.file)
    const header = readHeader(source)
    const indicators = Object.values(model.constructs).flatMap((construct) => construct.indicators)
    const wanted = indicators.map((name) => findColumn(header, name, source.file))
    const { columns, rows, lines, problems } = readColumns(source, wanted, header.length)
    const { answers, kept } = readAnswers(indicators, columns, rows, lines, problems)
    if (kept === 0) throw hopeless(`No respondent of ${source.file} could be read: the first ${problems[0]!.why}.`)
    const options = { scheme, standardize: model.scaled ?? true, scale: model.scale ?? ([1, 10] as const) }
    return analyzing(() => {
      const estimate = estimateSatisfaction(model, answers, options)
      const bootstrap =
        resamples === null ? null : bootstrapSatisfaction(model, answers, { ...options, resamples, seed })
      const json = {
        scheme,
        respondents: estimate.respondents,
        missingAnswers: estimate.missingAnswers,
        converged: estimate.converged,
        paths: estimate.paths.map(({ from, to, coefficient }) => ({ from, to, coefficient })),
        totalEffects: estimate.totalEffects,
        indicators: estimate.indicators,
        r2: estimate.r2,
        gof: estimate.gof,
        index: estimate.index,
        indexDeviation: estimate.indexDeviation,
        reliability: estimate.reliability,
        ...(bootstrap ? { bootstrap } : {}),
        problems,
      }
      const interval = (i: number) => bootstrap?.paths[i]?.bca ?? [null, null]
      const table = [
        formatTable(
          ['construct', 'index 0–100', 'R²', 'AVE', 'alpha', 'rho'],
          Object.entries(estimate.index).map(([name, index]) => {
            const { ave, alpha, rho } = estimate.reliability[name]!
            return [name, index, estimate.r2[name] ?? null, ave, alpha, rho]
          }),
        ),
        formatTable(
          ['from', 'to', 'path', 'low', 'high', 'total effect'],
          estimate.paths.map((path, i) => [path.from, path.to, path.coefficient, ...interval(i), path.totalEffect]),
        ),
        `${estimate.respondents} respondents, ${scheme} scheme, goodness of fit ${estimate.gof.toFixed(4)}`,
      ].join('\n\n')
      return { json, table: table + formatProblems(problems) }
    })
  },
}

async function readModel(file: string): Promise<ModelFile> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw hopeless(`There is no model file ${file}.`)
  })
  let model: Partial<ModelFile> | null = null
  try {
    model = JSON.parse(text) as Partial<ModelFile> | null
  } catch {
    throw hopeless(`${file} is not JSON.`)
  }
  const constructs = model?.constructs
  const right =
    typeof constructs === 'object' &&
    constructs !== null &&
    Object.values(constructs).every(
      (one) => Array.isArray(one?.indicators) && ['A', 'B', undefined].includes(one.mode),
    ) &&
    Array.isArray(model?.paths) &&
    model.paths.every((path) => Array.isArray(path) && path.length === 2) &&
    (model.scale === undefined || (Array.isArray(model.scale) && model.scale.length === 2))
  if (!right)
    throw hopeless(`${file} must hold constructs with indicators (mode A or B), and paths as pairs of their names.`)
  return model as ModelFile
}

/** Empty cells are missing answers; a row with a cell that is no number is a problem. */
function readAnswers(
  indicators: readonly string[],
  columns: readonly string[][],
  rows: readonly number[],
  lines: readonly number[],
  problems: RowProblem[],
): { answers: Record<string, (number | null)[]>; kept: number } {
  const answers: Record<string, (number | null)[]> = Object.fromEntries(indicators.map((name) => [name, []]))
  let kept = 0
  rows.forEach((row, i) => {
    const cells = columns.map((column) => column[i]!)
    const values = cells.map((cell) => (NO_ANSWER.has(cell.toLowerCase()) ? null : readAmount(cell)))
    const wrong = values.findIndex((value, k) => value === null && !NO_ANSWER.has(cells[k]!.toLowerCase()))
    if (wrong >= 0) {
      problems.push({ row, line: lines[i]!, why: `has "${cells[wrong]}" as ${indicators[wrong]}` })
      return
    }
    kept++
    indicators.forEach((name, k) => {
      answers[name]!.push(values[k]!)
    })
  })
  problems.sort((a, b) => a.row - b.row)
  return { answers, kept }
}
