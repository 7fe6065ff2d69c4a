import type { Slice } from '../kernel/slice.ts'
import { auditRoutes } from './audit/audit.ts'
import { customFieldRoutes } from './custom-fields/routes.ts'
import { exportJob } from './exports/exports.ts'
import { exportRoutes } from './exports/routes.ts'
import { fileRoutes } from './files/routes.ts'
import { jobRoutes } from './jobs/jobs.ts'
import { keyRoutes } from './keys/routes.ts'
import { platformPermissions } from './permissions.ts'
import { recordTypeRoutes } from './records/describe.ts'
import { recordFaces } from './records/registry.ts'
import { recycleBinRoutes } from './recycle-bin/recycle-bin.ts'
import { applyRetentionJob } from './retention/apply.ts'
import { retentionSubjects } from './retention/registry.ts'
import { retentionRoutes } from './retention/routes.ts'
import { platformSubjects } from './retention/subjects.ts'
import { roleRoutes } from './roles/routes.ts'
import { searchRoutes } from './search/search.ts'
import { sensitiveRoutes } from './sensitive/reveal.ts'
import { rotateDataKeyJob } from './sensitive/rotate.ts'
import { sessionRoutes } from './session/routes.ts'
import { streamRoutes } from './stream/routes.ts'
import { teamRoutes } from './teams/routes.ts'
import { undoRoutes } from './undo/undo.ts'
import { memberTable } from './users/member-table.ts'
import { userRoutes } from './users/routes.ts'
import { userRecord } from './users/users.fields.ts'
import { viewRoutes } from './views/routes.ts'
import en from './words/en.json' with { type: 'json' }
import zh from './words/zh-CN.json' with { type: 'json' }
import { workspaceRoutes } from './workspaces/workspaces.ts'

export const platformSlice: Slice = {
  name: 'platform',
  words: { en, 'zh-CN': zh },
  permissions: platformPermissions,
  records: [userRecord],
  routes: [
    ...sessionRoutes,
    ...workspaceRoutes,
    ...userRoutes,
    ...teamRoutes,
    ...roleRoutes,
    ...keyRoutes,
    ...customFieldRoutes,
    ...sensitiveRoutes,
    ...retentionRoutes,
    ...recordTypeRoutes,
    ...viewRoutes,
    ...searchRoutes,
    ...auditRoutes,
    ...undoRoutes,
    ...recycleBinRoutes,
    ...fileRoutes,
    ...exportRoutes,
    ...jobRoutes,
    ...streamRoutes,
  ],
  jobs: [exportJob, rotateDataKeyJob, applyRetentionJob],
  subscribers: [],
  fills: [
    ...platformSubjects.map(retentionSubjects.entry),
    recordFaces.entry({ type: 'user', table: memberTable, subtitle: ['email'], isListed: false }),
  ],
}
