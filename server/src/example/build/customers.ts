import type { CustomerLoad } from '../../customers/index.ts'
import { TRADE_NAMES } from '../content/chinese-firms.ts'
import { CHINESE_CITIES } from '../content/chinese-places.ts'
import { EUROPEAN_CITIES } from '../content/european-places.ts'
import type { Hero } from '../content/hero.ts'
import { HEROES } from '../content/heroes.ts'
import { type Job, jobsOf } from '../content/jobs.ts'
import { ACCEPTANCE_OPTIONS, SOURCES, TAGS } from '../content/likes.ts'
import type { Random } from '../random.ts'
import {
  countryOf,
  drawChineseHouses,
  drawChineseUniversities,
  drawCourse,
  drawEuropeanHouses,
  drawSeats,
  type House,
  territoryOf,
} from './buyers.ts'
import { type Buyer, DAY_MS, dayBefore, dayOf, inWords, type Person, type Setting } from './firm.ts'
import { domainOf, latinOf, ownedBy } from './naming.ts'
import { drawAddress, drawLandline, drawName, heroPerson, makePerson } from './people.ts'
import { personLoad } from './person-load.ts'

/** Customers as they are written, and what the rest of the firm's history needs of them. */
export interface Customers {
  readonly loads: readonly CustomerLoad[]
  readonly buyers: readonly Buyer[]
  readonly houses: ReadonlyMap<string, House>
}

const CHINESE_HOUSES = 318
const UNIVERSITIES = 12
const EUROPEAN_HOUSES = 115

const PEOPLE: Readonly<Record<Buyer['course'], readonly [low: number, high: number]>> = {
  key: [4, 7],
  growing: [3, 5],
  regular: [2, 4],
  occasional: [2, 3],
  sliding: [2, 4],
  lost: [1, 3],
  new: [1, 3],
  prospect: [1, 3],
}

/** Organizations with the people who work there. */
export function buildOrganizations(setting: Setting): Customers {
  const random = setting.random.fork('organizations')
  const scaled = (count: number) => Math.max(1, Math.round(count * setting.scale))
  const houses = [
    ...drawChineseHouses(random, scaled(CHINESE_HOUSES), latinOf),
    ...drawChineseUniversities(random, scaled(UNIVERSITIES)),
    ...drawEuropeanHouses(random, scaled(EUROPEAN_HOUSES)),
  ].filter(({ name }) => !HEROES.some((hero) => hero.name === name))
  const loads: CustomerLoad[] = []
  const buyers: Buyer[] = []
  const byId = new Map<string, House>()
  const add = ({ buyer, load, people, house }: Made) => {
    loads.push({ ...load, externalId: `Q${10_001 + buyers.length}` }, ...people)
    buyers.push(buyer)
    byId.set(buyer.id, house)
  }
  for (const hero of HEROES) add(makeHero(setting, random, hero))
  for (const house of houses) add(makeHouse(setting, random, house))
  return { loads, buyers, houses: byId }
}

interface Made {
  readonly buyer: Buyer
  readonly load: CustomerLoad
  readonly people: readonly CustomerLoad[]
  readonly house: House
}

function makeHero(setting: Setting, random: Random, hero: Hero): Made {
  const cities = hero.country === 'CN' ? CHINESE_CITIES : EUROPEAN_CITIES
  const city = cities.find(({ name }) => name === hero.city)!
  const house: House = { ...hero, latinName: hero.latinName || null, city, group: null }
  const jobs = jobsOf(hero.trade)
  const people = hero.people.map((person) => heroPerson(setting, person, jobs[person.job]!))
  const buyer: Buyer = {
    ...buyerOf(setting, house, { ...hero, people }),
    weight: hero.course === 'key' ? 2.2 : 1.4,
  }
  const load = organizationLoad(setting, random, { buyer, house, backup: hero.backup, employees: hero.employees })
  return {
    buyer,
    house,
    load,
    people: people.map((person, index) =>
      personLoad(setting, random, { person, buyer, house, backup: hero.backup, hero: hero.people[index]! }),
    ),
  }
}

function makeHouse(setting: Setting, random: Random, house: House): Made {
  const course = drawCourse(random)
  const { seat, backup } = drawSeats(random, territoryOf(house.city), course)
  const people = drawPeople(setting, random, house, random.int(...PEOPLE[course]))
  const since = course === 'new' || course === 'prospect' ? random.int(20, 170) : random.int(1100, 3600)
  const buyer = buyerOf(setting, house, { course, seat, people, since: dayBefore(setting.now, since) })
  const weighted = { ...buyer, weight: Math.exp(random.normal(course === 'key' ? 0.6 : -0.2, 0.5)) }
  const employees = Math.round(Math.exp(random.normal(house.trade === 'university' ? 5.2 : 4.9, 0.9)))
  const load = organizationLoad(setting, random, { buyer: weighted, house, backup, employees })
  return {
    buyer: weighted,
    house,
    load,
    people: people.map((person) => personLoad(setting, random, { person, buyer: weighted, house, backup, hero: null })),
  }
}

function drawPeople(setting: Setting, random: Random, house: House, count: number): Person[] {
  const jobs = jobsOf(house.trade)
  const chosen: readonly Job[] = [jobs[0]!, ...random.shuffled(jobs.slice(1))].slice(0, count)
  const names = new Set<string>()
  return chosen.map((job) => {
    let named = drawName(random, countryOf(house.city))
    while (names.has(named.familyName)) named = drawName(random, countryOf(house.city))
    names.add(named.familyName)
    return makePerson(setting, named, job, countryOf(house.city))
  })
}

function buyerOf(setting: Setting, house: House, more: Pick<Buyer, 'course' | 'seat' | 'people' | 'since'>): Buyer {
  const country = countryOf(house.city)
  return {
    id: setting.newId(),
    name: house.name,
    short: house.short,
    isOrganization: true,
    isChinese: country === 'CN',
    country,
    city: house.city.name,
    trade: house.trade,
    course: more.course,
    weight: 1,
    seat: more.seat,
    since: more.since,
    people: more.people,
  }
}

interface OrganizationFacts {
  readonly buyer: Buyer
  readonly house: House
  readonly backup: number
  readonly employees: number
}

function organizationLoad(setting: Setting, random: Random, facts: OrganizationFacts): CustomerLoad {
  const { buyer, house, employees } = facts
  const isChineseFirm = setting.language === 'zh-CN'
  const domain = domainOf(house)
  return {
    ...ownedBy(setting, facts),
    id: buyer.id,
    kind: 'organization',
    name: house.name,
    latinName: house.latinName,
    industry: inWords(TRADE_NAMES[house.trade], isChineseFirm),
    employees,
    foundedYear: random.int(1978, 2020),
    website: `https://www.${domain}`,
    source: inWords(random.pick(SOURCES), isChineseFirm),
    tags: tagsOf(random, buyer, isChineseFirm),
    since: buyer.course === 'prospect' ? null : buyer.since,
    language: buyer.isChinese ? 'zh-CN' : 'en',
    custom: {
      instruments: Math.max(0, Math.round(employees / 40 + random.normal(3, 3))),
      acceptance: random.pick(ACCEPTANCE_OPTIONS).value,
      ...(random.chance(0.4) && { nextAudit: dayOf(setting.now.getTime() + random.int(8, 300) * DAY_MS) }),
    },
    contactPoints: [
      { kind: 'phone', value: drawLandline(random, house.city), label: buyer.isChinese ? '总机' : 'Switchboard' },
      { kind: 'email', value: `${buyer.isChinese ? 'lab' : 'info'}@${domain}` },
      { kind: 'address', address: drawAddress(random, house.city), isPrimary: true },
    ],
    createdAt: new Date(Math.min(Date.parse(buyer.since), setting.now.getTime() - DAY_MS)),
    updatedAt: new Date(setting.now.getTime() - random.int(1, 400) * DAY_MS * (buyer.course === 'lost' ? 1 : 0.4)),
  }
}

function tagsOf(random: Random, { course, trade }: Buyer, isChinese: boolean): string[] {
  const tags: (readonly [string, string])[] = []
  if (course === 'key') tags.push(TAGS.key)
  if (course === 'new') tags.push(TAGS.newcomer)
  if ((course === 'key' || course === 'growing') && random.chance(0.5)) tags.push(TAGS.frame)
  if ((trade === 'pharma' || trade === 'biotech') && random.chance(0.4)) tags.push(TAGS.gmp)
  if (trade === 'testing' && random.chance(0.5)) tags.push(TAGS.cnas)
  if ((trade === 'university' || trade === 'hospital') && random.chance(0.6)) tags.push(TAGS.tender)
  if (random.chance(0.06)) tags.push(TAGS.slowPay)
  if (course === 'key' && random.chance(0.2)) tags.push(TAGS.reference)
  if (random.chance(0.1)) tags.push(TAGS.seminar)
  return tags.map((tag) => inWords(tag, isChinese))
}
