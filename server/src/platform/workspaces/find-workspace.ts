import type pg from 'pg'
import { notFound, Problem } from '../../kernel/problem.ts'
import type { Membership } from '../auth/better-auth.ts'

/** All workspaces of the installation, oldest first; for the command line and nightly work only. */
export async function listWorkspaces(pool: pg.Pool): Promise<readonly Membership[]> {
  return (await pool.query<Membership>('select id, name from platform.workspaces()')).rows
}

/** A workspace by id or name, or the only one. @throws not-found; workspace-unclear when several could be meant */
export async function findWorkspaceNamed(pool: pg.Pool, named: string | undefined): Promise<Membership> {
  const all = await listWorkspaces(pool)
  const wanted = named?.toLowerCase()
  const byId = all.find(({ id }) => id === wanted)
  if (byId) return byId
  const matching = wanted === undefined ? all : all.filter(({ name }) => name.toLowerCase() === wanted)
  if (matching.length > 1) throw new Problem(400, 'workspace-unclear')
  if (!matching[0]) throw notFound({ workspace: named })
  return matching[0]
}
