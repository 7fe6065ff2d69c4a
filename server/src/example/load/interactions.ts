import { uuidv7 } from 'uuidv7'
import { type InteractionValues, importInteractions } from '../../conversations/index.ts'
import type { Ctx } from '../../kernel/context.ts'
import { DAY_MS } from '../build/firm.ts'
import type { ExampleInteraction } from '../build/interactions.ts'

type Members = readonly { readonly id: string; readonly name: string }[]

const RECENT_DAYS = 3

/**
 * Interactions come in through the set-based entrance that imports use. Those of the last days are written in the name
 * of whoever took part, so that the team's activity shows who did what.
 */
export async function loadInteractions(
  ctx: Ctx,
  members: Members,
  interactions: readonly ExampleInteraction[],
): Promise<void> {
  const since = ctx.now.getTime() - RECENT_DAYS * DAY_MS
  const isRecent = ({ at }: ExampleInteraction) => at.getTime() > since
  await write(
    ctx,
    members,
    interactions.filter((interaction) => !isRecent(interaction)),
  )
  for (const [index, interaction] of interactions.filter(isRecent).entries()) {
    const userId = members[interaction.seat]?.id ?? ctx.actor.userId
    const now = new Date(ctx.now.getTime() + index)
    await write({ ...ctx, now, requestId: uuidv7(), actor: { ...ctx.actor, userId, keyId: null } }, members, [
      interaction,
    ])
  }
}

async function write(ctx: Ctx, members: Members, interactions: readonly ExampleInteraction[]) {
  const customers = new Map<InteractionValues, string>()
  const values = interactions.map((interaction, index) => {
    const value = valuesOf(interaction, index, members)
    customers.set(value, interaction.customerId)
    return value
  })
  await importInteractions(ctx, values, (value) => customers.get(value) ?? null)
}

function valuesOf(interaction: ExampleInteraction, index: number, members: Members): InteractionValues {
  const { kind, direction, at, subject, body, minutes, seat } = interaction
  return {
    row: { number: index + 1, line: index + 1, values: {} },
    kind,
    direction,
    occurredAt: at.toISOString(),
    subject,
    body,
    durationMinutes: minutes,
    by: members[seat]?.name ?? null,
    problems: [],
    isRejected: false,
  }
}
