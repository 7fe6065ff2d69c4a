import { randomInt } from 'node:crypto'
import type { Ctx } from '../../kernel/context.ts'
import type { Platform } from '../../platform/index.ts'
import { makeFields } from './fields.ts'
import type { ExampleJob } from './load.ts'
import { mustBeEmpty } from './must-be-empty.ts'
import { makeStaff, type StaffMade } from './staff.ts'

/** What loading answers at once; the password is told only here. */
export interface Started {
  readonly job: { readonly id: string }
  readonly password: string | null
  readonly signIns: StaffMade['signIns']
}

type Enqueue = (kind: string, payload: object) => Promise<string>

/**
 * Makes the staff and the firm's own fields, and starts the job that fills the firm. @throws example.has-customers when somebody's own customers
 * are there already
 */
export async function startExample(
  ctx: Ctx,
  services: Pick<Platform, 'accounts' | 'authPool' | 'catalogue'>,
  { scale = 1, enqueue = ctx.enqueue }: { scale?: number; enqueue?: Enqueue } = {},
): Promise<Started> {
  await mustBeEmpty(ctx)
  const password = passwordToTell()
  const { memberIds, signIns } = await makeStaff(ctx, services, password)
  await makeFields(ctx)
  const payload: ExampleJob = { memberIds, scale }
  const id = await enqueue('load-example', payload)
  return { job: { id }, password: signIns.length > 0 ? password : null, signIns }
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Three groups that can be read out on the telephone: 59 bits. */
export const passwordToTell = (): string =>
  Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join(
    '-',
  )
