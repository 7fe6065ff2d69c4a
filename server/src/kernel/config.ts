import { Type } from 'typebox'
import { Value } from 'typebox/value'

const Environment = Type.Object({
  PORT: Type.Optional(Type.String({ pattern: '^\\d{1,5}$' })),
  HOST: Type.Optional(Type.String({ minLength: 1 })),
  RAPPORT_DATA: Type.Optional(Type.String({ minLength: 1 })),
  RAPPORT_URL: Type.Optional(Type.String({ pattern: '^https?://' })),
  RAPPORT_SECRET: Type.Optional(Type.String({ minLength: 32 })),
  RAPPORT_MASTER_KEY: Type.Optional(Type.String({ minLength: 32 })),
  RAPPORT_MASTER_KEY_BEFORE: Type.Optional(Type.String({ minLength: 32 })),
  DATABASE_URL: Type.Optional(Type.String({ pattern: '^postgres(ql)?://' })),
  DATABASE_APP_URL: Type.Optional(Type.String({ pattern: '^postgres(ql)?://' })),
  DATABASE_JOBS_URL: Type.Optional(Type.String({ pattern: '^postgres(ql)?://' })),
  RAPPORT_CONNECTIONS: Type.Optional(Type.String({ pattern: '^\\d{1,3}$' })),
  RAPPORT_RATE_PER_MINUTE: Type.Optional(Type.String({ pattern: '^\\d{1,9}$' })),
})

export const ENVIRONMENT_NAMES = Object.keys(Environment.properties)

export interface Config {
  readonly port: number
  readonly host: string
  /** Folder of the embedded database, files and secrets. */
  readonly dataDir: string
  /** Address that people use, when it differs from host and port (behind a proxy). */
  readonly publicUrl: string | null
  readonly secret: string | null
  /** Wraps the keys of sensitive values; and the one before, while it is being changed. */
  readonly masterKey: string | null
  readonly masterKeyBefore: string | null
  readonly databaseUrl: string | null
  readonly databaseAppUrl: string | null
  readonly databaseJobsUrl: string | null
  readonly connectionsMax: number
  readonly actorRequestsPerMinute: number
}

/** Reads and checks the environment. @throws with one sentence per wrong value */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const known = Object.fromEntries(ENVIRONMENT_NAMES.map((name) => [name, environment[name] || undefined]))
  const given = JSON.parse(JSON.stringify(known)) as Record<string, string>
  const wrong = [...Value.Errors(Environment, given)].map(
    ({ instancePath, message }) => `${instancePath.slice(1)} ${message}`,
  )
  if (wrong.length > 0) throw new Error(`The configuration is not right: ${wrong.join('; ')}.`)
  return {
    port: Number(given.PORT ?? 4100),
    host: given.HOST ?? '127.0.0.1',
    dataDir: given.RAPPORT_DATA ?? 'data',
    publicUrl: given.RAPPORT_URL ?? null,
    secret: given.RAPPORT_SECRET ?? null,
    masterKey: given.RAPPORT_MASTER_KEY ?? null,
    masterKeyBefore: given.RAPPORT_MASTER_KEY_BEFORE ?? null,
    databaseUrl: given.DATABASE_URL ?? null,
    databaseAppUrl: given.DATABASE_APP_URL ?? null,
    databaseJobsUrl: given.DATABASE_JOBS_URL ?? null,
    connectionsMax: Number(given.RAPPORT_CONNECTIONS ?? 12),
    actorRequestsPerMinute: Number(given.RAPPORT_RATE_PER_MINUTE ?? 600_000),
  }
}
