import type { CustomerLoad } from '../../customers/index.ts'
import { CHINESE_CITIES } from '../content/chinese-places.ts'
import { EUROPEAN_CITIES } from '../content/european-places.ts'
import { PRIVATE_JOBS } from '../content/jobs.ts'
import { SOURCES, TAGS } from '../content/likes.ts'
import { SEATS } from '../content/team.ts'
import type { Random } from '../random.ts'
import { territoryOf } from './buyers.ts'
import { type Buyer, DAY_MS, dayBefore, inWords, type Person, type Setting } from './firm.ts'
import { drawAddress, drawMobile, drawName, makePerson } from './people.ts'
import { mailOf, profileOf } from './person-load.ts'

export interface PrivateBuyers {
  readonly loads: readonly CustomerLoad[]
  readonly buyers: readonly Buyer[]
  /** Pairs that live together. */
  readonly households: readonly (readonly [string, string])[]
}

const SINGLES = 180
const HOUSEHOLDS = 28
const CHINESE_MAILS = ['youjian', 'xinxiang', 'yuncun']
const EUROPEAN_MAILS = ['postfach', 'maison', 'postilaatikko']

/** People who buy for themselves, some of whom live together. */
export function buildPrivateBuyers(setting: Setting): PrivateBuyers {
  const random = setting.random.fork('private')
  const loads: CustomerLoad[] = []
  const buyers: Buyer[] = []
  const households: (readonly [string, string])[] = []
  const add = (place: Place, familyName: string | null) => {
    const made = makePrivateBuyer(setting, random, place, familyName)
    loads.push(made.load)
    buyers.push(made.buyer)
    return made
  }
  const scaled = (count: number) => Math.max(1, Math.round(count * setting.scale))
  for (let index = 0; index < scaled(SINGLES); index++) add(drawPlace(random), null)
  for (let index = 0; index < scaled(HOUSEHOLDS); index++) {
    const place = drawPlace(random)
    const first = add(place, null)
    const second = add(place, place.country === 'CN' ? null : first.person.familyName)
    households.push([first.buyer.id, second.buyer.id])
  }
  return { loads, buyers, households }
}

interface Place {
  readonly country: string
  readonly territory: string
  readonly address: ReturnType<typeof drawAddress>
}

function drawPlace(random: Random): Place {
  const city = random.chance(0.85) ? random.pick(CHINESE_CITIES) : random.pick(EUROPEAN_CITIES)
  const country = 'country' in city ? city.country : 'CN'
  return { country, territory: territoryOf(city), address: drawAddress(random, city) }
}

function makePrivateBuyer(setting: Setting, random: Random, place: Place, familyName: string | null) {
  const named = drawName(random, place.country)
  const person = makePerson(setting, familyName ? { ...named, familyName } : named, null, place.country)
  const seats = SEATS.flatMap((seat, index) =>
    seat.territories.includes(place.territory) && index !== 0 ? [index] : [],
  )
  const seat = random.pick(seats)
  const since = dayBefore(setting.now, random.int(30, 1500))
  const isChineseFirm = setting.language === 'zh-CN'
  const { members, teams, territories } = setting.staff
  const domain = `${random.pick(person.isChinese ? CHINESE_MAILS : EUROPEAN_MAILS)}.example`
  const load: CustomerLoad = {
    ...profileOf(setting, random, person, null),
    id: person.id,
    owner: members[seat]!.id,
    team: teams[SEATS[seat]!.team]!,
    territory: territories[place.territory]!,
    jobTitle: random.chance(0.7) ? inWords(random.pick(PRIVATE_JOBS), person.isChinese) : null,
    source: inWords(random.pick(SOURCES), isChineseFirm),
    tags: [inWords(TAGS.private, isChineseFirm)],
    since,
    contactPoints: [
      { kind: 'phone', value: drawMobile(random, place.country), isPrimary: true },
      { kind: 'email', value: mailOf(person, domain).replace('@', `${random.int(2, 99)}@`) },
      { kind: 'address', address: place.address },
      ...(random.chance(0.3)
        ? [{ kind: 'card' as const, value: `8800 ${random.int(1000, 9999)} ${random.int(1000, 9999)}` }]
        : []),
    ],
    createdAt: new Date(Date.parse(since)),
    updatedAt: new Date(setting.now.getTime() - random.int(2, 300) * DAY_MS),
  }
  return { load, person, buyer: privateBuyer(person, place, { seat, since, random }) }
}

function privateBuyer(
  person: Person,
  place: Place,
  { seat, since, random }: { seat: number; since: string; random: Random },
): Buyer {
  return {
    id: person.id,
    name: person.name,
    short: person.called,
    isOrganization: false,
    isChinese: person.isChinese,
    country: place.country,
    city: place.address.city,
    trade: random.pick(['food', 'environment']),
    course: random.weighted([
      ['occasional', 7],
      ['lost', 2],
      ['new', 1],
    ]),
    weight: 0.15,
    seat,
    since,
    people: [person],
  }
}
