export { type Baskets, frequentItemsets, type ItemsetOptions, type Itemsets, readBaskets } from './itemsets.ts'
export { findRules, nextOffers, type Offer, type Rule, type RuleOptions } from './rules.ts'
