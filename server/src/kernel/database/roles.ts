import { Client, escapeIdentifier, escapeLiteral } from 'pg'
import { superuser } from './embedded.ts'
import type { ClusterAddress } from './embedded-settings.ts'
import { dataSecret } from './secrets.ts'
import { StartError } from './start-error.ts'

/** Owns the tables and runs migrations. In an external database this is the role of DATABASE_URL. */
export const ownerRole = 'rapport_owner'
/** The role of every request: it owns nothing and never bypasses row-level security. */
export const appRole = 'rapport_app'
/** Owns the schema `graphile_worker` and nothing else. */
export const jobsRole = 'rapport_jobs'
/** The schema of the job queue. */
export const jobsSchema = 'graphile_worker'

export interface DatabaseUrls {
  ownerUrl: string
  appUrl: string
  jobsUrl: string
}

const database = 'rapport'
const oldestVersion = 150_000

export function clusterUrl({ host, port }: ClusterAddress, user: string, password: string, name = database): string {
  const login = `${user}:${encodeURIComponent(password)}`
  return host.startsWith('/')
    ? `postgresql://${login}@localhost/${name}?host=${encodeURIComponent(host)}&port=${port}`
    : `postgresql://${login}@${host}:${port}/${name}`
}

/** Makes roles and database of an embedded cluster where they are missing. */
export async function prepareCluster(dataDir: string, address: ClusterAddress): Promise<DatabaseUrls> {
  const [admin, owner, app, jobs] = await Promise.all(
    [superuser, ownerRole, appRole, jobsRole].map((role) => dataSecret(dataDir, role)),
  )
  const urlOf = (role: string, password: string | undefined, name?: string) =>
    clusterUrl(address, role, password ?? '', name)
  await withClient(urlOf(superuser, admin, 'postgres'), async (client) => {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      'select exists(select from pg_roles where rolname = $1) as role, exists(select from pg_database where datname = $2) as database',
      [jobsRole, database],
    )
    if (!rows[0]?.role) {
      await client.query(
        `${makeRole(ownerRole, owner)}; ${makeRole(appRole, app)}; ${makeRole(jobsRole, jobs)}; grant ${jobsRole} to ${ownerRole}`,
      )
    }
    if (!rows[0]?.database) await client.query(`create database ${database} owner ${ownerRole}`)
  })
  const urls = { ownerUrl: urlOf(ownerRole, owner), appUrl: urlOf(appRole, app), jobsUrl: urlOf(jobsRole, jobs) }
  await withClient(urls.ownerUrl, prepareSchemas)
  return urls
}

export interface ExternalDatabase {
  databaseUrl: string
  databaseAppUrl?: string | undefined
  databaseJobsUrl?: string | undefined
}

/** Checks an external server and makes the two roles of the product where they are missing and may be made. */
export async function prepareExternal(dataDir: string, external: ExternalDatabase): Promise<DatabaseUrls> {
  const ownerUrl = external.databaseUrl
  return withClient(ownerUrl, async (client) => {
    await refuseOldServer(client)
    const appUrl = external.databaseAppUrl ?? (await loginFor(client, dataDir, ownerUrl, appRole, 'DATABASE_APP_URL'))
    const jobsUrl =
      external.databaseJobsUrl ?? (await loginFor(client, dataDir, ownerUrl, jobsRole, 'DATABASE_JOBS_URL'))
    await refuseUnsafeApp(client, appUrl)
    await prepareSchemas(client)
    return { ownerUrl, appUrl, jobsUrl }
  })
}

async function refuseOldServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ number: number; name: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as name",
  )
  const version = rows[0]
  if (version && version.number >= oldestVersion) return
  throw new StartError(`DATABASE_URL leads to PostgreSQL ${version?.name}. Rapport needs PostgreSQL 15 or newer.`)
}

async function loginFor(client: Client, dataDir: string, ownerUrl: string, role: string, setting: string) {
  const password = await dataSecret(dataDir, role)
  const { rows } = await client.query<{ exists: boolean; may: boolean; owner: string }>(
    `select exists(select from pg_roles where rolname = $1) as exists, rolcreaterole or rolsuper as may, rolname as owner
       from pg_roles where rolname = current_user`,
    [role],
  )
  const state = rows[0]
  if (!state?.exists) {
    if (!state?.may) {
      throw new StartError(
        `The role ${state?.owner} of DATABASE_URL may not make roles. Let an administrator run ` +
          `"create role ${role} login password '…'; grant ${role} to ${state?.owner}", and set ${setting}.`,
      )
    }
    await client.query(`${makeRole(role, password)}; grant ${role} to current_user`)
  }
  const url = new URL(ownerUrl)
  url.username = role
  url.password = encodeURIComponent(password)
  await tryLogin(url.href, role, setting)
  return url.href
}

async function tryLogin(url: string, role: string, setting: string): Promise<void> {
  try {
    await withClient(url, async () => undefined)
  } catch (cause) {
    throw new StartError(
      `The role ${role} exists, but this data folder does not know its password. ` +
        `Set ${setting} to a connection string of ${role}, or bring the secrets.json of the data folder that made it.`,
      1,
      { cause },
    )
  }
}

/** Row-level security holds only for a role that neither owns the tables nor bypasses it. */
async function refuseUnsafeApp(owner: Client, appUrl: string): Promise<void> {
  const { rows } = await owner.query<{ name: string }>('select current_user::text as name')
  await withClient(appUrl, async (app) => {
    const { rows: found } = await app.query<{ name: string; unsafe: boolean; member: boolean }>(
      `select current_user::text as name, rolsuper or rolbypassrls or pg_has_role(current_user, $1, 'member') as unsafe,
              pg_has_role(current_user, '${appRole}', 'usage') as member
         from pg_roles where rolname = current_user`,
      [rows[0]?.name],
    )
    const role = found[0]
    if (!role?.unsafe && role?.member) return
    throw new StartError(
      `The role ${role?.name} cannot serve requests: it must be ${appRole} or a member of it, ` +
        'and neither superuser, nor BYPASSRLS, nor a member of the role of DATABASE_URL.',
    )
  })
}

/** The job queue makes its own tables; it needs its schema, and CREATE because it asks for the schema again. */
async function prepareSchemas(client: Client): Promise<void> {
  const { rows } = await client.query<{ isReady: boolean; database: string }>(
    `select exists(select from pg_namespace where nspname = '${jobsSchema}') as "isReady", current_database()::text as database`,
  )
  if (rows[0]?.isReady) return
  await client.query(
    `grant connect, temporary on database ${escapeIdentifier(rows[0]?.database ?? '')} to ${appRole};
     grant connect, create on database ${escapeIdentifier(rows[0]?.database ?? '')} to ${jobsRole};
     create schema ${jobsSchema} authorization ${jobsRole}`,
  )
}

const makeRole = (name: string, password: string | undefined) =>
  `create role ${name} login nosuperuser nocreatedb nocreaterole nobypassrls password ${escapeLiteral(password ?? '')}`

/** Runs `work` on one connection of its own. @throws StartError when the server cannot be reached or refuses the login. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (cause) {
    await client.end().catch(() => undefined)
    throw new StartError(`The database does not let us in: ${(cause as Error).message}`, 1, { cause })
  }
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
