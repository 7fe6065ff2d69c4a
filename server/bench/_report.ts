import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describeMachine } from './_machine.ts'

/** One number that was asked for, beside the one that was measured. */
export interface Line {
  readonly what: string
  readonly asked: string
  readonly measured: string
  readonly isReached: boolean
  /** What the number rests on: processor time, ratios, load of the machine. */
  readonly detail?: string
}

interface Section {
  readonly title: string
  /** How it was measured. */
  readonly method: string
  readonly lines: readonly Line[]
}

const ORDER = ['comparison', 'million', 'duplicates', 'import', 'process'] as const
const FOLDER = '.cache/bench/results'

/** Keeps a program's results and writes docs/benchmarks.md anew from all that were kept. */
export function report(name: (typeof ORDER)[number], section: Section): void {
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(`${FOLDER}/${name}.json`, JSON.stringify(section, null, 2))
  for (const line of section.lines) {
    process.stdout.write(
      `${line.isReached ? 'reached    ' : 'NOT reached'}  ${line.what}: ${line.measured} (asked ${line.asked})  ${line.detail ?? ''}\n`,
    )
  }
  const sections = ORDER.filter((key) => existsSync(`${FOLDER}/${key}.json`)).map(
    (key) => JSON.parse(readFileSync(`${FOLDER}/${key}.json`, 'utf8')) as Section,
  )
  writeFileSync('docs/benchmarks.md', [heading(), ...sections.map(format)].join('\n'))
}

const heading = () => `# Benchmarks

Printed by \`npm run bench\`, never typed. Measured on ${describeMachine()}; client, product and PostgreSQL share the cores.
Times depend on the machine and on what else runs on it, which each line tells as load (runnable processes over the
last minute: above the number of cores, others were served too). Ratios against the same work done raw in the same run
and processor time a request do not depend on it as much.
`

function format({ title, method, lines }: Section): string {
  const rows = lines.map(
    ({ what, asked, measured, isReached, detail }) =>
      `| ${what} | ${asked} | ${measured} | ${isReached ? 'reached' : '**not reached**'} | ${detail ?? ''} |`,
  )
  return [`## ${title}`, '', method, '', '| what | asked | measured | | |', '|---|---|---|---|---|', ...rows, ''].join(
    '\n',
  )
}
