import type { Slice } from '../kernel/slice.ts'
import { recordFaces, recordParts, retentionSubjects } from '../platform/index.ts'
import { consentFills } from './consent/fills.ts'
import { consentRoutes } from './consent/routes.ts'
import { startConsentSubscriber } from './consent/start-consent.ts'
import { contactPointTable } from './contact-points/contact-points.ts'
import { changeCustomersJob } from './customers/bulk.ts'
import { customerRecord } from './customers/customers.fields.ts'
import { renewBirthdaysJob } from './customers/renew-birthdays.ts'
import { sensitiveFills } from './customers/sensitive-fills.ts'
import { duplicateFills } from './duplicates/fills.ts'
import { duplicateRoutes } from './duplicates/routes.ts'
import { scanDuplicatesJob } from './duplicates/scan.ts'
import { holdRoutes, holdsPanel } from './holds/holds.ts'
import { dismissalMover, enrichmentMover, identityFills, preferenceMover, relationMover } from './identity/fills.ts'
import { mergeGroupsJob } from './identity/merge-many.ts'
import { contactPointMover } from './identity/movers/contact-points.ts'
import { repoint } from './identity/movers/repoint.ts'
import { identityRoutes } from './identity/routes.ts'
import { customersTarget } from './import/customers-target.ts'
import { customerUndos } from './import/customers-undo.ts'
import { checkImportJob, importJob, undoImportJob } from './import/import-job.ts'
import { importRoutes } from './import/import-routes.ts'
import { importTargets, importUndos } from './import/targets.ts'
import { journal } from './journal/journal.ts'
import { expectations, preferences } from './preferences/preferences.ts'
import { privacyRecord } from './privacy/privacy.fields.ts'
import { privacyFills, privacyJobs, privacyPermissions, privacyRoutes } from './privacy/privacy.ts'
import { enrichmentTaskTable } from './quality/enrichment.ts'
import { checkMailDomainsJob } from './quality/mail-domains.ts'
import { measureQualityJob } from './quality/measure.ts'
import { qualityRoutes } from './quality/routes.ts'
import { customerHolders, customerPanels } from './registries.ts'
import { relationTable } from './relations/relations.ts'
import { dismissalTable } from './relations/suggestions.ts'
import { customerSubjects } from './retention/subjects.ts'
import { customerRoutes } from './routes.ts'
import en from './words/en.json' with { type: 'json' }
import zh from './words/zh-CN.json' with { type: 'json' }

/** A table of this slice; its rows follow a merge unless said otherwise. */
const holder = (view: string, column: string, label: string, merge = repoint(view.replace('.v_', '.'), column)) =>
  customerHolders.entry({ view, column, label, merge, erase: 'delete' })

export const customersSlice: Slice = {
  name: 'customers',
  words: { en, 'zh-CN': zh },
  permissions: [
    'customer.merge',
    'legal-hold.manage',
    'consent.read',
    'consent.record',
    'settings.consent',
    ...privacyPermissions,
  ],
  records: [customerRecord, privacyRecord],
  routes: [
    ...customerRoutes,
    ...identityRoutes,
    ...duplicateRoutes,
    ...importRoutes,
    ...qualityRoutes,
    ...holdRoutes,
    ...consentRoutes,
    ...privacyRoutes,
  ],
  jobs: [
    changeCustomersJob,
    renewBirthdaysJob,
    importJob,
    checkImportJob,
    undoImportJob,
    checkMailDomainsJob,
    measureQualityJob,
    mergeGroupsJob,
    scanDuplicatesJob,
    ...privacyJobs,
  ],
  subscribers: [startConsentSubscriber],
  fills: [
    ...consentFills,
    ...privacyFills,
    recordFaces.entry({
      type: 'customer',
      canChangeMany: true,
      keptInBin: 'survivor_id',
      exported: { field: 'restrictedAt', op: 'is-empty' },
    }),
    ...identityFills,
    ...duplicateFills,
    importTargets.entry(customersTarget),
    ...customerUndos.map(importUndos.entry),
    ...sensitiveFills,
    ...customerSubjects.map(retentionSubjects.entry),
    customerPanels.entry(holdsPanel),
    holder('customers.v_legal_hold', 'customer_id', 'legal-hold.labels'),
    recordParts.entry({
      table: contactPointTable,
      view: 'customers.v_contact_point',
      of: 'customer',
      column: 'customer_id',
    }),
    recordParts.entry({
      table: relationTable,
      view: 'customers.v_relation',
      of: 'customer',
      column: 'from_customer_id',
    }),
    recordParts.entry({
      table: dismissalTable,
      view: 'customers.v_relation_dismissal',
      of: 'customer',
      column: 'customer_id',
    }),
    recordParts.entry({
      table: enrichmentTaskTable,
      view: 'customers.v_enrichment_task',
      of: 'customer',
      column: 'customer_id',
    }),
    recordParts.entry({
      table: preferences.table,
      view: 'customers.v_preference',
      of: 'customer',
      column: 'customer_id',
    }),
    recordParts.entry({
      table: expectations.table,
      view: 'customers.v_expectation',
      of: 'customer',
      column: 'customer_id',
    }),
    recordParts.entry({
      table: journal.table,
      view: 'customers.v_journal_entry',
      of: 'customer',
      column: 'customer_id',
    }),
    holder('customers.v_contact_point', 'customer_id', 'contact-point.labels', contactPointMover),
    holder('customers.v_relation', 'from_customer_id', 'relation.labels', relationMover),
    holder('customers.v_relation', 'to_customer_id', 'relation.labels', relationMover),
    holder('customers.v_relation_dismissal', 'customer_id', 'relation-dismissal.labels', dismissalMover),
    holder('customers.v_relation_dismissal', 'other_customer_id', 'relation-dismissal.labels', dismissalMover),
    holder('customers.v_enrichment_task', 'customer_id', 'enrichment-task.labels', enrichmentMover),
    holder('customers.v_preference', 'customer_id', 'preference.labels', preferenceMover),
    holder('customers.v_expectation', 'customer_id', 'expectation.labels'),
    holder('customers.v_journal_entry', 'customer_id', 'journal-entry.labels'),
  ],
}
