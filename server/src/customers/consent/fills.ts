import type { RegistryEntry } from '../../kernel/registry.ts'
import { resolvedWhenRead } from '../identity/movers/step.ts'
import { importUndos } from '../import/targets.ts'
import { briefSections, customerHolders } from '../registries.ts'
import { refusalsSection } from './brief.ts'
import { eraseEvidence } from './erase-evidence.ts'
import { consentMerge } from './merge-consent.ts'
import { consentUndo } from './undo-consent.ts'

/** What consent adds to the lists of other features. */
export const consentFills: readonly RegistryEntry[] = [
  briefSections.entry(refusalsSection),
  importUndos.entry(consentUndo),
  customerHolders.entry({
    view: 'customers.v_consent_entry',
    column: 'customer_id',
    label: 'consent.labels',
    merge: consentMerge,
    erase: { because: 'privacy.kept.consent', set: {} },
  }),
  customerHolders.entry({
    view: 'customers.v_consent_evidence',
    column: 'customer_id',
    label: 'consent-evidence.labels',
    merge: resolvedWhenRead,
    erase: eraseEvidence,
  }),
  customerHolders.entry({
    view: 'customers.v_consent_link',
    column: 'customer_id',
    label: 'consent-link.labels',
    merge: resolvedWhenRead,
    erase: 'delete',
  }),
]
