import { AnalysisFailure } from '../numerics/failure.ts'
import { cholesky, solveWithCholesky } from '../numerics/matrix.ts'

/** A node of a hierarchy: the firm, a region, a product. Leaves have no children. */
export interface HierarchyNode {
  readonly id: string
  readonly parent: string | null
  /** Forecast made for the node by itself. */
  readonly forecast: number
  /** Variance of its forecast error; where given for all nodes, surer forecasts move less. */
  readonly variance?: number
}

/**
 * Makes forecasts of a hierarchy add up, moving all as little as their uncertainty allows: minimum trace reconciliation with
 * diagonal weights (Wickramasuriya, Athanasopoulos & Hyndman 2019), or, without variances, weights by number of leaves below
 * (structural scaling).
 * @returns reconciled forecast by id: every parent is the sum of its children
 * @throws AnalysisFailure `bad-input` for an unknown parent or a circle
 */
export function reconcile(nodes: readonly HierarchyNode[]): Map<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parents = new Set(nodes.map(({ parent }) => parent))
  const leaves = nodes.filter(({ id }) => !parents.has(id))
  const below = new Map(nodes.map(({ id }) => [id, [] as number[]]))
  leaves.forEach((leaf, index) => {
    const path = new Set<string>()
    for (let node: HierarchyNode | undefined = leaf; node; ) {
      if (path.has(node.id)) throw new AnalysisFailure('bad-input', 'The hierarchy forms a circle.')
      path.add(node.id)
      below.get(node.id)!.push(index)
      if (node.parent === null) break
      const parent: HierarchyNode | undefined = byId.get(node.parent)
      if (!parent)
        throw new AnalysisFailure('bad-input', `${node.id} has the parent ${node.parent}, which is not there.`)
      node = parent
    }
  })
  if (byId.size !== nodes.length || nodes.some(({ id }) => below.get(id)!.length === 0)) {
    throw new AnalysisFailure('bad-input', 'Every node needs its own id and leads down to a leaf.')
  }
  const weighted = nodes.every(({ variance }) => variance !== undefined && variance > 0)
  const k = leaves.length
  const normal = new Float64Array(k * k)
  const right = new Float64Array(k)
  for (const { id, forecast, variance } of nodes) {
    if (!Number.isFinite(forecast)) throw new AnalysisFailure('bad-input', `The forecast of ${id} is not a number.`)
    const members = below.get(id)!
    const weight = 1 / (weighted ? variance! : members.length)
    for (const i of members) {
      right[i]! += weight * forecast
      for (const j of members) normal[i * k + j]! += weight
    }
  }
  const lower = cholesky(normal, k)
  if (!lower)
    throw new AnalysisFailure(
      'not-identified',
      'The variances differ too much to weigh the forecasts against each other.',
    )
  const bottom = solveWithCholesky(lower, right)
  return new Map(nodes.map(({ id }) => [id, below.get(id)!.reduce((sum, i) => sum + bottom[i]!, 0)]))
}
