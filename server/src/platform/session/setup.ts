import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { LANGUAGES } from '../../kernel/actor.ts'
import { badInput } from '../../kernel/problem.ts'
import { webHeaders } from '../auth/auth-handler.ts'
import { isTimeZone } from '../workspaces/places.ts'
import type { setUpRoute } from './contract.ts'

export type SetUp = Static<typeof setUpRoute.body>

/** Whether nobody has set up the first firm yet. */
export async function readSetup({ server }: FastifyRequest) {
  const { rows } = await server.platform.authPool.query('select 1 from platform.installation')
  return { needed: rows.length === 0, languages: LANGUAGES }
}

/** Makes the first firm and signs its administrator in. @throws already-set-up */
export async function setUp(input: SetUp, request: FastifyRequest, reply: FastifyReply) {
  if (input.timeZone !== undefined && !isTimeZone(input.timeZone)) throw wrongTimeZone()
  const { platform } = request.server
  const created = await platform.createFirstUser(input)
  const { headers } = await platform.auth.api.signInEmail({
    body: { email: input.email, password: input.password },
    headers: webHeaders(request),
    returnHeaders: true,
  })
  for (const cookie of headers.getSetCookie()) reply.header('set-cookie', cookie)
  return { workspaceId: created.workspaceId, userId: created.userId }
}

export const wrongTimeZone = () =>
  badInput([{ path: '/timeZone', message: 'problem.field.value', params: { field: 'timeZone' } }])
