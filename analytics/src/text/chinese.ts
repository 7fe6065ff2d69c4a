import model from './model.zh.json' with { type: 'json' }
import type { SentimentModel } from './sentiment.ts'

/** The model that ships: learned from 7,765 Chinese hotel reviews (ChnSentiCorp). For other trades and languages, train anew. */
export const chineseReviews: SentimentModel = model
