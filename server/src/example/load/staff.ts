import { sql } from 'kysely'
import type { Ctx } from '../../kernel/context.ts'
import { addUser, createTeam, createTerritory, findRoleNamed, type Platform } from '../../platform/index.ts'
import { inWords } from '../build/firm.ts'
import { SEATS, TEAMS, TERRITORIES } from '../content/team.ts'

const FIRST_DOMAIN = 'qinghe.example'

export interface StaffMade {
  /** Member ids in the order of the seats. */
  readonly memberIds: readonly string[]
  readonly signIns: readonly { readonly name: string; readonly email: string }[]
}

/**
 * Makes the people of the firm with their teams and territories, or finds those that an earlier, broken-off load has
 * made. Whoever loads the firm takes the first seat. All get the same password, which they must change at once.
 */
export async function makeStaff(
  ctx: Ctx,
  services: Pick<Platform, 'accounts' | 'authPool' | 'catalogue'>,
  password: string,
): Promise<StaffMade> {
  const isChinese = ctx.actor.language === 'zh-CN'
  const domain = await freeDomain(ctx, services.accounts)
  const memberIds: string[] = []
  const signIns: { name: string; email: string }[] = []
  for (const [index, seat] of SEATS.entries()) {
    if (index === 0 && ctx.actor.userId) {
      memberIds.push(ctx.actor.userId)
      continue
    }
    const email = `${seat.mail}@${domain}`
    const known = await findMember(ctx, email)
    const { name, language, timeZone } = seat
    const roleId = known ? null : await findRoleNamed(ctx, seat.role)
    const id =
      known ?? (await addUser(ctx, services, { name, email, roleId: roleId!, language, timeZone, password })).id
    memberIds.push(id)
    if (!known) signIns.push({ name, email })
  }
  await makeTeams(ctx, memberIds, isChinese)
  await makeTerritories(ctx, memberIds, isChinese)
  return { memberIds, signIns }
}

/** Sign-in addresses are the firm's own: an account that serves another workspace is never drawn into this one. */
async function freeDomain(ctx: Ctx, accounts: Platform['accounts']): Promise<string> {
  const probe = SEATS[1]!.mail
  if (await findMember(ctx, `${probe}@${FIRST_DOMAIN}`)) return FIRST_DOMAIN
  if ((await accounts.find(`${probe}@${FIRST_DOMAIN}`)) === null) return FIRST_DOMAIN
  return `qinghe-${ctx.actor.workspaceId.slice(-8)}.example`
}

async function findMember(ctx: Ctx, email: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from platform.v_member where lower(email) = ${email} and deleted_at is null`.execute(ctx.db)
  return rows[0]?.id ?? null
}

const membersOf = (memberIds: readonly string[], belongs: (seat: (typeof SEATS)[number]) => boolean) =>
  memberIds.filter((_id, index) => belongs(SEATS[index]!))

async function makeTeams(ctx: Ctx, memberIds: readonly string[], isChinese: boolean): Promise<void> {
  const known = await groupsByName(ctx, 'team')
  for (const { key, parent, names } of TEAMS) {
    const name = inWords(names, isChinese)
    if (known.has(name)) continue
    const parentNames = TEAMS.find((team) => team.key === parent)?.names
    const parentId = parentNames ? (known.get(inWords(parentNames, isChinese)) ?? null) : null
    const made = await createTeam(ctx, { name, parentId, memberIds: membersOf(memberIds, ({ team }) => team === key) })
    known.set(name, made.id)
  }
}

async function makeTerritories(ctx: Ctx, memberIds: readonly string[], isChinese: boolean): Promise<void> {
  const known = await groupsByName(ctx, 'territory')
  for (const [key, names] of Object.entries(TERRITORIES)) {
    const name = inWords(names, isChinese)
    if (known.has(name)) continue
    await createTerritory(ctx, {
      name,
      memberIds: membersOf(memberIds, ({ territories }) => territories.includes(key)),
    })
  }
}

export async function groupsByName(ctx: Ctx, kind: 'team' | 'territory'): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from ${sql.table(`platform.v_${kind}`)} where deleted_at is null order by id desc`.execute(ctx.db)
  return new Map(rows.map(({ id, name }) => [name, id]))
}
