import { AnalysisFailure } from '@rapport/analytics/numerics'
import { StartError } from '../../kernel/database/start-error.ts'

export interface AnalyzeOption {
  /** As commander writes it: `--customer <column>`. */
  readonly flags: string
  readonly describe: string
  readonly required?: boolean
  readonly default?: string
}

/** What the command line gave: the file, and the options by camel-case name. */
export interface AnalyzeArguments {
  readonly file: string
  readonly options: Readonly<Record<string, string | undefined>>
}

export interface AnalyzeResult {
  /** The fixed form that scripts rest on. */
  readonly json: object
  /** The same for people: lines of text. */
  readonly table: string
}

/** One analysis on a file, without a database: `rapport analyze <name> FILE …`. */
export interface AnalyzeCommand {
  readonly name: string
  readonly describe: string
  readonly options: readonly AnalyzeOption[]
  /** @throws StartError with exit code 2 and one sentence when the file or the arguments cannot carry the analysis */
  run(args: AnalyzeArguments): Promise<AnalyzeResult>
}

/** A sentence for people and exit code 2. */
export const hopeless = (message: string): StartError => new StartError(message, 2)

/** Runs an analysis, turning its typed failures into one sentence and exit code 2. */
export async function analyzing<T>(run: () => T | Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof AnalysisFailure) throw hopeless(error.message)
    throw error
  }
}

/** @throws StartError when a required option is missing */
export function need(args: AnalyzeArguments, name: string): string {
  const value = args.options[name]
  if (value === undefined || value === '')
    throw hopeless(`--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)} is needed.`)
  return value
}

/** One of a few words. @throws StartError naming them */
export function choose<T extends string>(args: AnalyzeArguments, name: string, choices: readonly T[], fallback?: T): T {
  const value = args.options[name] ?? fallback
  const found = choices.find((choice) => choice === value)
  if (!found) throw hopeless(`--${name} is one of ${choices.join(', ')}.`)
  return found
}

/** A number within bounds. @throws StartError saying them */
export function numberOption(
  args: AnalyzeArguments,
  name: string,
  fallback: number,
  low: number,
  high: number,
): number {
  const text = args.options[name]
  const value = text === undefined ? fallback : Number(text)
  if (!(text?.trim() !== '' && value >= low && value <= high))
    throw hopeless(`--${name} is a number from ${low} to ${high}.`)
  return value
}
