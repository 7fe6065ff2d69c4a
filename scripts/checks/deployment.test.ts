import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ENVIRONMENT_NAMES, readConfig } from '../../server/src/kernel/config.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

interface Instruction {
  name: string
  rest: string
}

/** Instructions of the last stage of a Dockerfile, continued lines joined. */
function finalStage(): Instruction[] {
  const lines = read('Dockerfile')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => /^[A-Z]+ /.test(line))
  const instructions = lines.map((line) => ({ name: line.split(' ', 1)[0] ?? '', rest: line.replace(/^\S+\s+/, '') }))
  return instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'))
}

interface Service {
  build?: string
  image?: string
  depends_on?: Record<string, { condition: string }>
  environment: Record<string, string>
  ports?: string[]
  volumes: string[]
  healthcheck?: object
}
const compose = parse(read('compose.yaml')) as { services: Record<string, Service>; volumes: Record<string, null> }

/** As Compose fills in `${NAME:?…}` and `${NAME:-default}`. */
const filled = (text: string) => text.replace(/\$\{\w+:\?[^}]*\}/g, 'secret').replace(/\$\{\w+:-([^}]*)\}/g, '$1')
const ofProduct = (environment: Record<string, string>) =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filled(value)]))

describe('Dockerfile', () => {
  const stage = finalStage()
  const all = (name: string) => stage.filter((instruction) => instruction.name === name).map(({ rest }) => rest)
  const environment = Object.fromEntries(
    all('ENV').flatMap((line) => line.split(/\s+/).map((pair) => pair.split('=') as [string, string])),
  )

  it('runs a Node that the product supports, as an ordinary user', () => {
    expect(all('FROM')[0]).toMatch(/^node:24-/)
    expect(all('USER')).toEqual(['node'])
  })

  it('sets only what the configuration knows, and answers on the port it exposes and asks for its health', () => {
    const { NODE_ENV: mode, ...own } = environment
    expect(mode).toBe('production')
    expect(ENVIRONMENT_NAMES).toEqual(expect.arrayContaining(Object.keys(own)))
    const config = readConfig(own)
    expect(config.host).toBe('0.0.0.0')
    expect(all('EXPOSE')).toEqual([String(config.port)])
    expect(all('VOLUME')).toEqual([config.dataDir])
    expect(all('HEALTHCHECK')[0]).toContain(`http://127.0.0.1:${config.port}/healthz`)
  })

  it('copies what exists, and starts the built command line', () => {
    for (const line of read('Dockerfile').matchAll(/COPY --from=build \/app\/(\S+)/g)) {
      const [, path = ''] = line
      expect(['build', 'node_modules'].includes(path) || existsSync(join(root, path)), path).toBe(true)
    }
    expect(all('ENTRYPOINT')).toEqual(['["node", "build/server/cli.js"]'])
    expect(all('CMD')).toEqual(['["start", "--no-open"]'])
    expect(JSON.parse(read('package.json')).scripts.build).toBeDefined()
  })
})

describe('compose.yaml', () => {
  const { rapport, database } = compose.services

  it('gives the product a configuration that it accepts', () => {
    expect(ENVIRONMENT_NAMES).toEqual(expect.arrayContaining(Object.keys(rapport!.environment)))
    const config = readConfig(ofProduct(rapport!.environment))
    const url = new URL(config.databaseUrl!)
    const given = ofProduct(database!.environment)
    expect([url.username, url.password, url.pathname]).toEqual([
      given.POSTGRES_USER,
      given.POSTGRES_PASSWORD,
      `/${given.POSTGRES_DB}`,
    ])
    expect(url.hostname).toBe('database')
    expect(rapport!.ports).toEqual([`127.0.0.1:${config.port}:${config.port}`])
  })

  it('waits for a PostgreSQL of a version that the product accepts, and keeps the data of both', () => {
    expect(Number(/^postgres:(\d+)/.exec(database!.image ?? '')?.[1])).toBeGreaterThanOrEqual(15)
    expect(rapport!.depends_on?.database?.condition).toBe('service_healthy')
    expect(database!.healthcheck).toBeDefined()
    const mounted = Object.values(compose.services).flatMap(({ volumes }) =>
      volumes.map((volume) => volume.split(':')[0]),
    )
    expect(mounted).toEqual(Object.keys(compose.volumes))
  })

  it('holds no password', () => {
    expect(rapport!.environment.DATABASE_URL).toMatch(/^postgresql:\/\/rapport:\$\{POSTGRES_PASSWORD:\?/)
    expect(database!.environment.POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:\?/)
  })
})
