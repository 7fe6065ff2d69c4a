import type { CustomerLoad, RelationLoad } from '../../customers/index.ts'
import { TRADE_NAMES } from '../content/chinese-firms.ts'
import { HEROES } from '../content/heroes.ts'
import { TAGS } from '../content/likes.ts'
import { type House, territoryOf } from './buyers.ts'
import { type Buyer, DAY_MS, inWords, type Setting } from './firm.ts'
import { ownedBy, slug } from './naming.ts'
import { drawAddress, drawLandline } from './people.ts'

interface Related {
  readonly relations: readonly RelationLoad[]
  /** Holdings that stand above the houses of a group. */
  readonly loads: readonly CustomerLoad[]
}

/** Groups, distributors, suppliers, and people who know each other. Jobs are told by the people themselves. */
export function buildRelations(
  setting: Setting,
  buyers: readonly Buyer[],
  houses: ReadonlyMap<string, House>,
): Related {
  const random = setting.random.fork('relations')
  const { relations, loads } = groupRelations(setting, buyers, houses)
  const organizations = buyers.filter(
    (buyer) => buyer.isOrganization && !HEROES.some(({ name }) => name === buyer.name),
  )
  const seen = new Set<string>()
  const relate = (from: string | undefined, role: RelationLoad['role'], to: string | undefined) => {
    if (!from || !to || from === to || seen.has([from, to].sort().join())) return
    seen.add([from, to].sort().join())
    relations.push({ from, to, role })
  }
  const share = (part: number) => random.shuffled(organizations).slice(0, Math.ceil(organizations.length * part))
  for (const supplier of share(0.03)) for (const buyer of share(0.006)) relate(supplier.id, 'supplier-of', buyer.id)
  for (const maker of share(0.03)) relate(random.pick(organizations).id, 'distributor-of', maker.id)
  for (const house of share(0.05)) relate(house.id, 'partner-of', random.pick(organizations).id)
  for (const house of share(0.02)) relate(house.id, 'competitor-of', random.pick(organizations).id)
  const people = organizations.flatMap((house) => house.people)
  for (let index = 0; index < people.length * 0.03; index++) {
    relate(random.pick(people).id, random.chance(0.6) ? 'knows' : 'referred', random.pick(people).id)
  }
  return { relations, loads }
}

function groupRelations(setting: Setting, buyers: readonly Buyer[], houses: ReadonlyMap<string, House>) {
  const relations: RelationLoad[] = []
  const loads: CustomerLoad[] = []
  const groups = new Map<string, Buyer[]>()
  for (const buyer of buyers) {
    const group = houses.get(buyer.id)?.group
    if (group && buyer.isChinese) groups.set(group, [...(groups.get(group) ?? []), buyer])
  }
  for (const [head, ...others] of groups.values()) {
    for (const other of others) relations.push({ from: head!.id, to: other.id, role: 'parent-of' })
  }
  for (const { name, parent } of HEROES) {
    const buyer = buyers.find((candidate) => candidate.name === name)
    if (!parent || !buyer) continue
    const load = holdingLoad(setting, parent, buyer, houses.get(buyer.id)!)
    loads.push(load)
    relations.push({ from: load.id, to: buyer.id, role: 'parent-of' })
  }
  return { relations, loads }
}

function holdingLoad(
  setting: Setting,
  [name, latinName]: readonly [string, string],
  buyer: Buyer,
  house: House,
): CustomerLoad {
  const isChinese = setting.language === 'zh-CN'
  const random = setting.random.fork(name)
  return {
    ...ownedBy(setting, { buyer, house, backup: 1 }),
    id: setting.newId(),
    kind: 'organization',
    name,
    latinName,
    industry: inWords(TRADE_NAMES[house.trade], isChinese),
    employees: 3_200,
    tags: [inWords(TAGS.key, isChinese)],
    since: buyer.since,
    territory: setting.staff.territories[territoryOf(house.city)]!,
    contactPoints: [
      { kind: 'phone', value: drawLandline(random, house.city) },
      { kind: 'email', value: `office@${slug(latinName)}.example` },
      { kind: 'address', address: drawAddress(random, house.city) },
    ],
    createdAt: new Date(Date.parse(buyer.since)),
    updatedAt: new Date(setting.now.getTime() - 40 * DAY_MS),
  }
}
