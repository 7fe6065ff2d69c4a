export { type HoldoutGroup, type IncrementalEffect, incrementalEffect } from './incremental.ts'
export { attributeByRule, type Credit, type Journey, type Rule, type RuleOptions, type Touch } from './journeys.ts'
export { attributeByMarkov, type MarkovCredit } from './markov.ts'
export { attributeByShapley, type ShapleyCredit, type ShapleyOptions } from './shapley.ts'
