import { findRules, readBaskets } from '@rapport/analytics/basket'
import { type AnalyzeCommand, analyzing, hopeless, need, numberOption } from './command.ts'
import { parseLoose, readText } from './read-csv.ts'
import { formatSome } from './table.ts'

export const basketCommand: AnalyzeCommand = {
  name: 'basket',
  describe: 'What is bought together, from a file with one basket per line and its items in the cells',
  options: [
    { flags: '--support <share>', describe: 'least share of baskets, 0.01 for 1 %', required: true },
    {
      flags: '--confidence <share>',
      describe: 'least share of baskets with the left side that have the right one',
      required: true,
    },
  ],
  async run(args) {
    need(args, 'support')
    need(args, 'confidence')
    const support = numberOption(args, 'support', 0, 1e-9, 1)
    const confidence = numberOption(args, 'confidence', 0, 0, 1)
    const source = await readText(args.file)
    const rows = parseLoose(source)
    const problems = rows.flatMap((row, i) =>
      row.every((cell) => cell.trim() === '') ? [{ row: i, line: i + 1, why: 'holds no items' }] : [],
    )
    const baskets = readBaskets(rows.filter((row) => row.some((cell) => cell.trim() !== '')))
    if (baskets.size === 0) throw hopeless(`${source.file} holds no baskets.`)
    return analyzing(() => {
      const rules = findRules(baskets, { support, confidence })
      const table = `${baskets.size} baskets, ${baskets.items.length} items, ${rules.length} rules\n\n${formatSome(
        ['if', 'then', 'support', 'confidence', 'lift', 'false discovery'],
        rules.map((rule) => [
          rule.left.join(', '),
          rule.right,
          rule.support,
          rule.confidence,
          rule.lift,
          rule.falseDiscoveryRate,
        ]),
      )}`
      const written = rules.map(({ left, right, ...figures }) =>
        named([['if', left], ['then', right], ...Object.entries(figures)]),
      )
      return { json: { baskets: baskets.size, items: baskets.items.length, rules: written, problems }, table }
    })
  },
}

/** Built from pairs, because a property written as `then` would make the rule look like a promise. */
const named = (pairs: readonly (readonly [string, unknown])[]): Record<string, unknown> => Object.fromEntries(pairs)
