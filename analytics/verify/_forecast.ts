import { type Deal, forecastPipeline } from '../src/forecast/index.ts'
import { dayNumber, parseDay } from '../src/lifetime-value/index.ts'
import { type Figure, figuresOf, readRows, timed } from './_figure.ts'

/** Maven, quarter after quarter: what will be won in the next 91 days, against two rules of thumb, from the first of each month on which a whole
 * quarter still follows. */
export function verifyForecast(): Figure[] {
  const { figures, within, atLeast } = figuresOf('forecast')
  const deals = mavenDeals()
  const errors = { ours: 0, naive: 0, rule: 0 }
  let inside = 0
  let origins = 0
  let timeMs = 0
  for (let month = 4; month <= 10; month++) {
    const asOf = dayNumber(2017, month, 1)! - 1
    const actual = wonBetween(deals, asOf, asOf + 91)
    const forecast = timed(() => forecastPipeline(deals, { asOf, horizonDays: 91 }))
    timeMs += forecast.timeMs
    errors.ours += Math.abs(forecast.result.mean - actual)
    errors.naive += Math.abs(wonBetween(deals, asOf - 91, asOf) - actual)
    errors.rule += Math.abs(stageProbabilityRule(deals, asOf) - actual)
    inside += actual >= forecast.result.low && actual <= forecast.result.high ? 1 : 0
    origins++
  }
  within(
    `Maven, ${origins} rolling quarters: mean error, against last quarter's revenue as forecast`,
    errors.naive / origins,
    errors.ours / origins,
    timeMs,
  )
  within(
    `Maven, ${origins} rolling quarters: mean error, against open value × share won`,
    errors.rule / origins,
    errors.ours / origins,
  )
  atLeast(`Maven, ${origins} rolling quarters: actual revenue inside the 80 % interval`, 0.5 * origins, inside)
  return figures
}

function mavenDeals(): Deal[] {
  const prices = new Map(readRows('pipeline/maven_products.csv').map(([product, , price]) => [product!, Number(price)]))
  return readRows('pipeline/maven_sales_pipeline.csv')
    .slice(1)
    .flatMap(([, rep, product, , stage, engaged, closed, value]): Deal[] => {
      const enteredOn = parseDay(engaged ?? '')
      if (enteredOn === null) return []
      const name = product === 'GTXPro' ? 'GTX Pro' : product!
      const won = stage === 'Won' ? true : stage === 'Lost' ? false : null
      return [
        {
          stages: [{ stage: 'Engaging', enteredOn }],
          closedOn: parseDay(closed ?? ''),
          won,
          value: prices.get(name)!,
          ...(won ? { wonValue: Number(value) } : {}),
          rep: rep!,
          product: name,
        },
      ]
    })
}

const wonBetween = (deals: readonly Deal[], after: number, until: number): number =>
  deals.reduce(
    (sum, { won, closedOn, wonValue }) => sum + (won && closedOn! > after && closedOn! <= until ? wonValue! : 0),
    0,
  )

/** What most CRMs show: value of open deals × share of closed deals that were won. */
function stageProbabilityRule(deals: readonly Deal[], asOf: number): number {
  const closed = deals.filter(({ closedOn }) => closedOn !== null && closedOn <= asOf)
  const share = closed.filter(({ won }) => won).length / closed.length
  const open = deals.filter(
    ({ stages, closedOn }) => stages[0]!.enteredOn <= asOf && (closedOn === null || closedOn > asOf),
  )
  return open.reduce((sum, { value }) => sum + value, 0) * share
}
