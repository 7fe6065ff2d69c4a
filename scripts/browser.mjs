import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { say } from './root.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const macPath = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/**
 * The path of a Chromium for the browser tests; installs Debian's where there is none and we are root.
 * @returns undefined when there is none, after saying what to do
 */
export function findBrowser() {
  const found = present()
  if (found && hasChineseFonts()) return found
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    say('Installing chromium and Chinese fonts for the browser tests …')
    apt(['update', '-qq'])
    apt(['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'])
  }
  const browser = present()
  if (!browser) {
    say(
      'The browser tests need Chromium. Install it (as root: apt-get install chromium fonts-noto-cjk) or set CHROMIUM_PATH.',
    )
  }
  return browser
}

function present() {
  const given = process.env.CHROMIUM_PATH
  if (given && existsSync(given)) return given
  return names.map(onPath).find(Boolean) ?? (existsSync(macPath) ? macPath : undefined)
}

/** Without fontconfig there is no telling; then the fonts are not waited for. */
function hasChineseFonts() {
  const { status, stdout } = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  return status !== 0 || stdout.trim() !== ''
}

function onPath(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path))
}

function apt(args) {
  spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
}
