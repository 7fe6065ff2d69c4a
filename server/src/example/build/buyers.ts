import {
  CHINESE_HOSPITAL_SUFFIXES,
  CHINESE_STEMS,
  CHINESE_TRADES,
  CHINESE_UNIVERSITIES,
  type TradeKey,
} from '../content/chinese-firms.ts'
import { CHINESE_CITIES, type ChineseCity } from '../content/chinese-places.ts'
import { EUROPEAN_INSTITUTES, EUROPEAN_STYLES } from '../content/european-firms.ts'
import { EUROPEAN_CITIES, type EuropeanCity } from '../content/european-places.ts'
import type { Course } from '../content/hero.ts'
import { SEATS, TERRITORY_OF_COUNTRY } from '../content/team.ts'
import type { Random } from '../random.ts'

/** A house before it has people: what it is called and where it stands. */
export interface House {
  readonly name: string
  readonly latinName: string | null
  readonly short: string
  readonly trade: TradeKey
  readonly city: ChineseCity | EuropeanCity
  /** Houses of one group share it. */
  readonly group: string | null
}

export const countryOf = (city: ChineseCity | EuropeanCity): string => ('country' in city ? city.country : 'CN')
export const territoryOf = (city: ChineseCity | EuropeanCity): string =>
  'country' in city ? TERRITORY_OF_COUNTRY[city.country]! : city.territory

const CHINESE_CITY_WEIGHTS = CHINESE_CITIES.map((city) => [city, city.weight] as const)
const EUROPEAN_CITY_WEIGHTS = EUROPEAN_CITIES.map((city) => [city, city.weight] as const)
const TRADE_WEIGHTS = CHINESE_TRADES.map((trade) => [trade, trade.weight] as const)
const GROUP_SHARE = 0.22

/** Chinese houses; a word that is used again stands for a group with houses in several cities. */
export function drawChineseHouses(random: Random, count: number, latinOf: (chinese: string) => string): House[] {
  const stems = random.shuffled(CHINESE_STEMS)
  const houses: House[] = []
  for (let next = 0; houses.length < count; next++) {
    const [stem, only] = stems[next % stems.length]!
    const size = random.chance(GROUP_SHARE) ? random.int(2, 4) : 1
    const trade = CHINESE_TRADES.find(({ key }) => key === only) ?? random.weighted(TRADE_WEIGHTS)
    const cities = random.shuffled(CHINESE_CITIES).slice(0, size - 1)
    for (const city of [random.weighted(CHINESE_CITY_WEIGHTS), ...cities]) {
      if (houses.length === count || houses.some((house) => house.city === city && house.group === stem)) continue
      houses.push(drawChineseHouse(random, { stem, city, trade }, latinOf))
    }
  }
  return houses
}

interface Draft {
  readonly stem: string
  readonly city: ChineseCity
  readonly trade: (typeof CHINESE_TRADES)[number]
}

function drawChineseHouse(random: Random, { stem, city, trade }: Draft, latinOf: (chinese: string) => string): House {
  const isHospital = random.chance(0.07)
  const [suffix, english] = random.pick(isHospital ? CHINESE_HOSPITAL_SUFFIXES : trade.suffixes)
  return {
    name: `${city.name}${stem}${suffix}`,
    latinName: `${latinOf(city.name)} ${latinOf(stem)} ${english}`,
    short: `${stem}${suffix.slice(0, 2)}`,
    trade: isHospital ? 'hospital' : trade.key,
    city,
    group: isHospital ? null : stem,
  }
}

export function drawChineseUniversities(random: Random, count: number): House[] {
  return CHINESE_UNIVERSITIES.slice(0, count).map(([name, latinName]) => ({
    name,
    latinName,
    short: name.replace(/大学.*/, '大学'),
    trade: 'university',
    city: random.weighted(CHINESE_CITY_WEIGHTS),
    group: null,
  }))
}

export function drawEuropeanHouses(random: Random, count: number): House[] {
  const names = new Set<string>()
  const houses: House[] = EUROPEAN_INSTITUTES.slice(0, Math.ceil(count / 10)).map(([name, country]) => ({
    name,
    latinName: null,
    short: name.split(',')[0]!,
    trade: /Klinikum|Hôpital/.test(name) ? 'hospital' : 'university',
    city: random.pick(EUROPEAN_CITIES.filter((city) => city.country === country)),
    group: null,
  }))
  while (houses.length < count) {
    const city = random.weighted(EUROPEAN_CITY_WEIGHTS)
    const { stems, trades, forms } = EUROPEAN_STYLES[city.country]!
    const stem = random.pick(stems)
    const [word, trade] = random.pick(trades)
    const short = `${stem} ${word}`
    if (names.has(short)) continue
    names.add(short)
    houses.push({ name: `${short} ${random.pick(forms)}`, latinName: null, short, trade, city, group: stem })
  }
  return houses
}

/** How many of a hundred houses buy in which way. */
const COURSES: readonly (readonly [Course, number])[] = [
  ['key', 10],
  ['regular', 32],
  ['occasional', 21],
  ['sliding', 8],
  ['lost', 7],
  ['growing', 6],
  ['new', 5],
  ['prospect', 11],
]

export const drawCourse = (random: Random): Course => random.weighted(COURSES)

const AGENT = SEATS.findIndex(({ role }) => role === 'Service agent')

const OF_FIRST_TEAM = new Set(
  SEATS.filter(({ team }) => team === SEATS[0]!.team).flatMap(({ territories }) => territories),
)

/** Who looks after a house: somebody of its territory; most key accounts of the first seat's team go to the first seat. */
export function drawSeats(random: Random, territory: string, course: Course): { seat: number; backup: number } {
  const local = SEATS.flatMap((seat, index) => (seat.territories.includes(territory) && index !== AGENT ? [index] : []))
  const isFirst =
    (course === 'key' && OF_FIRST_TEAM.has(territory) && random.chance(0.75)) ||
    (local.includes(0) && random.chance(0.5))
  const seat = isFirst ? 0 : random.pick(local.filter((index) => index !== 0))
  const team = SEATS[seat]!.team
  const colleagues = SEATS.flatMap((other, index) => (other.team === team && index !== seat ? [index] : []))
  return { seat, backup: colleagues.length > 0 ? random.pick(colleagues) : 0 }
}
