import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { Command } from 'commander'
import type { FastifyInstance } from 'fastify'
import { loadExample } from '../example/index.ts'
import { holdDataFolder } from '../kernel/database/open.ts'
import { StartError } from '../kernel/database/start-error.ts'
import { closeLocal, configOf, type Local, type LocalOptions, openLocal } from './local.ts'

interface StartOptions extends LocalOptions {
  readonly port?: string
  readonly example?: boolean
  readonly open: boolean
}

export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('Runs Rapport')
    .option('--port <number>', 'port to listen on (4100)')
    .option('--data <dir>', 'folder of the database, files and secrets (./data)')
    .option('--example', 'load the example firm, when there is no firm yet')
    .option('--no-open', 'do not open a browser')
    .action(start)
}

/** Runs the product until it is told to stop; one process per data folder. */
async function start(options: StartOptions): Promise<void> {
  const config = configOf(options)
  const port = options.port === undefined ? config.port : Number(options.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new StartError(`"${options.port}" is no port.`, 2)
  const release = holdDataFolder(config.dataDir)
  const local = await openLocal(options, { workers: true, log: true }).catch((error: unknown) => {
    release()
    throw error
  })
  const stop = stopOnce(local, release)
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  await serveWeb(local.app.server)
  const address = await listen(local.app.server, port, config.host).catch(async (error: unknown) => {
    await closeLocal(local)
    release()
    throw error
  })
  if (options.example) await startWithExample(local)
  announce(config.publicUrl ?? address)
  if (options.open) openBrowser(config.publicUrl ?? address)
}

/** The first sign-in is printed before the firm is filled, so that nobody is locked out of a load that broke off. */
async function startWithExample({ app }: Local): Promise<void> {
  const isLoaded = await loadExample(app, {
    language: process.env.LANG?.startsWith('zh') ? 'zh-CN' : 'en',
    tell: ({ email, password }) => {
      process.stdout.write(`First sign-in: ${email}, password ${password}\nLoading the example firm…\n`)
    },
  })
  if (!isLoaded) process.stdout.write('There is a firm already; the example firm was not loaded.\n')
}

async function listen(server: FastifyInstance, port: number, host: string): Promise<string> {
  try {
    return await server.listen({ port, host })
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error
    throw new StartError(`Port ${port} is taken. Choose another with --port.`, 4)
  }
}

function stopOnce(local: Local, release: () => void): () => void {
  let isStopping = false
  return () => {
    if (isStopping) return
    isStopping = true
    closeLocal(local)
      .catch(() => {})
      .then(() => {
        release()
        process.exit(0)
      })
  }
}

const WEB_FOLDERS = ['./web/', '../web/', '../../build/web/', '../../../build/web/']

/** The pages: hashed assets are kept by browsers for a year, everything else answers the application. */
async function serveWeb(server: FastifyInstance): Promise<void> {
  const root = WEB_FOLDERS.map((folder) => fileURLToPath(new URL(folder, import.meta.url))).find((folder) =>
    existsSync(`${folder}index.html`),
  )
  if (!root) return
  await server.register(fastifyStatic, {
    root,
    wildcard: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  server.get('/*', (request, reply) =>
    /^\/(api|assets)\//.test(request.url) ? reply.callNotFound() : reply.sendFile('index.html'),
  )
}

function announce(address: string): void {
  process.stdout.write(`Rapport is ready: ${address}\n`)
}

/** Shows the page where there is a desktop; anywhere else the printed address is enough. */
function openBrowser(address: string): void {
  const hasDesktop = process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)
  if (!hasDesktop || process.env.CI) return
  const program = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open'
  spawn(program, [address], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}
