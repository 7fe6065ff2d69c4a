import { type Binding, on, onBare } from '../../kernel/http/route.ts'
import { createExportRoute, downloadExportRoute } from './contract.ts'
import { createExport, downloadExport } from './exports.ts'

export const exportRoutes: readonly Binding[] = [
  on(createExportRoute, (ctx, { body }) => createExport(ctx, body)),
  onBare(downloadExportRoute, ({ actor }, { params }, { request, reply }) =>
    downloadExport(request, reply, actor, params.id),
  ),
]
