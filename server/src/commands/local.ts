import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import manifest from '../../../package.json' with { type: 'json' }
import { type App, createApp, slices } from '../app.ts'
import type { Actor } from '../kernel/actor.ts'
import { type Config, readConfig } from '../kernel/config.ts'
import { migrate } from '../kernel/database/migrate.ts'
import { type OpenDatabase, openDatabase } from '../kernel/database/open.ts'
import { withClient } from '../kernel/database/roles.ts'
import { dataSecret } from '../kernel/database/secrets.ts'
import { StartError } from '../kernel/database/start-error.ts'
import { checkMasterKeys, openMasterKeys, permissionCatalogue } from '../platform/index.ts'

/** Options that every command takes. */
export interface LocalOptions {
  readonly data?: string | undefined
  readonly json?: boolean | undefined
  readonly workspace?: string | undefined
}

export interface Local {
  readonly app: App
  readonly database: OpenDatabase
  readonly config: Config
}

export const version = (): string => manifest.version

export function configOf({ data }: Pick<LocalOptions, 'data'>): Config {
  const config = readConfig(process.env)
  return { ...config, dataDir: resolve(data ?? config.dataDir) }
}

/** Opens the database of the data folder, migrated, whether or not the product is running on it. */
export async function openLocal(
  options: LocalOptions,
  more: { workers?: boolean; log?: boolean } = {},
): Promise<Local> {
  const config = configOf(options)
  const database = await openDatabase({
    dataDir: config.dataDir,
    ...(config.databaseUrl && { databaseUrl: config.databaseUrl }),
    ...(config.databaseAppUrl && { databaseAppUrl: config.databaseAppUrl }),
    ...(config.databaseJobsUrl && { databaseJobsUrl: config.databaseJobsUrl }),
  })
  await migrate(database.ownerUrl)
  await withClient(database.ownerUrl, (client) => client.query('select kernel.ensure_event_partitions(now())'))
  const masterKeys = await openMasterKeys(config, config.dataDir)
  await checkMasterKeys(database.ownerUrl, masterKeys).catch(async (error: unknown) => {
    await database.stop()
    throw error
  })
  const app = await createApp({
    ...config,
    appUrl: database.appUrl,
    jobsUrl: more.workers ? database.jobsUrl : null,
    secret: config.secret ?? (await dataSecret(config.dataDir, 'session')) ?? randomBytes(32).toString('base64url'),
    masterKeys,
    version: version(),
    log: more.log ?? false,
  })
  return { app, database, config }
}

export async function closeLocal({ app, database }: Local): Promise<void> {
  await app.close()
  await database.stop()
}

/** Opens, works, closes; also when the work fails. */
export async function withLocal<T>(options: LocalOptions, work: (local: Local) => Promise<T>): Promise<T> {
  const local = await openLocal(options)
  try {
    return await work(local)
  } finally {
    await closeLocal(local)
  }
}

interface WorkspaceRow {
  readonly id: string
  readonly name: string
  readonly currency: string
  readonly country: string
  readonly time_zone: string
}

/** The named workspace, by id or name, or the only one. @throws StartError that names those there are */
export async function findWorkspace(local: Local, wanted: string | undefined): Promise<WorkspaceRow> {
  const found = await withClient(local.database.ownerUrl, (client) =>
    client.query<WorkspaceRow>('select id, name, currency, country, time_zone from platform.workspace order by name'),
  )
  const match = found.rows.filter((row) => wanted === undefined || row.id === wanted || row.name === wanted)
  if (match.length === 1) return match[0]!
  const names = found.rows.map((row) => row.name).join(', ')
  if (found.rows.length === 0)
    throw new StartError('There is no workspace yet. Make one with `rapport user create`, or in the browser.', 2)
  throw new StartError(`Say which workspace with --workspace: ${names}.`, 2)
}

/** Whoever may open the data folder may do everything in it. */
export async function localActor(local: Local, wanted: string | undefined): Promise<Actor> {
  const workspace = await findWorkspace(local, wanted)
  return {
    workspaceId: workspace.id,
    userId: null,
    keyId: null,
    name: 'rapport',
    permissions: new Set(permissionCatalogue(slices)),
    scopes: Object.fromEntries(slices.flatMap((slice) => slice.records).map(({ type }) => [type, 'all' as const])),
    teamIds: [],
    territoryIds: [],
    fieldRules: {},
    language: process.env.LANG?.startsWith('zh') ? 'zh-CN' : 'en',
    timeZone: workspace.time_zone,
    currency: workspace.currency,
    country: workspace.country,
  }
}

/** One JSON document, or lines for people. */
export function print(options: { json?: boolean | undefined }, value: unknown, lines: readonly string[]): void {
  process.stdout.write(options.json ? `${JSON.stringify(value)}\n` : `${lines.join('\n')}\n`)
}
