export {
  type CustomerKind,
  customerKind,
  type Grade,
  type GradeOptions,
  type Grading,
  gradeByContribution,
  retentionBudget,
} from './grade.ts'
