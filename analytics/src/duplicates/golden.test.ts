import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { findDuplicates, type Role, recognizeRoles } from './index.ts'

/** Columns and truth of a published set; cells follow a blank after the comma. */
function readGolden(file: string, truth: string) {
  const text = readFileSync(new URL(`./golden/${file}`, import.meta.url), 'utf8')
  const rows = parse(text, { columns: true, trim: true }) as Record<string, string>[]
  const column = (name: string) => rows.map((row) => row[name]!)
  return { names: Object.keys(rows[0]!), column, truth: column(truth) }
}

function score(pairs: Iterable<readonly [number, number]>, truth: readonly string[]): number {
  let all = 0
  truth.forEach((one, i) => {
    for (let j = i + 1; j < truth.length; j++) if (truth[j] === one) all++
  })
  let [found, right] = [0, 0]
  for (const [a, b] of pairs) {
    found++
    if (truth[a] === truth[b]) right++
  }
  return (2 * right) / (found + all)
}

const inClusters = (clusters: readonly (readonly number[])[]) =>
  clusters.flatMap((rows) => rows.flatMap((a, i) => rows.slice(i + 1).map((b) => [a, b] as const)))

describe('published sets, without labels', () => {
  it.each<[string, string, number, Record<string, Role>]>([
    [
      'febrl_dataset1.csv',
      'rec_id',
      0.995,
      {
        given_name: 'given-name',
        surname: 'family-name',
        street_number: 'address',
        address_1: 'address',
        address_2: 'address',
        suburb: 'city',
        postcode: 'postcode',
        state: 'region',
      },
    ],
    [
      'splink_fake_1000.csv',
      'cluster',
      0.96,
      { first_name: 'given-name', surname: 'family-name', dob: 'date', city: 'city', email: 'email' },
    ],
  ])('%s reaches its F1 by pairs and by clusters', (file, truthColumn, least, roles) => {
    const { column, truth } = readGolden(file, truthColumn)
    const who = truth.map((one) => one.replace(/^rec-(\d+)-.*$/, '$1'))
    const found = findDuplicates(Object.entries(roles).map(([name, role]) => ({ name, role, values: column(name) })))
    const byPairs = score(
      found.pairs.map(({ a, b }) => [a, b] as const),
      who,
    )
    expect(byPairs).toBeGreaterThanOrEqual(least)
    expect(score(inClusters(found.clusters), who)).toBe(byPairs)
  })

  it('recognizes what the columns of both say, and passes over numbers of records', () => {
    const roles = (file: string, truth: string) => {
      const { names, column } = readGolden(file, truth)
      return recognizeRoles(names.map((name) => ({ name, values: column(name) }))).map(({ role }) => role)
    }
    expect(roles('febrl_dataset1.csv', 'rec_id')).toEqual([
      null,
      'given-name',
      'family-name',
      'other',
      'address',
      'address',
      'city',
      'postcode',
      'region',
      'date',
      null,
    ])
    expect(roles('splink_fake_1000.csv', 'cluster')).toEqual([
      null,
      'given-name',
      'family-name',
      'date',
      'city',
      'email',
      null,
    ])
  })
})
