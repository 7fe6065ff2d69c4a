export { chineseReviews } from './chinese.ts'
export { type GrowingKeyword, growingKeywords } from './keywords.ts'
export {
  type SentimentModel,
  type SentimentOptions,
  type SentimentValidation,
  sentimentScorer,
  trainSentiment,
  validateSentiment,
} from './sentiment.ts'
export { features, words } from './tokens.ts'
