import type { Subscriber } from '../../kernel/record/insert-event.ts'
import { startConsent } from './keys.ts'

/** A new workspace has its purposes from the first day. */
export const startConsentSubscriber: Subscriber = {
  type: 'platform.workspace.created',
  run: (ctx) => startConsent(ctx),
}
