import {
  briefSections,
  customerFollowers,
  customerHolders,
  importTargets,
  importUndos,
  repoint,
} from '../customers/index.ts'
import { on } from '../kernel/http/route.ts'
import { readRoutes } from '../kernel/query/record-routes.ts'
import type { Slice } from '../kernel/slice.ts'
import { recordFaces, retentionSubjects } from '../platform/index.ts'
import { lastInteractionsSection } from './interactions/brief.ts'
import { changeInteractionRoute, createInteractionRoute, deleteInteractionRoute } from './interactions/contract.ts'
import { interactionsTarget } from './interactions/import/interactions-target.ts'
import { interactionsUndo } from './interactions/import/interactions-undo.ts'
import { interactionRecord, interactionTable } from './interactions/interactions.fields.ts'
import { changeInteraction, deleteInteraction, logInteraction } from './interactions/interactions.ts'
import { lastContactSubscribers, refreshLastContact } from './interactions/last-contact.ts'
import { oldInteractions } from './interactions/retention.ts'
import { scopeFollower, scopeSubscribers } from './interactions/scope.ts'
import { changeSource } from './timeline/change-source.ts'
import { consentSource } from './timeline/consent-source.ts'
import { timelineRoute } from './timeline/contract.ts'
import { mergeSource } from './timeline/merge-source.ts'
import { fileSource, interactionSource, journalSource } from './timeline/own-sources.ts'
import { timelineSources } from './timeline/source.ts'
import { readTimeline } from './timeline/timeline.ts'
import en from './words/en.json' with { type: 'json' }
import zh from './words/zh-CN.json' with { type: 'json' }

export const conversationsSlice: Slice = {
  name: 'conversations',
  words: { en, 'zh-CN': zh },
  permissions: [],
  records: [interactionRecord],
  routes: [
    ...readRoutes(interactionRecord),
    on(createInteractionRoute, (ctx, { body }) => logInteraction(ctx, body)),
    on(changeInteractionRoute, (ctx, { params, body }) => changeInteraction(ctx, params.id, body)),
    on(deleteInteractionRoute, (ctx, { params, query }) => deleteInteraction(ctx, params.id, query.version)),
    on(timelineRoute, (ctx, { params, query }) => readTimeline(ctx, params.id, query)),
  ],
  jobs: [],
  subscribers: [...lastContactSubscribers, ...scopeSubscribers],
  fills: [
    recordFaces.entry({
      type: 'interaction',
      table: interactionTable,
      title: 'subject',
      subtitle: ['customer', 'kind', 'occurredAt'],
      exported: { field: 'isCustomerRestricted', op: 'eq', value: false },
    }),
    customerFollowers.entry(scopeFollower),
    customerHolders.entry({
      view: 'conversations.v_interaction',
      column: 'customer_id',
      label: 'interaction.labels',
      merge: repoint('conversations.interaction', 'customer_id', { refresh: refreshLastContact }),
      erase: 'delete',
    }),
    retentionSubjects.entry(oldInteractions),
    briefSections.entry(lastInteractionsSection),
    importTargets.entry(interactionsTarget),
    importUndos.entry(interactionsUndo),
    timelineSources.entry(interactionSource),
    timelineSources.entry(journalSource),
    timelineSources.entry(changeSource),
    timelineSources.entry(mergeSource),
    timelineSources.entry(fileSource),
    timelineSources.entry(consentSource),
  ],
}
