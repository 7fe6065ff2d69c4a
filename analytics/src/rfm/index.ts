export { type ClusterOptions, type Clusters, clusterRfm } from './k-means.ts'
export {
  heatMap,
  type Order,
  type RfmCuts,
  type RfmScores,
  type RfmSummary,
  SEGMENTS,
  type Segment,
  scoreByCuts,
  scoreByQuantile,
  segmentOf,
  summarizeRfm,
} from './rfm.ts'
