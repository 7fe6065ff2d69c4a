import { Solar } from 'lunar-typescript'
import type { CustomerLoad } from '../../customers/index.ts'
import type { HeroPerson } from '../content/hero.ts'
import { HOUSE_STORIES, PERSON_STORIES } from '../content/journals.ts'
import { EXPECTATIONS, PREFERENCES } from '../content/likes.ts'
import type { Random } from '../random.ts'
import { countryOf, type House } from './buyers.ts'
import { type Buyer, DAY_MS, dayBefore, dayOf, inWords, type Person, type Setting } from './firm.ts'
import { domainOf, latinOf, ownedBy, slug } from './naming.ts'
import { drawMobile } from './people.ts'

interface PersonFacts {
  readonly person: Person
  readonly buyer: Buyer
  readonly house: House
  readonly backup: number
  readonly hero: HeroPerson | null
}

/** Somebody who works at a house, with what staff remember of them. */
export function personLoad(setting: Setting, random: Random, facts: PersonFacts): CustomerLoad {
  const { person, buyer, house, hero } = facts
  const remembered = hero ? heroMemory(setting, hero) : drawMemory(setting, random, person, buyer)
  return {
    ...ownedBy(setting, facts),
    ...profileOf(setting, random, person, hero),
    id: person.id,
    jobTitle: person.jobTitle,
    organization: buyer.id,
    decisionRole: person.decisionRole,
    contactPoints: [
      {
        kind: 'phone',
        value: drawMobile(
          random,
          person.isChinese ? 'CN' : countryOf(house.city) === 'CN' ? 'CH' : countryOf(house.city),
        ),
        isPrimary: true,
      },
      ...(random.chance(0.85) ? [{ kind: 'email' as const, value: mailOf(person, domainOf(house)) }] : []),
      ...(person.isChinese && random.chance(0.4)
        ? [{ kind: 'wechat' as const, value: `${slug(latinOf(person.name))}_${random.int(10, 999)}` }]
        : []),
    ],
    ...remembered,
    createdAt: new Date(
      Math.min(Date.parse(buyer.since) + random.int(0, 400) * DAY_MS, setting.now.getTime() - DAY_MS),
    ),
    updatedAt: new Date(setting.now.getTime() - random.int(1, 500) * DAY_MS),
  }
}

export function profileOf(setting: Setting, random: Random, person: Person, hero: HeroPerson | null) {
  return {
    kind: 'person' as const,
    familyName: person.familyName,
    givenName: person.givenName,
    latinName:
      person.isChinese && random.chance(0.35) ? `${latinOf(person.givenName)} ${latinOf(person.familyName)}` : null,
    gender: person.gender,
    language: person.isChinese ? 'zh-CN' : 'en',
    birthday:
      heroBirthday(setting, hero) ?? (random.chance(0.55) ? drawBirthday(setting, random, person.isChinese) : null),
  }
}

/** Nobody's mail leaves: `.example` is set aside for examples. */
export const mailOf = ({ familyName, givenName, isChinese }: Person, domain: string): string =>
  isChinese
    ? `${slug(latinOf(familyName))}.${slug(latinOf(givenName))}@${domain}`
    : `${slug(givenName)}.${slug(familyName)}@${domain}`

function heroBirthday({ today }: Setting, hero: HeroPerson | null) {
  if (hero?.birthday) return hero.birthday
  if (hero?.lunarBirthdayInDays === undefined) return null
  return lunarDay(new Date(Date.parse(today) + hero.lunarBirthdayInDays * DAY_MS), 1968)
}

/** Birthdays spread over the year, a few more of them in the days to come; one in four Chinese keeps the lunar calendar. */
export function drawBirthday(setting: Setting, random: Random, isChinese: boolean) {
  const isSoon = random.chance(0.012)
  const at = new Date(Date.parse(setting.today) + (isSoon ? random.int(1, 6) : random.int(0, 364)) * DAY_MS)
  const year = random.int(1962, 1998)
  if (isChinese && random.chance(0.25)) return lunarDay(at, year)
  const [, month = 1, day = 1] = dayOf(at).split('-').map(Number)
  return { calendar: 'solar' as const, year: random.chance(0.8) ? year : null, month, day }
}

function lunarDay(at: Date, year: number) {
  const [solarYear = 0, month = 1, day = 1] = dayOf(at).split('-').map(Number)
  const lunar = Solar.fromYmd(solarYear, month, day).getLunar()
  return { calendar: 'lunar' as const, year, month: Math.abs(lunar.getMonth()), day: lunar.getDay() }
}

type Memory = Pick<CustomerLoad, 'preferences' | 'expectations' | 'journal' | 'note'>

function heroMemory(setting: Setting, { preferences, expectation, journal }: HeroPerson): Memory {
  return {
    preferences: (preferences ?? []).map(([kind, value]) => ({ kind, value })),
    expectations: expectation ? [expectation] : [],
    journal: (journal ?? []).map(([daysAgo, text]) => ({ on: dayBefore(setting.now, daysAgo), text })),
    note: null,
  }
}

function drawMemory(setting: Setting, random: Random, person: Person, buyer: Buyer): Memory {
  const closeness = buyer.course === 'key' || buyer.course === 'growing' ? 0.7 : buyer.course === 'prospect' ? 0.1 : 0.3
  const kinds = random.chance(closeness) ? random.shuffled(Object.keys(PREFERENCES)).slice(0, random.int(1, 3)) : []
  return {
    preferences: kinds.map((kind) => ({ kind, value: inWords(random.pick(PREFERENCES[kind]!), person.isChinese) })),
    expectations: random.chance(closeness * 0.5) ? [drawExpectation(random, person)] : [],
    journal: random.chance(closeness * 0.55) ? drawJournal(setting, random, person, buyer) : [],
    note: null,
  }
}

function drawExpectation(random: Random, person: Person) {
  const { text, ...expectation } = random.pick(EXPECTATIONS)
  return { ...expectation, text: inWords(text, person.isChinese) }
}

function drawJournal(setting: Setting, random: Random, person: Person, buyer: Buyer) {
  const author = setting.staff.members[buyer.seat]!.id
  const stories = random.shuffled(random.chance(0.7) ? PERSON_STORIES : HOUSE_STORIES).slice(0, random.int(1, 2))
  const product = inWords(random.pick(STORY_PRODUCTS), person.isChinese)
  return stories.map((story) => ({
    on: dayBefore(setting.now, random.int(4, 700)),
    author,
    text: inWords(story, person.isChinese)
      .replaceAll('{who}', person.called)
      .replaceAll('{firm}', buyer.short)
      .replaceAll('{city}', buyer.city)
      .replaceAll('{p}', product),
  }))
}

const STORY_PRODUCTS = [
  ['荧光光谱仪', 'spectrometer'],
  ['液相色谱', 'HPLC'],
  ['pH 探头', 'pH probe'],
  ['离心机', 'centrifuge'],
] as const
