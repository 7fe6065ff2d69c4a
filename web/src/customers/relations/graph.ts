import type { CustomerKind } from '../types.ts'

type GraphNode = {
  id: string
  name: string
  kind: CustomerKind
  jobTitle?: string | null
  orderCount?: number
  orders?: number
}
type GraphEdge = { from: string; to: string; role: string; label?: string | null; decisionRole?: string | null }

/** The customers around one customer, and what they are to each other. */
export type Graph = { nodes: GraphNode[]; edges: GraphEdge[] }
