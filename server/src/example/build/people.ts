import { FAMILY_NAMES, FEMALE_GIVEN_NAMES, MALE_GIVEN_NAMES } from '../content/chinese-names.ts'
import { CHINESE_STREETS, type ChineseCity } from '../content/chinese-places.ts'
import { EUROPEAN_NAMES } from '../content/european-names.ts'
import { EUROPEAN_MOBILES, EUROPEAN_STREETS, type EuropeanCity } from '../content/european-places.ts'
import type { HeroPerson } from '../content/hero.ts'
import type { Job } from '../content/jobs.ts'
import type { Random } from '../random.ts'
import type { Person, Setting } from './firm.ts'

type Named = Pick<Person, 'familyName' | 'givenName' | 'gender'>

/** Nobody of the firm has the same name twice at one customer; across customers it happens, as it does in life. */
export function drawName(random: Random, country: string): Named {
  const gender = random.chance(0.5) ? 'female' : 'male'
  if (country === 'CN') {
    const given = gender === 'female' ? FEMALE_GIVEN_NAMES : MALE_GIVEN_NAMES
    return { gender, familyName: random.pick(FAMILY_NAMES), givenName: random.pick(given) }
  }
  const names = EUROPEAN_NAMES[country]!
  return { gender, familyName: random.pick(names.family), givenName: random.pick(names[gender]) }
}

export function makePerson(setting: Setting, named: Named, job: Job | null, country: string): Person {
  const isChinese = country === 'CN'
  const { familyName, givenName, gender } = named
  return {
    ...named,
    id: setting.newId(),
    isChinese,
    name: isChinese ? familyName + givenName : `${givenName} ${familyName}`,
    called: isChinese
      ? familyName + (job?.address ?? (gender === 'female' ? '女士' : '先生'))
      : `${givenName} ${familyName}`,
    jobTitle: job ? job.title[isChinese ? 0 : 1] : null,
    decisionRole: job?.decisionRole ?? null,
  }
}

export const heroPerson = (setting: Setting, hero: HeroPerson, job: Job): Person =>
  makePerson(setting, hero, job, hero.country)

const CHINESE_MOBILES =
  '130 131 132 133 135 136 137 138 139 150 151 152 155 156 157 158 159 177 180 181 182 186 187 188 189'.split(' ')

const fill = (random: Random, pattern: string) => pattern.replace(/#/g, () => String(random.int(0, 9)))

/** China keeps no numbers for fiction: these are drawn, and nobody is ever called from here. */
export function drawMobile(random: Random, country: string): string {
  if (country !== 'CN') return fill(random, EUROPEAN_MOBILES[country]!)
  return `${random.pick(CHINESE_MOBILES)} ${fill(random, '####')} ${fill(random, '####')}`
}

export const drawLandline = (random: Random, city: ChineseCity | EuropeanCity): string =>
  'areaCode' in city
    ? `${city.areaCode}-${random.pick(['8', '6', '5'])}${fill(random, city.areaCode.length === 3 || EIGHT_DIGITS.has(city.areaCode) ? '#######' : '######')}`
    : fill(random, city.landline)

/** Cities outside the great ones whose numbers have eight digits too. */
const EIGHT_DIGITS = new Set(
  '0571 0574 0573 0575 0577 0512 0510 0519 0551 0532 0531 0755 0769 0757 0591 0731'.split(' '),
)

/** Countries by name, in the language of the place: China in Chinese, Europe in English. */
export function drawAddress(random: Random, city: ChineseCity | EuropeanCity) {
  if ('areaCode' in city) {
    const street = `${random.pick(city.districts)}${random.pick(CHINESE_STREETS)} ${random.int(3, 1860)} 号`
    const postcode = city.postcode + fill(random, '##')
    return { street, city: city.name, region: city.region, postcode, country: '中国' }
  }
  const street = random.pick(EUROPEAN_STREETS[city.country]!)
  const number = random.int(2, 140)
  const isNumberFirst = ['FR', 'GB', 'IE'].includes(city.country)
  return {
    street: isNumberFirst ? `${number} ${street}` : `${street} ${number}`,
    city: city.name,
    postcode: city.postcode,
    country: COUNTRIES.of(city.country)!,
  }
}

const COUNTRIES = new Intl.DisplayNames(['en'], { type: 'region' })
