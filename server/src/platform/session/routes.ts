import { type Binding, on, onBare } from '../../kernel/http/route.ts'
import { changeSessionRoute, readSessionRoute, readSetupRoute, setUpRoute, switchWorkspaceRoute } from './contract.ts'
import { changeSession, readSession, switchWorkspace } from './session.ts'
import { readSetup, setUp } from './setup.ts'

export const sessionRoutes: readonly Binding[] = [
  onBare(readSetupRoute, (_bare, _input, { request }) => readSetup(request)),
  onBare(setUpRoute, (_bare, { body }, { request, reply }) => setUp(body, request, reply)),
  on(readSessionRoute, (ctx, _input, { request, reply }) => readSession(ctx, request, reply)),
  on(changeSessionRoute, async (ctx, { body }, { request, reply }) => {
    await changeSession(ctx, body)
    return readSession(ctx, request, reply)
  }),
  onBare(switchWorkspaceRoute, (_bare, { body }, { request }) => switchWorkspace(body.workspaceId, request)),
]
