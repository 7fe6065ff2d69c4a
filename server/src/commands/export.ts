import { createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { slices } from '../app.ts'
import { StartError } from '../kernel/database/start-error.ts'
import { readTransaction } from '../kernel/database/transaction.ts'
import { writeExport } from '../platform/index.ts'
import { type LocalOptions, localActor, print, withLocal } from './local.ts'

interface ExportOptions extends LocalOptions {
  readonly format: string
  readonly out: string
  readonly filter?: string
  readonly sort?: string
  readonly fields?: string
}

/** `rapport export customers|orders|… --format csv|xlsx --out FILE`. */
export function addExportCommand(program: Command): void {
  program
    .command('export')
    .description('Writes a list to a file that can be imported again')
    .argument('<records>', 'customers, orders, products, interactions …')
    .requiredOption('--out <file>', 'where to write')
    .option('--format <format>', 'csv or xlsx', 'csv')
    .option('--filter <json>', 'filter tree, as in the API')
    .option('--sort <field>', 'field to sort by, with - in front for descending')
    .option('--fields <list>', 'fields in their order, with commas between')
    .option('--workspace <name>', 'name or id of the workspace; needed when there are several')
    .option('--data <dir>', 'data folder')
    .option('--json', 'print one JSON document')
    .action(exportRecords)
}

async function exportRecords(path: string, options: ExportOptions): Promise<void> {
  const record = slices.flatMap((slice) => slice.records).find((candidate) => candidate.path === path)
  if (!record) throw new StartError(`There is no list "${path}".`, 2)
  if (options.format !== 'csv' && options.format !== 'xlsx') throw new StartError('--format is csv or xlsx.', 2)
  const { format } = options
  const out = resolve(options.out)
  await withLocal(options, async (local) => {
    const actor = await localActor(local, options.workspace)
    const { runtime } = local.app
    const rows = await writeExport(
      {
        actor,
        entries: runtime.entries,
        signal: new AbortController().signal,
        progress: async () => {},
        t: (key, params) => runtime.translate(actor.language, key, params),
        read: (use) => readTransaction(runtime, actor, { requestId: 'command-line' }, use),
      },
      {
        type: record.type,
        format,
        ...(options.filter && { filter: parseFilter(options.filter) }),
        ...(options.sort && { sort: options.sort }),
        ...(options.fields && { fields: options.fields.split(',') }),
      },
      createWriteStream(out),
    )
    print(options, { rows, out, format }, [`${rows} rows in ${out}`])
  })
}

function parseFilter(text: string): object {
  try {
    return JSON.parse(text) as object
  } catch {
    throw new StartError('--filter takes a JSON filter tree.', 2)
  }
}
