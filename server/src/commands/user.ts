import { text } from 'node:stream/consumers'
import type { Command } from 'commander'
import { StartError } from '../kernel/database/start-error.ts'
import { type LocalOptions, print, withLocal } from './local.ts'
import { addRotations } from './sensitive-keys.ts'

interface UserOptions extends LocalOptions {
  readonly email: string
  readonly name: string
  readonly passwordStdin?: boolean
  readonly role?: string
  readonly firm?: string
  readonly country?: string
  readonly language?: string
}

/** `rapport user create`: the first one makes the firm and is its administrator. */
export function addUserCommand(program: Command): void {
  const user = program.command('user').description('People who sign in')
  user
    .command('create')
    .description('Creates a user; the first one is the administrator of a new firm')
    .requiredOption('--email <address>', 'mail address to sign in with')
    .requiredOption('--name <name>', 'full name')
    .option('--password-stdin', 'read the password from standard input')
    .option('--workspace <name>', 'name or id of the workspace')
    .option('--firm <name>', 'name of the new firm, when there is none yet')
    .option('--role <name>', 'role by name; Administrator for the first user')
    .option('--country <code>', 'country of the new firm, such as CN')
    .option('--language <code>', 'zh-CN or en')
    .option('--data <dir>', 'data folder')
    .option('--json', 'print one JSON document')
    .action(async (options: UserOptions) => {
      const password = options.passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined
      if (!password) throw new StartError('Give the password on standard input, with --password-stdin.', 2)
      await withLocal(options, async ({ app }) => {
        const created = await app.platform.createUser({
          email: options.email,
          name: options.name,
          password,
          workspace: options.workspace ?? options.firm,
          country: options.country,
          role: options.role,
          language: options.language === 'zh-CN' ? 'zh-CN' : 'en',
        })
        print(options, created, [`Created ${options.email}.`])
      })
    })
}

interface KeyOptions extends LocalOptions {
  readonly role: string
  readonly name?: string
}

/** `rapport key create`: a key acts with a role in one workspace. */
export function addKeyCommand(program: Command): void {
  const key = program.command('key').description('API keys, and the keys of sensitive values')
  addRotations(key)
  key
    .command('create')
    .description('Creates an API key; its secret is shown once')
    .option('--workspace <name>', 'name or id of the workspace')
    .requiredOption('--role <name>', 'role by name')
    .option('--name <name>', 'what the key is for')
    .option('--data <dir>', 'data folder')
    .option('--json', 'print one JSON document')
    .action(async (options: KeyOptions) => {
      await withLocal(options, async (local) => {
        const created = await local.app.platform.createKey({
          workspace: options.workspace,
          role: options.role,
          name: options.name ?? 'command line',
        })
        print(options, { ...created, key: created.secret }, [`Key (shown only now): ${created.secret}`])
      })
    })
}
