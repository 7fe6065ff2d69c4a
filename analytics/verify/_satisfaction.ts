import {
  bootstrapSatisfaction,
  ecsiModel,
  estimateSatisfaction,
  estimateTwoStage,
  type PathModel,
} from '../src/satisfaction/index.ts'
import { type Figure, figuresOf, readNamed, readRows, timed } from './_figure.ts'

const seq = (stem: string, count: number) => Array.from({ length: count }, (_, i) => `${stem}${i + 1}`)
export const BLOCKS = {
  image: seq('IMAG', 5),
  expectations: seq('CUEX', 3),
  quality: seq('PERQ', 7),
  value: seq('PERV', 2),
  satisfaction: seq('CUSA', 3),
  complaints: ['CUSCO'],
  loyalty: seq('CUSL', 3),
}

/** The mobile-phone survey of Tenenhaus et al. 2005 against seminr and an independent estimate. */
export function verifySatisfaction(): Figure[] {
  const { figures, within } = figuresOf('satisfaction')
  const survey = readNamed('satisfaction/mobi.csv')
  const answers = Object.fromEntries(
    Object.values(BLOCKS)
      .flat()
      .map((name) => [name, survey.column(name).map(Number)]),
  )
  const model = ecsiModel(BLOCKS)
  const published = (from: string, to: string) => {
    const [header, ...rows] = readRows('satisfaction/seminr_mobi_ecsi_path_coef.csv')
    return Number(rows.find(([name]) => name === from)![header!.indexOf(to)])
  }
  for (const scheme of ['path', 'factorial', 'centroid'] as const) {
    const { result, timeMs } = timed(() => estimateSatisfaction(model, answers, { scheme }))
    let paths = 0
    let outer = 0
    let index = 0
    for (const [own, from, to, coefficient, total] of readRows('satisfaction/reference_mobi_ecsi_paths.csv')) {
      if (own !== scheme) continue
      const path = result.paths.find((one) => one.from === from && one.to === to)!
      paths = Math.max(
        paths,
        Math.abs(path.coefficient - Number(coefficient)),
        Math.abs(path.totalEffect - Number(total)),
      )
    }
    for (const [own, , name, weight, loading] of readRows('satisfaction/reference_mobi_ecsi_outer.csv')) {
      if (own !== scheme) continue
      const one = result.indicators.find(({ indicator }) => indicator === name)!
      outer = Math.max(outer, Math.abs(one.weight - Number(weight)), Math.abs(one.loading - Number(loading)))
    }
    for (const [own, name, r2, mean, deviation, ave] of readRows('satisfaction/reference_mobi_ecsi_r2_index.csv')) {
      if (own !== scheme) continue
      const pairs = [
        [result.r2[name!] ?? 0, r2],
        [result.index[name!]!, mean],
        [result.indexDeviation[name!]!, deviation],
        [result.reliability[name!]!.ave, ave],
      ] as const
      for (const [ours, theirs] of pairs) index = Math.max(index, Math.abs(ours - Number(theirs)))
    }
    within(`mobi, ${scheme} scheme: paths and total effects, largest error`, 1e-6, paths, timeMs)
    within(`mobi, ${scheme} scheme: weights and loadings, largest error`, 1e-6, outer)
    within(`mobi, ${scheme} scheme: R², index, AVE, largest error`, 1e-6, index)
    if (scheme === 'path') {
      const worst = Math.max(
        ...result.paths.map(({ from, to, coefficient }) => Math.abs(coefficient - published(from, to))),
      )
      within('mobi, paths published with seminr, largest error', 1e-6, worst)
    }
  }
  within('mobi, Quality in mode B: paths published with seminr, largest error', 1e-6, modeB(answers))
  within('mobi, higher order in two stages: paths published with seminr, largest error', 1e-6, twoStage(answers))
  const bootstrap = timed(() => bootstrapSatisfaction(model, answers, { resamples: 5000, seed: 1 }))
  within('mobi: seconds for 5,000 bootstrap resamples', 3, bootstrap.timeMs / 1000, bootstrap.timeMs)
  return figures
}

function largestError(estimate: { paths: { from: string; to: string; coefficient: number }[] }, file: string): number {
  const [header, ...rows] = readRows(file)
  return Math.max(
    ...estimate.paths.map(({ from, to, coefficient }) =>
      Math.abs(coefficient - Number(rows.find(([name]) => name === from)![header!.indexOf(to)])),
    ),
  )
}

const COMMON = {
  Expectation: { indicators: BLOCKS.expectations },
  Quality: { indicators: BLOCKS.quality, mode: 'B' as const },
  Complaints: { indicators: BLOCKS.complaints },
  Loyalty: { indicators: BLOCKS.loyalty },
  Image: { indicators: BLOCKS.image },
}

function modeB(answers: Record<string, number[]>): number {
  const paths: PathModel['paths'] = [
    ['Image', 'Expectation'],
    ['Expectation', 'Loyalty'],
    ['Quality', 'Loyalty'],
    ['Complaints', 'Loyalty'],
  ]
  return largestError(
    estimateSatisfaction({ constructs: COMMON, paths }, answers),
    'satisfaction/seminr-mobi-basic-paths.csv',
  )
}

function twoStage(answers: Record<string, number[]>): number {
  const { second } = estimateTwoStage(
    {
      constructs: { ...COMMON, Value: { indicators: BLOCKS.value } },
      higherOrder: { Satisfaction: { of: ['Image', 'Value'] } },
      paths: [
        ['Expectation', 'Satisfaction'],
        ['Quality', 'Satisfaction'],
        ['Satisfaction', 'Complaints'],
        ['Satisfaction', 'Loyalty'],
      ],
    },
    answers,
  )
  return largestError(second, 'satisfaction/seminr-mobi-hoc-ts-paths.csv')
}
