import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { mergeCustomers, startMergeRun, sureGroups, undoMerge } from '../customers/index.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Ctx } from '../kernel/context.ts'
import { StartError } from '../kernel/database/start-error.ts'
import { readTransaction, writeTransaction } from '../kernel/database/transaction.ts'
import { insertJob, type JobRow } from '../kernel/jobs/job.ts'
import { type Local, type LocalOptions, localActor, print, withLocal } from './local.ts'

type Work = (local: Local, actor: Actor) => Promise<void>

const LISTED_MAX = 1_000_000
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** `rapport duplicates scan|list|merge|merge-file|resume|unmerge`; each subcommand adds itself here. */
export function addDuplicatesCommand(program: Command): void {
  const duplicates = program
    .command('duplicates')
    .description('Finds records of one customer, merges them, and takes merges back')
  for (const add of [addScan, addList, addMerge, addMergeFile, addResume, addUnmerge]) add(duplicates)
}

const withOptions = (command: Command) =>
  command
    .option('--workspace <name>', 'name or id of the workspace; needed when there are several')
    .option('--data <dir>', 'data folder')
    .option('--json', 'print one JSON document')

const run = (options: LocalOptions, work: Work) =>
  withLocal(options, async (local) => work(local, await localActor(local, options.workspace)))

const write = <T>(local: Local, actor: Actor, use: (ctx: Ctx) => Promise<T>) =>
  writeTransaction(local.app.runtime, actor, { requestId: 'command-line' }, use)

function checkIds(ids: readonly string[]): void {
  const wrong = ids.find((id) => !ID.test(id))
  if (wrong !== undefined) throw new StartError(`"${wrong}" is no id.`, 2)
}

interface ScanOptions extends LocalOptions {
  readonly changed?: boolean
}

function addScan(duplicates: Command): void {
  withOptions(duplicates.command('scan'))
    .description('Looks for probable duplicates among all customers')
    .option('--changed', 'look only at what changed since the last scan')
    .action((options: ScanOptions) =>
      run(options, async (local, actor) => {
        const id = await write(local, actor, (ctx) => insertJob(ctx, 'scan-duplicates', { full: !options.changed }))
        const job = await local.app.jobs.runNow(actor.workspaceId, id)
        if (job.state !== 'done') throw new StartError(job.problem?.detail ?? `The job ended as ${job.state}.`, 1)
        const result = job.result as Readonly<Record<string, unknown>>
        print(
          options,
          { job: job.id, ...result },
          Object.entries(result).map(([key, value]) => `${key}: ${value}`),
        )
      }),
    )
}

interface ListOptions extends LocalOptions {
  readonly from?: string
}

function addList(duplicates: Command): void {
  withOptions(duplicates.command('list'))
    .description('Prints the groups that the last scan found, as `merge-file` reads them')
    .option('--from <probability>', 'groups at least this sure, 0 to 1', '0')
    .action((options: ListOptions) =>
      run(options, async (local, actor) => {
        const from = Number(options.from)
        if (!(from >= 0 && from <= 1)) throw new StartError('--from is a number between 0 and 1.', 2)
        const groups = await readTransaction(local.app.runtime, actor, { requestId: 'command-line' }, (ctx) =>
          sureGroups(ctx, from, LISTED_MAX),
        )
        print(
          options,
          groups,
          groups.map(({ ids }) => ids.join(' ')),
        )
      }),
    )
}

interface MergeOptions extends LocalOptions {
  readonly survivor?: string
}

function addMerge(duplicates: Command): void {
  withOptions(duplicates.command('merge'))
    .description('Merges customers into one')
    .argument('<ids...>', 'customers that are one')
    .option('--survivor <id>', 'whose record stays; chosen by rule when omitted')
    .action(async (ids: string[], options: MergeOptions) => {
      const { survivor } = options
      checkIds(survivor ? [survivor, ...ids] : ids)
      const mergedIds = ids.filter((id) => id !== survivor)
      await run(options, async (local, actor) => {
        const merged = await write(local, actor, (ctx) =>
          mergeCustomers(ctx, { mergedIds, ...(survivor && { survivorId: survivor }) }),
        )
        print(options, merged, [`Merged ${merged.mergedIds.length} into ${merged.survivorId}. Merge ${merged.merge}.`])
      })
    })
}

function addMergeFile(duplicates: Command): void {
  withOptions(duplicates.command('merge-file'))
    .description('Merges many groups: a JSON file [{"survivorId": …, "ids": […]}, …]')
    .argument('<file>', 'the file')
    .action(async (file: string, options: LocalOptions) => {
      const groups = readGroups(file)
      await run(options, async (local, actor) => {
        const { job } = await write(local, actor, (ctx) =>
          startMergeRun(ctx, groups, (kind, payload) => insertJob(ctx, kind, payload)),
        )
        answer(options, await local.app.jobs.runNow(actor.workspaceId, job))
      })
    })
}

function addResume(duplicates: Command): void {
  withOptions(duplicates.command('resume'))
    .description('Goes on with a merge of many groups whose process was killed')
    .argument('<job>', 'the job')
    .action(async (job: string, options: LocalOptions) => {
      checkIds([job])
      await run(options, async (local, actor) =>
        answer(options, await local.app.jobs.resumeNow(actor.workspaceId, job)),
      )
    })
}

function addUnmerge(duplicates: Command): void {
  withOptions(duplicates.command('unmerge'))
    .description('Takes a merge back')
    .argument('<merge>', 'the merge')
    .action(async (merge: string, options: LocalOptions) => {
      checkIds([merge])
      await run(options, async (local, actor) => {
        const undone = await write(local, actor, (ctx) => undoMerge(ctx, merge))
        print(options, undone, [`Taken back: ${undone.mergedIds.join(', ')}.`])
      })
    })
}

interface Group {
  readonly survivorId?: string
  readonly ids: string[]
}

function readGroups(file: string): Group[] {
  let groups: unknown
  try {
    groups = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new StartError(`${file} cannot be read as JSON: ${(error as Error).message}`, 2)
  }
  const isGroup = (group: unknown): group is Group => {
    const { ids, survivorId } = (group ?? {}) as Partial<Group>
    return Array.isArray(ids) && [...ids, ...(survivorId ? [survivorId] : [])].every((id) => ID.test(String(id)))
  }
  if (Array.isArray(groups) && groups.length > 0 && groups.every(isGroup)) return groups
  throw new StartError(`${file} does not hold a list of groups with ids.`, 2)
}

function answer(options: LocalOptions, job: JobRow): void {
  if (job.state !== 'done') throw new StartError(job.problem?.detail ?? `The job ended as ${job.state}.`, 1)
  const result = job.result as Readonly<Record<string, unknown>>
  print(
    options,
    { job: job.id, ...result },
    ['groups', 'merged', 'unchanged', 'refused'].map((key) => `${key}: ${result[key]}`),
  )
}
