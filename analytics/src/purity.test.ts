import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('.', import.meta.url))
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
)

// Tables of a script's readings are pure as well: functions of their argument.
const allowed = /^(\.\.?\/|pinyin-pro$|opencc-js\/)/

describe('analytics is pure', () => {
  it.each(sources)('%s reads no file, clock or hidden randomness', (file) => {
    const text = readFileSync(join(root, file), 'utf8')
    expect(text).not.toMatch(/'node:|Math\.random|Date\.now|new Date\(\)|performance\.|process\.|console\.|fetch\(/)
    for (const [, source] of text.matchAll(/from '([^']+)'/g)) expect(source).toMatch(allowed)
  })
})
