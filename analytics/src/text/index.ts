export { chineseReviews } from './chinese.ts'
export type { TextClassifier } from './classifier.ts'
export { englishLeaning, englishProbability, type Leaning } from './english.ts'
export { type GrowingKeyword, growingKeywords } from './keywords.ts'
export { detectLanguage, type TextLanguage } from './language.ts'
export {
  type ReadSentiment,
  type SentimentModel,
  type SentimentOptions,
  type SentimentValidation,
  sentimentReader,
  sentimentScorer,
  trainSentiment,
  validateSentiment,
} from './sentiment.ts'
export { features, words } from './tokens.ts'
export { TOPICS, type Topic } from './topic-words.ts'
export { type TopicModel, type TopicScore, type TrainedTopic, topicReader, trainTopics } from './topics.ts'
