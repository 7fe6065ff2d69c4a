import type { TradeKey } from './chinese-firms.ts'

export type DecisionRole = 'decides' | 'influences' | 'uses' | 'pays' | 'blocks'

export interface Job {
  readonly title: readonly [chinese: string, english: string]
  /** How one addresses them after the family name; null for `先生` and `女士`. */
  readonly address: string | null
  readonly decisionRole: DecisionRole | null
}

const job = (chinese: string, english: string, address: string | null, decisionRole: DecisionRole | null): Job => ({
  title: [chinese, english],
  address,
  decisionRole,
})

/** In the order in which one gets to know a firm: who decides, who pays, who uses. */
const industry: readonly Job[] = [
  job('实验室主任', 'Laboratory director', '主任', 'decides'),
  job('采购经理', 'Purchasing manager', '经理', 'pays'),
  job('分析工程师', 'Analytical chemist', '工', 'uses'),
  job('质量总监', 'Head of quality', '总', 'influences'),
  job('研发总监', 'Head of R&D', '总', 'influences'),
  job('仪器主管', 'Instrument manager', '主管', 'uses'),
  job('QA 经理', 'QA manager', '经理', 'influences'),
  job('采购专员', 'Buyer', null, 'pays'),
  job('财务经理', 'Finance manager', '经理', 'blocks'),
  job('副总经理', 'Deputy general manager', '总', 'decides'),
  job('设备工程师', 'Maintenance engineer', '工', 'uses'),
]

const university: readonly Job[] = [
  job('教授', 'Professor', '教授', 'decides'),
  job('实验员', 'Laboratory technician', '老师', 'uses'),
  job('副教授', 'Associate professor', '教授', 'influences'),
  job('设备处科长', 'Procurement officer', '科长', 'pays'),
  job('博士后', 'Postdoctoral researcher', '博士', 'uses'),
]

const hospital: readonly Job[] = [
  job('检验科主任', 'Head of laboratory', '主任', 'decides'),
  job('设备科科长', 'Head of equipment', '科长', 'pays'),
  job('主管检验师', 'Senior technologist', '老师', 'uses'),
  job('副主任检验师', 'Deputy head of laboratory', '主任', 'influences'),
]

export const jobsOf = (trade: TradeKey): readonly Job[] =>
  trade === 'university' ? university : trade === 'hospital' ? hospital : industry

/** What people who buy for themselves do. */
export const PRIVATE_JOBS: readonly (readonly [chinese: string, english: string])[] = [
  ['中学化学教师', 'Chemistry teacher'],
  ['水族爱好者', 'Aquarist'],
  ['精酿师', 'Craft brewer'],
  ['茶农', 'Tea grower'],
  ['独立顾问', 'Independent consultant'],
  ['退休工程师', 'Retired engineer'],
  ['养蜂人', 'Beekeeper'],
  ['花卉种植户', 'Flower grower'],
]
