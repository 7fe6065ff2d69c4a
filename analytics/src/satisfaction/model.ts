import { AnalysisFailure } from '../numerics/failure.ts'

/**
 * How a construct hangs on its indicators. Mode A: the indicators reflect it (weights are correlations). Mode B: they form it
 * (weights are regression coefficients).
 */
export type Mode = 'A' | 'B'

export interface Construct {
  /** Names of survey questions. */
  readonly indicators: readonly string[]
  readonly mode?: Mode
}

/** A path model: constructs measured by questions, and arrows from cause to effect. */
export interface PathModel {
  readonly constructs: Readonly<Record<string, Construct>>
  /** `[from, to]`; no circle anywhere. */
  readonly paths: readonly (readonly [string, string])[]
}

/** A model with names resolved to indices; constructs are in causal order in `order`. */
export interface CompiledModel {
  readonly constructs: readonly string[]
  readonly indicators: readonly string[]
  /** Per construct, the indices of its indicators. */
  readonly blocks: readonly (readonly number[])[]
  readonly modes: readonly Mode[]
  /** Per construct, the constructs with an arrow into it, in the sequence of `paths`. */
  readonly causes: readonly (readonly number[])[]
  /** Per construct, the constructs it has an arrow to. */
  readonly effects: readonly (readonly number[])[]
  readonly paths: readonly (readonly [number, number])[]
  readonly order: readonly number[]
}

/** @throws AnalysisFailure `bad-input` naming what is wrong: an unknown construct, a shared or missing indicator, a circle */
export function compileModel(model: PathModel): CompiledModel {
  const constructs = Object.keys(model.constructs)
  const wrong = (message: string) => new AnalysisFailure('bad-input', message)
  if (constructs.length < 2) throw wrong('A path model needs at least two constructs.')
  const indicators: string[] = []
  const blocks = constructs.map((name) => {
    const own = model.constructs[name]!.indicators
    if (own.length === 0) throw wrong(`${name} has no indicators.`)
    return own.map((indicator) => {
      if (indicators.includes(indicator)) throw wrong(`${indicator} belongs to more than one construct.`)
      return indicators.push(indicator) - 1
    })
  })
  const indexOf = (name: string) => {
    const index = constructs.indexOf(name)
    if (index < 0) throw wrong(`A path names ${name}, which is no construct.`)
    return index
  }
  const paths = model.paths.map(([from, to]) => [indexOf(from), indexOf(to)] as const)
  const seen = new Set<string>()
  for (const [from, to] of paths) {
    if (seen.has(`${from}>${to}`)) throw wrong(`The path from ${constructs[from]} to ${constructs[to]} is given twice.`)
    seen.add(`${from}>${to}`)
  }
  const causes = constructs.map((_, i) => paths.filter(([, to]) => to === i).map(([from]) => from))
  const effects = constructs.map((_, i) => paths.filter(([from]) => from === i).map(([, to]) => to))
  constructs.forEach((name, i) => {
    if (causes[i]!.length + effects[i]!.length === 0) throw wrong(`${name} has no path to any other construct.`)
  })
  const order: number[] = []
  while (order.length < constructs.length) {
    const next = constructs.findIndex(
      (_, i) => !order.includes(i) && causes[i]!.every((cause) => order.includes(cause)),
    )
    if (next < 0) throw wrong('The paths form a circle.')
    order.push(next)
  }
  const modes = constructs.map((name) => model.constructs[name]!.mode ?? 'A')
  return { constructs, indicators, blocks, modes, causes, effects, paths, order }
}

/** Questions behind each construct of the standing satisfaction model. */
export interface EcsiIndicators {
  readonly image?: readonly string[]
  readonly expectations: readonly string[]
  readonly quality: readonly string[]
  readonly value: readonly string[]
  readonly satisfaction: readonly string[]
  readonly complaints: readonly string[]
  readonly loyalty: readonly string[]
}

/**
 * The European customer satisfaction index model (ECSI Technical Committee 1998; paths as in Tenenhaus et al. 2005), or
 * without `image` the American one (Fornell et al. 1996). All blocks mode A.
 */
export function ecsiModel(indicators: EcsiIndicators): PathModel {
  const image: (readonly [string, string])[] = [
    ['Image', 'Expectation'],
    ['Image', 'Satisfaction'],
    ['Image', 'Loyalty'],
  ]
  return {
    constructs: {
      ...(indicators.image ? { Image: { indicators: indicators.image } } : {}),
      Expectation: { indicators: indicators.expectations },
      Quality: { indicators: indicators.quality },
      Value: { indicators: indicators.value },
      Satisfaction: { indicators: indicators.satisfaction },
      Complaints: { indicators: indicators.complaints },
      Loyalty: { indicators: indicators.loyalty },
    },
    paths: [
      ...(indicators.image ? image : []),
      ['Expectation', 'Quality'],
      ['Expectation', 'Value'],
      ['Quality', 'Value'],
      ['Expectation', 'Satisfaction'],
      ['Quality', 'Satisfaction'],
      ['Value', 'Satisfaction'],
      ['Satisfaction', 'Complaints'],
      ['Satisfaction', 'Loyalty'],
      ['Complaints', 'Loyalty'],
    ],
  }
}
