import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ctx } from '../../kernel/context.ts'
import { forbidden, notFound } from '../../kernel/problem.ts'
import { findRowForUpdate, updateRow } from '../../kernel/record/write.ts'
import { webHeaders } from '../auth/auth-handler.ts'
import { membershipsOf } from '../auth/better-auth.ts'
import { knownRecords } from '../records/registry.ts'
import { memberTable } from '../users/member-table.ts'
import { isTimeZone } from '../workspaces/places.ts'
import type { changeSessionRoute } from './contract.ts'
import { wrongTimeZone } from './setup.ts'

interface MemberRow {
  readonly name: string
  readonly email: string
  readonly language: string
  readonly time_zone: string
  readonly theme: string
  readonly role_id: string
  readonly role_name: string
  readonly teams: readonly { id: string; name: string }[]
}

/** Who is signed in, where, and what they may do. Prolongs the session's cookie when it is due. */
export async function readSession(ctx: Ctx, request: FastifyRequest, reply: FastifyReply) {
  const { platform } = request.server
  const { actor } = ctx
  const [member, account, workspace, workspaces] = await Promise.all([
    actor.userId ? findMember(ctx, actor.userId) : findKeyAsMember(ctx),
    actor.userId ? readAccount(request, reply) : null,
    readWorkspace(ctx),
    actor.userId ? membershipsOf(platform.authPool, actor.userId) : [],
  ])
  return {
    user: {
      id: actor.userId ?? actor.keyId,
      name: member.name,
      email: member.email,
      language: member.language,
      timeZone: member.time_zone,
      theme: member.theme,
      twoFactorEnabled: account?.twoFactorEnabled ?? false,
      mustChangePassword: account?.mustChangePassword ?? false,
    },
    workspace,
    workspaces: workspaces.length > 0 ? workspaces : [{ id: workspace.id, name: workspace.name }],
    role: { id: member.role_id, name: member.role_name },
    can: [...actor.permissions],
    teams: member.teams,
  }
}

async function findMember(ctx: Ctx, userId: string): Promise<MemberRow> {
  const { rows } = await sql<MemberRow>`
    select m.name, m.email, m.language, m.time_zone, m.theme, m.role_id, r.name as role_name,
      coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.name)
        from platform.v_team_member tm join platform.v_team t on t.id = tm.team_id
        where tm.member_id = m.id and t.deleted_at is null), '[]') as teams
    from platform.v_member m join platform.v_role r on r.id = m.role_id
    where m.id = ${userId}`.execute(ctx.db)
  if (!rows[0]) throw notFound({ id: userId })
  return rows[0]
}

/** A key has no settings of its own: it speaks the workspace's language. */
async function findKeyAsMember(ctx: Ctx): Promise<MemberRow> {
  const { rows } = await sql<MemberRow>`
    select k.name, '' as email, w.language, w.time_zone, 'system' as theme, k.role_id, r.name as role_name, '[]'::jsonb as teams
    from platform.v_key k join platform.v_role r on r.id = k.role_id join platform.v_workspace w on w.deleted_at is null
    where k.id = ${ctx.actor.keyId}`.execute(ctx.db)
  if (!rows[0]) throw notFound({ id: ctx.actor.keyId })
  return rows[0]
}

async function readAccount(request: FastifyRequest, reply: FastifyReply) {
  const { headers, response } = await request.server.platform.auth.api.getSession({
    headers: webHeaders(request),
    returnHeaders: true,
  })
  for (const cookie of headers.getSetCookie()) reply.header('set-cookie', cookie)
  return response?.user ?? null
}

async function readWorkspace(ctx: Ctx) {
  const { rows } = await sql<{ id: string; name: string; currency: string; country: string; timeZone: string }>`
    select id, name, currency, country, time_zone as "timeZone" from platform.v_workspace`.execute(ctx.db)
  return { ...rows[0]!, hasData: await hasData(ctx) }
}

/** A workspace that has data goes on having some. */
const workspacesWithData = new Set<string>()

/** Whether anything but people and products was entered yet: an empty workspace is offered the example firm. */
async function hasData(ctx: Ctx): Promise<boolean> {
  const { workspaceId } = ctx.actor
  if (workspacesWithData.has(workspaceId)) return true
  const views = knownRecords(ctx).filter(({ record }) => record.type !== 'user')
  if (views.length === 0) return false
  const found = views.map(({ record }) => sql`exists (select 1 from ${sql.table(record.view)})`)
  const { rows } = await sql<{ found: boolean }>`select ${sql.join(found, sql` or `)} as found`.execute(ctx.db)
  if (rows[0]?.found) workspacesWithData.add(workspaceId)
  return rows[0]?.found ?? false
}

/** Changes the signed-in person's own settings. */
export async function changeSession(ctx: Ctx, input: Static<typeof changeSessionRoute.body>) {
  const { userId } = ctx.actor
  if (!userId) throw forbidden('signed-in')
  if (input.timeZone !== undefined && !isTimeZone(input.timeZone)) throw wrongTimeZone()
  const { timeZone, ...rest } = input
  const row = await findRowForUpdate(ctx, memberTable, userId)
  await updateRow(ctx, memberTable, row, {
    changes: { ...rest, ...(timeZone !== undefined && { time_zone: timeZone }) },
  })
}

/** Moves the session to another workspace of the same person. @throws not-found when they do not work there */
export async function switchWorkspace(workspaceId: string, request: FastifyRequest) {
  const { platform, actor } = { platform: request.server.platform, actor: request.actor }
  if (!actor?.userId) throw forbidden('signed-in')
  const memberships = await membershipsOf(platform.authPool, actor.userId)
  const chosen = memberships.find(({ id }) => id === workspaceId)
  const found = await platform.auth.api.getSession({ headers: webHeaders(request) })
  if (!chosen || !found) throw notFound({ id: workspaceId })
  const context = await platform.auth.$context
  await context.internalAdapter.updateSession(found.session.token, { workspaceId })
  platform.cache.forgetUser(actor.userId)
  return { workspace: chosen }
}
