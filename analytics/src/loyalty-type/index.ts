export {
  type LoyaltyFacts,
  type LoyaltyOptions,
  type LoyaltySource,
  type LoyaltyType,
  loyaltySource,
  loyaltyType,
  type SatisfactionType,
  satisfactionType,
} from './loyalty-type.ts'
