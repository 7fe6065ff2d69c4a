import { type Binding, onBare } from '../../kernel/http/route.ts'
import { streamRoute } from './contract.ts'

export const streamRoutes: readonly Binding[] = [
  onBare(streamRoute, async ({ actor }, _input, { request, reply }) => {
    request.server.platform.streams.open(request, reply, actor)
    return reply
  }),
]
