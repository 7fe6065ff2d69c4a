import type { RegistryEntry } from '../../kernel/registry.ts'
import { importUndos } from '../import/targets.ts'
import { briefSections, customerHolders } from '../registries.ts'
import { refusalsSection } from './brief.ts'
import { consentUndo } from './undo-consent.ts'

/** What consent adds to the lists of other features. */
export const consentFills: readonly RegistryEntry[] = [
  briefSections.entry(refusalsSection),
  importUndos.entry(consentUndo),
  ...['customers.v_consent_entry', 'customers.v_consent_evidence'].map((view) =>
    customerHolders.entry({ view, column: 'customer_id', label: 'consent.labels' }),
  ),
  customerHolders.entry({ view: 'customers.v_consent_link', column: 'customer_id', label: 'consent-link.labels' }),
]
