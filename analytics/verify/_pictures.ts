import { mkdirSync, writeFileSync } from 'node:fs'
import { attributeByMarkov, attributeByRule, attributeByShapley, type Journey } from '../src/attribution/index.ts'
import { findRules, readBaskets } from '../src/basket/index.ts'
import { planRoutes } from '../src/dispatch/index.ts'
import { dayNumber, probabilityAlive } from '../src/lifetime-value/index.ts'
import { createRandom } from '../src/numerics/random.ts'
import { SEGMENTS, scoreByQuantile, summarizeRfm } from '../src/rfm/index.ts'
import { ecsiModel, estimateSatisfaction } from '../src/satisfaction/index.ts'
import { crossValidate, reliability } from '../src/scoring/index.ts'
import { createBusinessClock } from '../src/sla-clock/index.ts'
import { chineseReviews, sentimentScorer, topicReader } from '../src/text/index.ts'
import { readRetailOrders } from './_classes.ts'
import { pictureDuplicates } from './_duplicates.ts'
import { readNamed, readRows, repositoryFile } from './_figure.ts'
import { forecastFrom, mavenDeals } from './_forecast.ts'
import { BLOCKS } from './_satisfaction.ts'
import { load } from './_scoring.ts'
import { generateSolomon, type Kind } from './_solomon.ts'
import { drawSvg, type Picture } from './_svg.ts'
import { readReviews } from './_text.ts'

export type Language = 'en' | 'zh-CN'
/** Says the English or the Chinese, by the language of the picture. */
export type Say = (en: string, zh: string) => string

/**
 * The picture of each module, from real numbers; it takes the place of the drawing in `about.*.md`. A module without one keeps its
 * drawing. To add one: a function here, or in the module's own `_name.ts`, and its name in the list.
 */
const PICTURES: Readonly<Record<string, () => (say: Say) => Picture>> = {
  'lifetime-value': pictureAlive,
  satisfaction: pictureDrivers,
  duplicates: pictureDuplicates,
  dispatch: pictureRoutes,
  rfm: pictureSegments,
  scoring: pictureReliability,
  basket: pictureRules,
  attribution: pictureCredit,
  forecast: pictureForecast,
  text: pictureTopics,
  'sla-clock': pictureWeek,
}

/** Draws all pictures into `docs/pictures`, and gives the names of the modules that have one. */
export function drawPictures(): Set<string> {
  mkdirSync(repositoryFile('docs/pictures'), { recursive: true })
  for (const [module, prepare] of Object.entries(PICTURES)) {
    const draw = prepare()
    writeFileSync(repositoryFile(`docs/pictures/${module}.en.svg`), drawSvg(draw((en) => en)))
    writeFileSync(repositoryFile(`docs/pictures/${module}.zh-CN.svg`), drawSvg(draw((_, zh) => zh)))
  }
  return new Set(Object.keys(PICTURES))
}

const percent = (value: number): string => `${Math.round(value * 100)} %`

function pictureAlive() {
  const parameters = { r: 0.242593, alpha: 4.413532, a: 0.792886, b: 2.425754 }
  const silences = Array.from({ length: 41 }, (_, week) => week)
  const alive = (orders: number, over: number) =>
    silences.map((week) => probabilityAlive({ model: 'bg-nbd', parameters }, orders, over, over + week))
  return (say: Say): Picture => ({
    kind: 'lines',
    title: say(
      'CDNOW: the same silence means more for who used to buy often',
      'CDNOW：同样的沉默，对常买的人意味着更多',
    ),
    xLabel: say('weeks since the last order', '距上次下单的周数'),
    x: silences,
    from: 0,
    format: percent,
    lines: [
      { name: say('20 orders in 30 weeks', '30 周内买过 20 次'), values: alive(20, 30) },
      { name: say('6 orders in 30 weeks', '30 周内买过 6 次'), values: alive(6, 30) },
      { name: say('2 orders in 30 weeks', '30 周内买过 2 次'), values: alive(2, 30) },
    ],
  })
}

function pictureDrivers() {
  const survey = readNamed('satisfaction/mobi.csv')
  const names = Object.values(BLOCKS).flat()
  const answers = Object.fromEntries(names.map((name) => [name, survey.column(name).map(Number)]))
  const { paths, index } = estimateSatisfaction(ecsiModel(BLOCKS), answers)
  const onLoyalty = paths.filter(({ to }) => to === 'Loyalty')
  const onSatisfaction = paths.filter(({ to }) => to === 'Satisfaction')
  const words: Record<string, string> = {
    Image: '形象',
    Expectation: '期望',
    Quality: '质量',
    Value: '价值',
    Satisfaction: '满意',
    Complaints: '抱怨处理',
    Loyalty: '忠诚',
  }
  return (say: Say): Picture => ({
    kind: 'bars',
    title: say(
      'Mobile phones: what moves satisfaction and loyalty (total effect; index of the driver)',
      '移动通信：什么推动满意与忠诚（总效应；该因素的指数）',
    ),
    series: [say('effect', '效应')],
    rows: [...onSatisfaction, ...onLoyalty].map(({ from, to, totalEffect }) => ({
      label: say(`${from} → ${to}`, `${words[from]} → ${words[to]}`),
      values: [Math.max(0, totalEffect)],
      note: `${totalEffect.toFixed(2)} · ${index[from]!.toFixed(0)}`,
    })),
  })
}

const SEGMENTS_ZH = ['冠军', '忠诚', '潜在忠诚', '新客', '有希望', '需关注', '快沉睡', '不能失去', '有流失风险', '沉睡']

function pictureSegments() {
  const summary = summarizeRfm(readRetailOrders(), dayNumber(2010, 12, 21)!)
  const { segments } = scoreByQuantile(summary)
  const count = (segment: string) => segments.filter((own) => own === segment).length
  const money = (segment: string) =>
    summary.monetary.reduce((sum, own, i) => sum + (segments[i] === segment ? own : 0), 0)
  const all = summary.monetary.reduce((sum, own) => sum + own, 0)
  return (say: Say): Picture => ({
    kind: 'bars',
    title: say('A gift retailer: share of customers and of their money', '一家礼品零售商：各细分的客户占比与金额占比'),
    series: [say('customers', '客户'), say('money', '金额')],
    rows: SEGMENTS.map((segment, i) => {
      const values = [count(segment) / segments.length, money(segment) / all]
      return {
        label: say(segment.replaceAll('-', ' '), SEGMENTS_ZH[i]!),
        values,
        note: values.map(percent).join(' · '),
      }
    }).filter(({ values }) => values[0]! > 0),
  })
}

function pictureReliability() {
  const { fields, outcome } = load('churn/telco_customer_churn.csv', 'Churn', 'Yes', [])
  const { probabilities } = crossValidate(fields, outcome, { model: 'trees', folds: 5, seed: 42 })
  const groups = reliability(probabilities, outcome)
  return (say: Say): Picture => ({
    kind: 'lines',
    title: say(
      'Telecom customers in ten groups by score: foretold and actual share who left',
      '电信客户按得分分十组：预测与实际流失比例',
    ),
    xLabel: say('group, lowest score first', '组（得分由低到高）'),
    x: groups.map((_, i) => i + 1),
    from: 0,
    format: percent,
    lines: [
      { name: say('foretold', '预测'), values: groups.map(({ forecast }) => forecast) },
      { name: say('left', '实际'), values: groups.map(({ actual }) => actual), isDashed: true },
    ],
  })
}

function pictureRules() {
  const rules = findRules(readBaskets(readRows('retail/groceries.csv')), { support: 0.006, confidence: 0.25 })
  return (say: Say): Picture => ({
    kind: 'bars',
    title: say(
      '9,835 grocery baskets: how many times the usual share (lift; confidence)',
      '9,835 个购物篮：是通常比例的几倍（提升度；置信度）',
    ),
    series: [say('lift', '提升度')],
    rows: rules.slice(0, 7).map(({ left, right, lift, confidence }) => ({
      label: `${left.join(' + ')} → ${right}`,
      values: [lift],
      note: `${lift.toFixed(1)} · ${percent(confidence)}`,
    })),
  })
}

function pictureCredit() {
  const random = createRandom(11)
  const channels = ['fair', 'mail', 'advert', 'search'] as const
  const pull = { fair: 0.9, mail: 0.5, advert: 0.1, search: 0.3 }
  const journeys = Array.from({ length: 4000 }, (): Journey => {
    const seen = channels.filter((channel) => random.next() < (channel === 'advert' ? 0.6 : 0.4))
    const strength = seen.reduce((sum, channel) => sum + pull[channel], -3)
    const isWon = random.next() < 1 / (1 + Math.exp(-strength))
    const touches = seen.map((channel, i) => ({ channel, daysBefore: seen.length - i }))
    return { touches, conversions: isWon ? 1 : 0, value: isWon ? 100 : 0 }
  }).filter(({ touches }) => touches.length > 0)
  const [last, markov, shapley] = [
    attributeByRule(journeys, 'last'),
    attributeByMarkov(journeys),
    attributeByShapley(journeys, { seed: 1 }),
  ]
  const words = { fair: '展会', mail: '邮件', advert: '广告', search: '搜索' }
  return (say: Say): Picture => ({
    kind: 'bars',
    title: say('4,000 simulated journeys: who gets the credit', '4,000 条模拟旅程：功劳归谁'),
    series: [say('last touch', '末次触点'), 'Markov', 'Shapley'],
    rows: channels.map((channel) => {
      const values = [last, markov, shapley].map(
        (credits) => credits.find((one) => one.channel === channel)?.share ?? 0,
      )
      return { label: say(channel, words[channel]), values, note: values.map(percent).join(' · ') }
    }),
  })
}

function pictureForecast() {
  const deals = mavenDeals()
  const quarters = [4, 5, 6, 7, 8, 9, 10].map((month) => forecastFrom(deals, dayNumber(2017, month, 1)! - 1))
  return (say: Say): Picture => ({
    kind: 'lines',
    title: say(
      "Won in the 91 days that follow: forecast, what came, and last quarter's sum",
      '此后 91 天的赢单额：预测、实际与上季度额',
    ),
    xLabel: say('forecast made on', '预测日'),
    x: quarters.map(({ name }) => name.slice(0, 7)),
    from: 0,
    format: (value) => say(`${(value / 1e6).toFixed(1)} m`, `${(value / 1e4).toFixed(0)} 万`),
    lines: [
      { name: say('forecast', '预测'), values: quarters.map(({ forecast }) => forecast.mean) },
      { name: say('what came', '实际'), values: quarters.map(({ actual }) => actual), isDashed: true },
      { name: say("last quarter's", '上季度'), values: quarters.map(({ naive }) => naive) },
    ],
    band: {
      name: say('80 % interval', '80 % 区间'),
      low: quarters.map(({ forecast }) => forecast.low),
      high: quarters.map(({ forecast }) => forecast.high),
    },
  })
}

function pictureTopics() {
  const { texts } = readReviews()
  const [score, topics] = [sentimentScorer(chineseReviews), topicReader()]
  const tally = new Map<string, [all: number, unfavourable: number]>()
  for (const text of texts) {
    const isBad = score(text) < chineseReviews.threshold ? 1 : 0
    for (const { topic } of topics(text)) {
      const own = tally.get(topic) ?? [0, 0]
      tally.set(topic, [own[0] + 1, own[1] + isBad])
    }
  }
  const words: Record<string, string> = {
    comfort: '房间与舒适',
    place: '位置',
    attitude: '服务态度',
    food: '餐饮',
    price: '价格',
    hygiene: '卫生',
    billing: '账单与押金',
    waiting: '等待',
    technical: '网络与设备',
  }
  const rows = [...tally].filter(([topic]) => words[topic]).sort((a, b) => b[1][0] - a[1][0])
  return (say: Say): Picture => ({
    kind: 'bars',
    title: say(
      '7,765 hotel reviews: what they are about, and how many of these are unfavourable',
      '7,765 条酒店评论：在说什么，其中多少是差评',
    ),
    series: [say('reviews', '评论'), say('unfavourable', '差评')],
    rows: rows.map(([topic, [all, bad]]) => ({
      label: say(topic, words[topic]!),
      values: [all, bad],
      note: percent(bad / all),
    })),
  })
}

function pictureWeek() {
  const day = [
    { from: 540, to: 720 },
    { from: 780, to: 1080 },
  ]
  const closed = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`2025-10-0${i + 1}`, []]))
  const clock = createBusinessClock({
    timeZone: 'Asia/Shanghai',
    week: [day, day, day, day, day, [], []],
    exceptions: { ...closed, '2025-09-28': day, '2025-10-11': day },
  })
  const first = Date.UTC(2025, 8, 26) - 8 * 3_600_000
  const days = Array.from({ length: 17 }, (_, i) => {
    const start = first + i * 86_400_000
    const date = new Date(start + 12 * 3_600_000)
    return { date, hours: clock.difference(start, start + 86_400_000) / 3_600_000 }
  })
  return (say: Say): Picture => ({
    kind: 'bars',
    title: say(
      'Hours that count, China, autumn 2025: eight days off, a Sunday and a Saturday worked',
      '2025 年国庆前后计时小时数：放假八天，两天调休上班',
    ),
    series: [say('hours', '小时')],
    rows: days.map(({ date, hours }) => ({
      label: new Intl.DateTimeFormat(say('en-GB', 'zh-CN'), {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        timeZone: 'UTC',
      }).format(date),
      values: [hours],
      note: hours > 0 ? `${hours} h` : '–',
    })),
  })
}

const ITERATIONS = 3_000
const LOOKS = 30

/** How much travel the search saves on the first plan, for the three kinds of days that Solomon described. */
function pictureRoutes() {
  const steps = Array.from({ length: LOOKS + 1 }, (_, i) => (i * ITERATIONS) / LOOKS)
  const shares = (kind: Kind) => {
    const { trace } = planRoutes(generateSolomon(kind, 7, 0.75, 40), { seed: 1, iterations: ITERATIONS })
    const first = trace[0]!.cost
    return steps.map((step) => (trace.findLast(({ iteration }) => iteration <= step) ?? trace[0]!).cost / first)
  }
  const [scattered, clustered, mixed] = [shares('R1'), shares('C1'), shares('RC1')]
  return (say: Say): Picture => ({
    kind: 'lines',
    title: say('A day of 100 visits: cost of the plan as the search goes on', '一天 100 次上门：随搜索推进的计划成本'),
    xLabel: say('steps of the search', '搜索步数'),
    x: steps,
    format: percent,
    lines: [
      { name: say('scattered', '分散'), values: scattered },
      { name: say('in clusters', '成片'), values: clustered },
      { name: say('half and half', '各半'), values: mixed },
    ],
  })
}
