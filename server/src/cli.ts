import { Command, CommanderError } from 'commander'
import { addAnalyzeCommand } from './commands/analyze.ts'
import { addDuplicatesCommand } from './commands/duplicates.ts'
import { addExportCommand } from './commands/export.ts'
import { addImportCommand } from './commands/import.ts'
import { version } from './commands/local.ts'
import { addSeedCommand } from './commands/seed.ts'
import { addStartCommand } from './commands/start.ts'
import { addKeyCommand, addUserCommand } from './commands/user.ts'
import { StartError } from './kernel/database/start-error.ts'
import { Problem } from './kernel/problem.ts'
import en from './kernel/words/en.json' with { type: 'json' }

const program = new Command('rapport').description('Rapport, customer relationships on one record').version(version())
for (const add of [
  addStartCommand,
  addImportCommand,
  addDuplicatesCommand,
  addExportCommand,
  addAnalyzeCommand,
  addSeedCommand,
  addUserCommand,
  addKeyCommand,
]) {
  add(program)
}

/** One sentence for people, an honest exit code for scripts. */
async function main(): Promise<void> {
  try {
    program.exitOverride()
    await program.parseAsync(process.argv)
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode
      return
    }
    const words = en as Readonly<Record<string, string>>
    const message =
      error instanceof Problem ? (words[`problem.${error.type}`] ?? `Refused: ${error.type}`) : (error as Error).message
    process.stderr.write(`${message}\n`)
    if (!(error instanceof StartError) && !(error instanceof Problem))
      process.stderr.write(`${(error as Error).stack}\n`)
    process.exitCode = error instanceof StartError ? error.exitCode : error instanceof Problem ? 2 : 1
  }
}

await main()
