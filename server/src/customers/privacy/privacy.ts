import { type Binding, on, onBare } from '../../kernel/http/route.ts'
import { readRoutes } from '../../kernel/query/record-routes.ts'
import { recordFaces } from '../../platform/index.ts'
import {
  certificateRoute,
  changePrivacyRequestRoute,
  changePrivacySettingsRoute,
  completePrivacyRequestRoute,
  createPackageRoute,
  createPrivacyRequestRoute,
  downloadPackageRoute,
  eraseRoute,
  extendPrivacyRequestRoute,
  liftRestrictionRoute,
  previewErasureRoute,
  privacyHistoryRoute,
  readPrivacySettingsRoute,
  refusePrivacyRequestRoute,
  startPrivacyRequestRoute,
  verifyPrivacyRequestRoute,
} from './contract.ts'
import { downloadPackage, sendCertificate } from './downloads.ts'
import { previewErasure, startErasure } from './erasure.ts'
import { eraseCustomerJob } from './erasure-job.ts'
import { readHistory } from './history.ts'
import { ownPersonalTables } from './own-tables.ts'
import { createPackage, expirePackagesJob, packageJob } from './package-job.ts'
import { privacyRecord } from './privacy.fields.ts'
import { requestTable } from './requests.sql.ts'
import {
  changeRequest,
  completeRequest,
  createRequest,
  extendRequest,
  readRequest,
  refuseRequest,
  startRequest,
  verifyRequest,
} from './requests.ts'
import { liftRestriction } from './restriction.ts'
import { changePrivacySettings, readPrivacySettings } from './settings.ts'

const [listRoute, oneRoute] = readRoutes(privacyRecord)

export const privacyPermissions = ['privacy.handle', 'privacy.erase'] as const
export const privacyJobs = [packageJob, expirePackagesJob, eraseCustomerJob]
export const privacyFills = [
  ...ownPersonalTables,
  recordFaces.entry({
    type: 'privacy',
    table: requestTable,
    title: 'contactName',
    subtitle: [],
    changedBy: 'privacy.handle',
  }),
]

export const privacyRoutes: readonly Binding[] = [
  listRoute!,
  on({ ...oneRoute!.route, params: createPackageRoute.params } as typeof privacyHistoryRoute, (ctx, { params }) =>
    readRequest(ctx, params.id),
  ),
  on(createPrivacyRequestRoute, (ctx, { body }) => createRequest(ctx, body)),
  on(changePrivacyRequestRoute, (ctx, { params, body }) => changeRequest(ctx, params.id, body)),
  on(verifyPrivacyRequestRoute, (ctx, { params, body }) => verifyRequest(ctx, params.id, body)),
  on(startPrivacyRequestRoute, (ctx, { params, body }) => startRequest(ctx, params.id, body)),
  on(extendPrivacyRequestRoute, (ctx, { params, body }) => extendRequest(ctx, params.id, body)),
  on(refusePrivacyRequestRoute, (ctx, { params, body }) => refuseRequest(ctx, params.id, body)),
  on(completePrivacyRequestRoute, (ctx, { params, body }) => completeRequest(ctx, params.id, body)),
  on(privacyHistoryRoute, (ctx, { params }) => readHistory(ctx, params.id)),
  on(createPackageRoute, (ctx, { params }) => createPackage(ctx, params.id)),
  onBare(downloadPackageRoute, ({ actor }, { params }, exchange) => downloadPackage(exchange, actor, params.id)),
  on(previewErasureRoute, (ctx, { params }) => previewErasure(ctx, params.id)),
  on(eraseRoute, (ctx, { params, body }) => startErasure(ctx, params.id, body)),
  on(certificateRoute, (ctx, { params, query }, exchange) =>
    sendCertificate(ctx, params.id, query.format ?? 'json', exchange),
  ),
  on(liftRestrictionRoute, (ctx, { params, body }) => liftRestriction(ctx, params.id, body.reason)),
  on(readPrivacySettingsRoute, (ctx) => readPrivacySettings(ctx)),
  on(changePrivacySettingsRoute, (ctx, { body }) => changePrivacySettings(ctx, body)),
]
