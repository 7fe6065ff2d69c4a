import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import type { DatabaseUrls } from '../database/roles.ts'
import { asAdmin, urlsOf } from './test-cluster.ts'
import './global-setup.ts'

export interface TestDatabase extends DatabaseUrls {
  /** Removes the database, also while connections are open. */
  drop: () => Promise<void>
}

/**
 * A database of its own for a test file: all migrations done, no rows.
 * @example
 * const database = await testDatabase()
 * afterAll(database.drop)
 */
export async function testDatabase(): Promise<TestDatabase> {
  const cluster = inject('testCluster')
  const name = `test_${randomBytes(6).toString('hex')}`
  const template = new URL(cluster.template.ownerUrl).pathname.slice(1)
  await asAdmin(cluster, `create database ${name} template ${template} owner rapport_owner`)
  return { ...urlsOf(cluster, name), drop: () => asAdmin(cluster, `drop database if exists ${name} with (force)`) }
}
