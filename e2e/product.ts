import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const readyMs = 120_000

export type Product = { url: string; stop: () => Promise<void> }

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port')),
      )
    })
  })

/** Runs the real product on an empty data folder, as a user would start it. */
export async function startProduct(): Promise<Product> {
  const data = mkdtempSync(join(tmpdir(), 'rapport-e2e-'))
  const port = await freePort()
  const child = spawn(
    process.execPath,
    [join(root, 'scripts', 'rapport.mjs'), 'start', '--port', String(port), '--data', data, '--no-open'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const url = await readyAddress(child)
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
    rmSync(data, { recursive: true, force: true })
  }
  return { url, stop }
}

/** The address that the product prints when it is ready. */
function readyAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const timer = setTimeout(() => reject(new Error(`The product was not ready in time:\n${said}`)), readyMs)
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      const address = /https?:\/\/[\w.[\]:-]+:\d+/u.exec(said)?.[0]
      if (!address) return
      clearTimeout(timer)
      resolve(address)
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', (code) => reject(new Error(`The product ended with ${code}:\n${said}`)))
  })
}
