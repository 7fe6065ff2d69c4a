import { type Deal, forecastPipeline } from '../src/forecast/index.ts'
import { dayNumber, parseDay } from '../src/lifetime-value/index.ts'
import { type Figure, figuresOf, readRows, timed } from './_figure.ts'

/**
 * Maven, rolling: what will be won in the next 91 days, from the first of each month on which a whole quarter still follows, against
 * two rules of thumb. MASE: mean absolute error / that of last quarter's revenue as forecast (Hyndman & Koehler 2006).
 */
export function verifyForecast(): Figure[] {
  const { figures, within, atLeast, tells } = figuresOf('forecast')
  const deals = mavenDeals()
  const quarters = [4, 5, 6, 7, 8, 9, 10].map((month) => forecastFrom(deals, dayNumber(2017, month, 1)! - 1))
  const mean = (pick: (one: (typeof quarters)[number]) => number, own = quarters) =>
    own.reduce((sum, one) => sum + pick(one), 0) / own.length
  const naive = mean((one) => Math.abs(one.naive - one.actual))
  for (const { name, actual, forecast, naive: last, timeMs } of quarters) {
    const isInside = actual >= forecast.low && actual <= forecast.high
    tells(
      `Maven, 91 days from ${name}: thousands won; forecast and 80 % interval; scaled error, of last quarter's revenue`,
      `${thousands(actual)}; ${(Math.abs(last - actual) / naive).toFixed(2)}`,
      `${thousands(forecast.mean)} (${thousands(forecast.low)}–${thousands(forecast.high)}${isInside ? '' : ', missed'}); ${(Math.abs(forecast.mean - actual) / naive).toFixed(2)}`,
      timeMs,
    )
  }
  const ours = mean((one) => Math.abs(one.forecast.mean - one.actual))
  within('Maven, 7 rolling quarters: MASE, under 1 beats last quarter', 1, ours / naive)
  within(
    'Maven, 7 rolling quarters: error / that of open value × share won',
    1,
    ours / mean((one) => Math.abs(one.rule - one.actual)),
  )
  const late = quarters.slice(2)
  const lateNaive = mean((one) => Math.abs(one.naive - one.actual), late)
  // Not asked for, but to be known: once the firm has its pace, revenue hardly changes and last quarter's is nearly all one can know.
  tells(
    'Maven, the last 5 of these: MASE',
    'none asked',
    String(Number((mean((one) => Math.abs(one.forecast.mean - one.actual), late) / lateNaive).toFixed(3))),
  )
  within(
    'Maven, the last 5: error / that of open value × share won',
    1,
    mean((one) => Math.abs(one.forecast.mean - one.actual), late) /
      mean((one) => Math.abs(one.rule - one.actual), late),
  )
  atLeast(
    'Maven, 7 rolling quarters: actual revenue inside the 80 % interval',
    0.6,
    mean(({ actual, forecast: { low, high } }) => (actual >= low && actual <= high ? 1 : 0)),
  )
  return figures
}

const thousands = (value: number): string => String(Math.round(value / 1000))

export function forecastFrom(deals: readonly Deal[], asOf: number) {
  const { result, timeMs } = timed(() => forecastPipeline(deals, { asOf, horizonDays: 91 }))
  return {
    name: new Date((asOf + 1) * 86_400_000).toISOString().slice(0, 10),
    actual: wonBetween(deals, asOf, asOf + 91),
    naive: wonBetween(deals, asOf - 91, asOf),
    rule: stageProbabilityRule(deals, asOf),
    forecast: result,
    timeMs,
  }
}

export function mavenDeals(): Deal[] {
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
