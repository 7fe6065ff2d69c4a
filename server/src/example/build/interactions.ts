import { HEROES } from '../content/heroes.ts'
import type { ExampleProduct } from '../content/products.ts'
import type { Scene, SceneKind, Topic } from '../content/scenes.ts'
import { SCENES_EN, TAILS_EN } from '../content/sentences.en.ts'
import { SCENES_ZH, TAILS_ZH } from '../content/sentences.zh.ts'
import type { Random } from '../random.ts'
import { type Buyer, DAY_MS, inWords, type Person, type Setting } from './firm.ts'
import type { Basket, ExampleOrder } from './orders.ts'

export interface ExampleInteraction {
  /** The customer, or the person at it whom it was with. */
  readonly customerId: string
  readonly kind: SceneKind
  readonly direction: 'in' | 'out' | 'none'
  readonly at: Date
  readonly minutes: number | null
  readonly subject: string | null
  readonly body: string
  /** Seat of whoever took part. */
  readonly seat: number
}

interface Occasion {
  readonly topic: Topic
  readonly at: number
  readonly product?: ExampleProduct
}

const AGENT_SEAT = 11
const HELD = 0.55

/** What was said around orders, instruments and the seasons, by whoever looks after the customer. */
export function buildInteractions(
  setting: Setting,
  buyers: readonly Buyer[],
  baskets: ReadonlyMap<string, Basket>,
  orders: readonly ExampleOrder[],
): ExampleInteraction[] {
  const ordersOf = new Map<string, ExampleOrder[]>()
  for (const order of orders) ordersOf.set(order.buyer.id, [...(ordersOf.get(order.buyer.id) ?? []), order])
  const all = buyers.flatMap((buyer) => {
    const random = setting.random.fork(`talk ${buyer.name}${buyer.city}`)
    const occasions = occasionsOf(random, buyer, ordersOf.get(buyer.id) ?? [], setting.now)
    return occasions
      .filter(({ at }) => at < setting.now.getTime() && at > setting.now.getTime() - 3 * 365 * DAY_MS)
      .flatMap((occasion) => makeInteraction(setting, random, { buyer, occasion, basket: baskets.get(buyer.id)! }))
  })
  const told = buyers.flatMap((buyer) => heroTalk(setting, buyer))
  return [...all, ...told].sort((a, b) => a.at.getTime() - b.at.getTime())
}

/** What was told by hand of the customers that a first look falls on. */
function heroTalk({ now, today }: Setting, buyer: Buyer): ExampleInteraction[] {
  const hero = HEROES.find(({ name }) => name === buyer.name)
  return (hero?.talk ?? []).flatMap(({ daysAgo, hour, person, seat, ...said }) => {
    const at = new Date(workingDay(Date.parse(today) - daysAgo * DAY_MS) + (hour - zoneHours(buyer)) * HOUR_MS)
    const customerId = person === undefined ? buyer.id : buyer.people[person]!.id
    return at < now ? [{ ...said, at, customerId, seat: seat ?? buyer.seat }] : []
  })
}

function occasionsOf(random: Random, buyer: Buyer, orders: readonly ExampleOrder[], now: Date): Occasion[] {
  if (!buyer.isOrganization && !random.chance(0.5)) return []
  const around = orders.flatMap((order) => aroundOrder(random, order))
  return [...around, ...regular(random, buyer, now), ...lately(random, buyer, now)]
}

function aroundOrder(random: Random, { placedOn, lines, status }: ExampleOrder): Occasion[] {
  const at = Date.parse(placedOn)
  const later = (low: number, high: number) => at + random.int(low, high) * DAY_MS
  const instrument = lines.find(({ product }) => product.group === 'instrument')?.product
  const refill = random.pick(lines).product
  const found: Occasion[] = []
  if (status === 'returned') return [{ topic: 'return', at: later(-3, 0), product: refill }]
  if (random.chance(0.42 * HELD)) found.push({ topic: 'reorder', at: later(-1, 0), product: refill })
  if (random.chance(0.16 * HELD)) found.push({ topic: 'delivery', at: later(3, 8), product: refill })
  if (random.chance(0.05 * HELD)) found.push({ topic: 'payment', at: later(28, 60), product: refill })
  if (!instrument) return found
  found.push({ topic: 'quote', at: later(-40, -10), product: instrument })
  if (instrument.price > 30_000) found.push({ topic: 'installation', at: later(9, 24), product: instrument })
  if (random.chance(0.5)) found.push({ topic: 'calibration', at: later(330, 372), product: instrument })
  if (random.chance(0.3)) found.push({ topic: 'fault', at: later(60, 500), product: instrument })
  return found
}

const VISITS_A_YEAR: Readonly<Record<Buyer['course'], number>> = {
  key: 5,
  growing: 4,
  regular: 1.8,
  occasional: 0.9,
  sliding: 1.8,
  lost: 0.7,
  new: 2,
  prospect: 0,
}

/** Visits by the importance of the customer, and what each season brings. */
function regular(random: Random, { course, since, isOrganization }: Buyer, now: Date): Occasion[] {
  if (!isOrganization) return []
  const begin = Math.max(Date.parse(since), now.getTime() - 3 * 365 * DAY_MS)
  const until = course === 'lost' ? now.getTime() - 300 * DAY_MS : now.getTime()
  const years = Math.max(0, until - begin) / (365 * DAY_MS)
  const count = Math.round(years * VISITS_A_YEAR[course] * (0.7 + 0.6 * random.next()))
  return Array.from({ length: count }, () => {
    const topic = random.weighted<Topic>([
      ['visit', 11],
      ['audit', 2],
      ['price', 2],
      ['seminar', 2],
      ['fault', 1],
      ['care', 2],
    ])
    return { topic, at: begin + random.next() * (until - begin) }
  })
}

/** What happened in the last weeks, so that a day begins with something to go on from. */
function lately(random: Random, { course }: Buyer, now: Date): Occasion[] {
  const ago = (low: number, high: number) => now.getTime() - (low + random.next() * (high - low)) * DAY_MS
  switch (course) {
    case 'prospect':
      return Array.from({ length: random.int(1, 4) }, () => ({ topic: 'prospect' as const, at: ago(2, 150) }))
    case 'sliding':
      return [
        { topic: 'sliding', at: ago(3, 80) },
        ...(random.chance(0.5) ? [{ topic: 'sliding' as const, at: ago(20, 120) }] : []),
      ]
    case 'lost':
      return [{ topic: 'sliding', at: ago(120, 420) }]
    case 'key':
    case 'growing':
      return random.chance(0.75)
        ? [{ topic: random.pick<Topic>(['visit', 'reorder', 'price', 'quote']), at: ago(0, 9) }]
        : []
    default:
      return random.chance(0.18) ? [{ topic: random.pick<Topic>(['reorder', 'delivery', 'visit']), at: ago(0, 6) }] : []
  }
}

interface Told {
  readonly buyer: Buyer
  readonly occasion: Occasion
  readonly basket: Basket
}

const ON_INSTRUMENT: readonly Topic[] = ['quote', 'installation', 'calibration', 'fault', 'audit', 'visit', 'prospect']
const DIRECTIONS: Readonly<Record<SceneKind, readonly ('in' | 'out' | 'none')[]>> = {
  call: ['in', 'out'],
  mail: ['out', 'out', 'in'],
  visit: ['out'],
  meeting: ['none'],
  note: ['none'],
}

function makeInteraction(setting: Setting, random: Random, { buyer, occasion, basket }: Told): ExampleInteraction[] {
  const isChinese = buyer.isChinese
  const scene = random.pick((isChinese ? SCENES_ZH : SCENES_EN).filter(({ topic }) => topic === occasion.topic))
  const [kind, text] = drawText(random, scene)
  const at = workingHour(random, occasion.at, buyer)
  if (at.getTime() >= setting.now.getTime()) return []
  const person = random.pick(buyer.people)
  const product = occasion.product ?? productFor(random, occasion.topic, basket)
  const fill = filler(random, { person, product, isChinese })
  const isAgent = occasion.topic === 'fault' && isChinese && kind === 'visit'
  return [
    {
      customerId: buyer.isOrganization && random.chance(0.2) ? person.id : buyer.id,
      kind,
      direction: directionOf(random, scene, kind),
      at,
      minutes: minutesOf(random, kind),
      subject: kind === 'call' || kind === 'note' ? null : fill(scene.subject),
      body: fill(bodyOf(random, scene, text, isChinese)),
      seat: isAgent ? AGENT_SEAT : buyer.seat,
    },
  ]
}

const directionOf = (random: Random, { topic }: Scene, kind: SceneKind) =>
  kind === 'call' && (topic === 'reorder' || topic === 'fault') ? 'in' : random.pick(DIRECTIONS[kind])

function productFor(random: Random, topic: Topic, { usual, instruments }: Basket): ExampleProduct {
  const wants = ON_INSTRUMENT.includes(topic) ? instruments : usual.map(({ product }) => product)
  return random.pick(wants.length > 0 ? wants : instruments)
}

/** A sentence of the scene with the channel that it tells of, or any channel of the scene. */
function drawText(random: Random, { kinds, texts }: Scene): [SceneKind, string] {
  const [before = '', after] = random.pick(texts).split('|')
  return after === undefined ? [random.pick(kinds), before] : [before as SceneKind, after]
}

function bodyOf(random: Random, scene: Scene, text: string, isChinese: boolean): string {
  const parts = [text]
  if (random.chance(0.34)) parts.push(random.pick(isChinese ? TAILS_ZH : TAILS_EN))
  if (scene.promise && random.chance(0.16)) {
    parts.push(isChinese ? `答应：${scene.promise}。` : `Promised: ${inRunning(scene.promise)}.`)
  }
  return parts.join(isChinese ? '' : ' ')
}

interface Slots {
  readonly person: Person
  readonly product: ExampleProduct
  readonly isChinese: boolean
}

function filler(random: Random, { person, product, isChinese }: Slots): (text: string) => string {
  const count = product.price > 2_000 ? random.int(1, 3) : random.int(2, 12)
  const called = isChinese === person.isChinese || !isChinese ? person.called : person.name
  const quantity = isChinese ? `${count} ${product.unit[0]}` : String(count)
  const name = inWords([product.name, inRunning(product.nameEn)], isChinese)
  return (text) => {
    const filled = text.replaceAll('{who}', called).replaceAll('{p}', name).replaceAll('{q}', quantity)
    if (isChinese) return spaced(filled)
    return /^(pH|qPCR)/.test(filled) ? filled : filled.charAt(0).toUpperCase() + filled.slice(1)
  }
}

/** Chinese and Latin stand apart by a blank, as they are set in print. */
const spaced = (text: string): string =>
  text.replace(/(\p{Script=Han})([A-Za-z0-9])/gu, '$1 $2').replace(/([A-Za-z0-9])(\p{Script=Han})/gu, '$1 $2')

/** A product's name within a sentence: `Bench pH meter` becomes `bench pH meter`, `Karl Fischer` stays. */
const inRunning = (name: string): string =>
  /^[A-Z][a-z]/.test(name) && !name.startsWith('Karl') ? name.charAt(0).toLowerCase() + name.slice(1) : name

const MINUTES: Readonly<Record<SceneKind, readonly [low: number, high: number] | null>> = {
  call: [2, 18],
  visit: [35, 150],
  meeting: [30, 90],
  mail: null,
  note: null,
}

function minutesOf(random: Random, kind: SceneKind): number | null {
  const range = MINUTES[kind]
  return range && random.int(...range)
}

const HOUR_MS = 3_600_000

/** East of Greenwich. */
const zoneHours = ({ isChinese }: Pick<Buyer, 'isChinese'>): number => (isChinese ? 8 : 1)

/** Midnight of that day, or of the Friday before. */
function workingDay(at: number): number {
  const midnight = Math.floor(at / DAY_MS) * DAY_MS
  const weekday = new Date(midnight).getUTCDay()
  return midnight - (weekday === 0 ? 2 : weekday === 6 ? 1 : 0) * DAY_MS
}

/** A moment in the customer's working hours. */
const workingHour = (random: Random, at: number, buyer: Buyer): Date =>
  new Date(workingDay(at) + random.int(8 * 60 + 40, 17 * 60 + 50) * 60_000 - zoneHours(buyer) * HOUR_MS)
