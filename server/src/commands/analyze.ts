import { Command } from 'commander'
import { analyzeCommands } from '../insights/index.ts'
import { print } from './local.ts'

/** `rapport analyze …`: the models of customer relationships on a file, without a database. */
export function addAnalyzeCommand(program: Command): void {
  const analyze = program.command('analyze').description('Runs a model of customer relationships on a file')
  for (const { name, describe, options, run } of analyzeCommands) {
    const command = new Command(name).description(describe).argument('<file>', 'CSV file')
    for (const option of options) {
      if (option.required) command.requiredOption(option.flags, option.describe, option.default)
      else command.option(option.flags, option.describe, option.default)
    }
    command.option('--json', 'print one JSON document')
    command.action(async (file: string, given: Record<string, string | undefined> & { json?: boolean }) => {
      const { json, table } = await run({ file, options: given })
      print({ json: Boolean(given.json) }, json, [table])
    })
    analyze.addCommand(command)
  }
}
