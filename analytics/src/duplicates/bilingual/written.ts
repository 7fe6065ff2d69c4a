import type { Random } from '../../numerics/random.ts'
import {
  byEar,
  digits,
  type Firm,
  newEmail,
  newMobile,
  newPlace,
  type Person,
  type Place,
  pickFrom,
  slip,
  traditional,
} from './people.ts'
import { CITIES, KINDS, ROADS, SHORT_NAMES } from './words.ts'

/** A record as somebody entered it. */
export interface Written {
  readonly name: string | null
  readonly organization: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly date: string | null
  readonly address: string | null
  readonly city: string | null
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
/** The value, or null with the given probability. */
const unless = (random: Random, share: number, value: string): string | null =>
  random.next() < share || value === '' ? null : value

/** The first copy is written carefully, further ones as they come. */
export function writePerson(random: Random, person: Person, copy: number): Written {
  const isEnglish = person.family === null || (copy > 0 && random.next() < 0.3)
  const isOld = (share: number) => copy > 0 && random.next() < share
  const phone =
    person.firm && random.next() < 0.2 ? person.firm.switchboard : isOld(0.2) ? newMobile(random) : person.mobile
  const place = isOld(0.12) ? newPlace(random) : person.place
  const email = isOld(0.25) ? newEmail(random, person) : person.email
  return {
    name: personName(random, person, copy, isEnglish),
    organization: person.firm ? unless(random, 0.25, firmName(random, person.firm, copy, isEnglish)) : null,
    email: unless(random, 0.3, isOld(0.04) ? slip(random, email) : email),
    phone: unless(random, 0.12, writePhone(random, phone, copy)),
    date: unless(random, 0.45, isOld(0.08) ? wrongDay(random, person.birthday) : person.birthday),
    address: unless(random, 0.3, writeAddress(random, place, copy, isEnglish)),
    city: unless(random, 0.15, CITIES[place.city]![isEnglish ? 1 : 0]),
  }
}

function personName(random: Random, person: Person, copy: number, isEnglish: boolean): string {
  const { family, given, english } = person
  const dice = copy > 0 ? random.next() : 0.9
  if (family === null) return englishName(random, person, dice)
  const [han, sounds] = [given.map(([character]) => character), given.map(([, sound]) => sound)]
  if (!isEnglish) {
    const whole = family[0] + han.join('')
    if (dice < 0.15) return traditional(whole)
    if (dice < 0.23) return family[0] + han.map((one, i) => (i === han.length - 1 ? byEar(random, one) : one)).join('')
    if (dice < 0.29) return whole + pickFrom(random)(['先生', '女士', '经理', ' 总'])
    if (dice < 0.31) return family[0] + pickFrom(random)(['总', '先生', '经理'])
    if (dice < 0.36 && english !== '') return `${whole} ${english}`
    if (dice < 0.38) return `${family[0]} ${han.join('')}`
    return whole
  }
  const familyName = capital(family[1].replace('lv', random.next() < 0.5 ? 'lv' : 'lu'))
  const givenName = capital(sounds.join(pickFrom(random)(['', '', '-', ' '])))
  if (english !== '' && dice < 0.3) return `${english} ${familyName}`
  if (dice < 0.5) return `${givenName} ${familyName}`
  if (dice < 0.58) return `${familyName.toUpperCase()}, ${givenName}`
  if (dice < 0.64) return `${familyName.toUpperCase()} ${givenName}`
  if (dice < 0.68) return `${givenName[0]}. ${familyName}`
  if (dice < 0.74) return slip(random, `${familyName} ${givenName}`)
  if (dice < 0.78) return `${pickFrom(random)(['Mr.', 'Ms.', 'Dr.'])} ${familyName} ${givenName}`
  return `${familyName} ${givenName}`
}

function englishName(random: Random, { english, englishFamily }: Person, dice: number): string {
  if (dice < 0.15) return `${SHORT_NAMES.get(english) ?? english} ${englishFamily}`
  if (dice < 0.22) return `${englishFamily}, ${english}`
  if (dice < 0.27) return `${english[0]}. ${englishFamily}`
  if (dice < 0.37) return slip(random, `${english} ${englishFamily}`)
  if (dice < 0.42) return `Mr. ${english} ${englishFamily}`
  if (dice < 0.5) return `${english} ${englishFamily}`.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()
  return `${english} ${englishFamily}`
}

/** A firm as a customer of its own: no person, no birthday. */
export function writeFirm(random: Random, firm: Firm, copy: number): Written {
  const isEnglish = copy > 0 && random.next() < 0.3
  const isOld = (share: number) => copy > 0 && random.next() < share
  const place = isOld(0.1) ? newPlace(random) : firm.place
  const phone = isOld(0.2) ? CITIES[place.city]![2] + (2 + random.below(7)) + digits(random, 7) : firm.switchboard
  const box =
    firm.branch === null ? pickFrom(random)(['info', 'sales', 'contact']) : CITIES[firm.branch]![1].toLowerCase()
  return {
    name: null,
    organization: firmName(random, firm, copy, isEnglish),
    email: unless(random, 0.35, `${box}@${firm.domain}`),
    phone: unless(random, 0.12, writePhone(random, phone, copy)),
    date: null,
    address: unless(random, 0.25, writeAddress(random, place, copy, isEnglish)),
    city: unless(random, 0.15, CITIES[place.city]![isEnglish ? 1 : 0]),
  }
}

function firmName(random: Random, firm: Firm, copy: number, isEnglish: boolean): string {
  const [kindHan, kindEnglish] = KINDS[firm.kind]!
  const core = firm.core.map(([character]) => character).join('')
  const sounds = capital(firm.core.map(([, sound]) => sound).join(''))
  const branch = firm.branch === null ? null : CITIES[firm.branch]!
  const [cityHan, cityEnglish] = CITIES[branch ? 0 : firm.place.city]!
  const dice = copy > 0 ? random.next() : 0.5
  if (isEnglish) {
    const legal = pickFrom(random)([' Co., Ltd.', ' Co Ltd', ' Company Limited', ' Ltd.', ''])
    const name = `${random.next() < 0.5 && !branch ? `${cityEnglish} ` : ''}${sounds} ${kindEnglish}${legal}`
    return (dice < 0.1 ? slip(random, name) : name) + (branch ? ` ${branch[1]} Branch` : '')
  }
  const tail = branch ? `${branch[0]}分公司` : ''
  if (dice < 0.12) return traditional(`${core}${kindHan}有限公司${tail}`)
  if (dice < 0.22 && !branch) return core + (random.next() < 0.6 ? kindHan : '')
  if (dice < 0.28) return `${core}${kindHan}股份有限公司${tail}`
  if (dice < 0.34 && !branch) return `${core}${kindHan}（${cityHan}）有限公司`
  if (dice < 0.4) return `${core.slice(0, -1)}${byEar(random, core.at(-1)!)}${kindHan}有限公司${tail}`
  if (dice < 0.44) return `${cityHan}市${core}${kindHan}有限公司${tail}`
  return `${branch ? '' : cityHan}${core}${kindHan}有限公司${tail}`
}

function writePhone(random: Random, phone: string, copy: number): string {
  const dice = copy > 0 ? random.next() : 0.9
  const wrong = copy > 0 && random.next() < 0.04
  const number = wrong ? phone.slice(0, -2) + digits(random, 2) : phone
  if (number.startsWith('1')) {
    if (dice < 0.15) return `+86 ${number}`
    if (dice < 0.3) return `${number.slice(0, 3)}-${number.slice(3, 7)}-${number.slice(7)}`
    if (dice < 0.4) return `86${number}`
    return number
  }
  const area = /^(?:010|02\d|0\d{3})/.exec(number)?.[0] ?? ''
  const local = number.slice(area.length)
  if (dice < 0.25) return local
  if (dice < 0.4) return `+86 ${area.slice(1)} ${local}`
  if (dice < 0.5) return `(${area})${local}`
  return `${area}-${local}`
}

function writeAddress(random: Random, place: Place, copy: number, isEnglish: boolean): string {
  const [road, english] = ROADS[place.road]!
  const [city, cityEnglish] = CITIES[place.city]!
  const number = copy > 0 && random.next() < 0.06 ? place.number + 1 + random.below(9) : place.number
  if (isEnglish) return `${random.next() < 0.6 ? `Room ${place.room}, ` : ''}No. ${number} ${english}, ${cityEnglish}`
  const dice = copy > 0 ? random.next() : 0.5
  const text = `${dice < 0.6 ? `${city}市` : ''}${road}${number}号${dice < 0.75 ? `${place.room}室` : ''}`
  return dice < 0.1 ? traditional(text) : text
}

/** Day and month changed places, or one digit wrong. */
function wrongDay(random: Random, day: string): string {
  const [year, month, date] = day.split('-') as [string, string, string]
  if (Number(date) <= 12 && random.next() < 0.5) return `${year}-${date}-${month}`
  return `${year}-${month}-${String(1 + random.below(28)).padStart(2, '0')}`
}
