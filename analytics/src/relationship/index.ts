export {
  type Level,
  levelOf,
  type RelationshipAssessment,
  type RelationshipFacts,
  type RelationshipKind,
  type RelationshipLevel,
  relationshipKind,
  relationshipLevel,
} from './relationship.ts'
