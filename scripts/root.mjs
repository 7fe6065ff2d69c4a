import { fileURLToPath } from 'node:url'

/** The checkout, without a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

/** Tells the person at the terminal; on stderr, so that `--json` on stdout stays JSON. */
export function say(text) {
  process.stderr.write(`${text}\n`)
}
