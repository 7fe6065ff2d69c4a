import { sortName } from '../../customers/index.ts'
import { SEATS } from '../content/team.ts'
import { type House, territoryOf } from './buyers.ts'
import type { Buyer, Setting } from './firm.ts'

/** Places whose characters are read in their own way. */
const OWN_READING: Readonly<Record<string, string>> = { 成都: 'Chengdu', 厦门: 'Xiamen', 重庆: 'Chongqing' }

/** `Hangzhou`, `Yunqi`: pinyin as a name. */
export function latinOf(chinese: string): string {
  const joined = sortName(chinese).replace(/\s+/g, '')
  return OWN_READING[chinese] ?? joined.charAt(0).toUpperCase() + joined.slice(1)
}

/** Domain of a house's mail addresses; `.example` belongs to nobody. */
export const domainOf = (house: House): string =>
  `${slug(house.latinName ? house.latinName.split(' ').slice(1).join('-') : house.name)}.example`

export const slug = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/ø/gi, 'o')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)

interface Owned {
  readonly buyer: Buyer
  readonly house: House
  /** Seat of the backup owner. */
  readonly backup: number
}

/** Owner, backup, team and territory of a customer and of its people. */
export function ownedBy(setting: Setting, { buyer, house, backup }: Owned) {
  const { members, teams, territories } = setting.staff
  return {
    owner: members[buyer.seat]!.id,
    backupOwner: buyer.course === 'key' || buyer.course === 'growing' ? members[backup]!.id : null,
    team: teams[SEATS[buyer.seat]!.team]!,
    territory: territories[territoryOf(house.city)]!,
  }
}
