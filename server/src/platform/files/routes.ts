import { type Binding, on, onBare } from '../../kernel/http/route.ts'
import { deleteFileRoute, downloadFileRoute, listFilesRoute, uploadFileRoute } from './contract.ts'
import { deleteFile, downloadFile, listFiles, uploadFile } from './files.ts'

export const fileRoutes: readonly Binding[] = [
  on(listFilesRoute, (ctx, { query }) => listFiles(ctx, query)),
  onBare(uploadFileRoute, ({ actor }, _input, { request }) => uploadFile(request, actor)),
  onBare(downloadFileRoute, ({ actor }, { params }, { request, reply }) =>
    downloadFile(request, reply, actor, params.id),
  ),
  on(deleteFileRoute, (ctx, { params }) => deleteFile(ctx, params.id)),
]
