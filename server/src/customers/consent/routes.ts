import { type Binding, on, onBare } from '../../kernel/http/route.ts'
import { listConsentEntries, readConsent, readConsentEntry, recordConsent } from './consent.ts'
import {
  addTextRoute,
  changePurposeRoute,
  createConsentLinkRoute,
  createPurposeRoute,
  listConsentEntriesRoute,
  listConsentLinksRoute,
  listPurposesRoute,
  listTextsRoute,
  readConsentEntryRoute,
  readConsentRoute,
  recordConsentRoute,
  requestConfirmationRoute,
  revokeAllLinksRoute,
  revokeConsentLinkRoute,
} from './contract.ts'
import { confirmConsent, readConfirmation, requestConfirmation } from './double-opt-in.ts'
import { createPreferenceLink, listLinks, revokeLink } from './links.ts'
import { openLink } from './open-link.ts'
import { changePreferences, readPreferences } from './preference-page.ts'
import {
  changePreferencesRoute,
  confirmRoute,
  openUnsubscribeRoute,
  readConfirmationRoute,
  readPreferencesRoute,
  readUnsubscribeRoute,
  unsubscribeRoute,
} from './public-contract.ts'
import { addText, changePurpose, createPurpose, listPurposes, listTexts, revokeAllLinks } from './purposes.ts'
import { readUnsubscribe, unsubscribe } from './unsubscribe.ts'

/** A read that makes the workspace's first purposes where an older release left none. */
const startingUp = (binding: Binding): Binding => ({ ...binding, transaction: 'write' })

const staffRoutes: readonly Binding[] = [
  startingUp(on(readConsentRoute, (ctx, { params, query }) => readConsent(ctx, params.id, query.on))),
  on(listConsentEntriesRoute, (ctx, { params }) => listConsentEntries(ctx, params.id)),
  on(readConsentEntryRoute, (ctx, { params }) => readConsentEntry(ctx, params.id, params.itemId)),
  on(recordConsentRoute, (ctx, { params, body }) => recordConsent(ctx, params.id, body)),
  on(requestConfirmationRoute, (ctx, { params, body }) => requestConfirmation(ctx, params.id, body)),
  on(listConsentLinksRoute, (ctx, { params }) => listLinks(ctx, params.id)),
  on(createConsentLinkRoute, (ctx, { params, body }) => createPreferenceLink(ctx, params.id, body.days)),
  on(revokeConsentLinkRoute, (ctx, { params }) => revokeLink(ctx, params.id, params.itemId)),
  startingUp(on(listPurposesRoute, (ctx) => listPurposes(ctx))),
  on(createPurposeRoute, (ctx, { body }) => createPurpose(ctx, body)),
  on(changePurposeRoute, (ctx, { params, body }) => changePurpose(ctx, params.id, body)),
  on(listTextsRoute, (ctx, { params }) => listTexts(ctx, params.id)),
  on(addTextRoute, (ctx, { params, body }) => addText(ctx, params.id, body)),
  on(revokeAllLinksRoute, (ctx) => revokeAllLinks(ctx)),
]

/** For people without an account: the link is their only right, and one customer's choices all that it opens. */
const holderRoutes: readonly Binding[] = [
  onBare(readPreferencesRoute, (_bare, { params: { token } }, { request }) =>
    openLink({ request, token, kind: 'preferences', mode: 'read' }, readPreferences),
  ),
  onBare(changePreferencesRoute, (_bare, { params: { token }, body }, { request }) =>
    openLink({ request, token, kind: 'preferences', mode: 'write' }, (ctx, link) => changePreferences(ctx, link, body)),
  ),
  onBare(readConfirmationRoute, (_bare, { params: { token } }, { request }) =>
    openLink({ request, token, kind: 'confirm', mode: 'read' }, readConfirmation),
  ),
  onBare(confirmRoute, (_bare, { params: { token } }, { request }) =>
    openLink({ request, token, kind: 'confirm', mode: 'write' }, confirmConsent),
  ),
  // Whether the link is right is not told here; the page asks for itself.
  onBare(openUnsubscribeRoute, async (_bare, { params: { token } }, { reply }) =>
    reply.redirect(`/unsubscribe/${encodeURIComponent(token)}`, 303),
  ),
  onBare(readUnsubscribeRoute, (_bare, { params: { token } }, { request }) =>
    openLink({ request, token, kind: 'unsubscribe', mode: 'read' }, readUnsubscribe),
  ),
  onBare(unsubscribeRoute, (_bare, { params: { token } }, { request }) =>
    openLink({ request, token, kind: 'unsubscribe', mode: 'write' }, unsubscribe),
  ),
]

export const consentRoutes: readonly Binding[] = [...staffRoutes, ...holderRoutes]
