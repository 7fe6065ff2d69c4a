import { crossValidate, findLeaks, inferFields } from '../src/scoring/index.ts'
import { type Figure, figuresOf, readRows, timed } from './_figure.ts'

/** What sales fill in along the way or afterwards; the published figures leave it out. */
const FILLED_IN_LATER = [
  'Tags',
  'Lead Quality',
  'Lead Profile',
  'Asymmetrique Activity Index',
  'Asymmetrique Profile Index',
  'Asymmetrique Activity Score',
  'Asymmetrique Profile Score',
  'Last Activity',
  'Last Notable Activity',
]

/** Telco churn and X Education leads, five stratified folds, against scikit-learn on the same files. */
export function verifyScoring(): Figure[] {
  const { figures, atLeast, within, says } = figuresOf('scoring')
  const telco = load('churn/telco_customer_churn.csv', 'Churn', 'Yes', [])
  const leads = load('pipeline/xeducation_Leads.csv', 'Converted', '1', FILLED_IN_LATER)
  for (const [name, set, logistic, trees] of [
    ['Telco', telco, 0.845, 0.847],
    ['X Education', leads, 0.865, 0.878],
  ] as const) {
    for (const [model, limit] of [
      ['logistic', logistic],
      ['trees', trees],
    ] as const) {
      const { result, timeMs } = timed(() => crossValidate(set.fields, set.outcome, { model, folds: 5, seed: 42 }))
      atLeast(`${name}, ${model}: AUC, mean of five folds`, limit, result.auc.mean, timeMs)
      within(`${name}, ${model}: reliability error`, 0.02, result.pooled.reliabilityError)
    }
  }
  const all = load('pipeline/xeducation_Leads.csv', 'Converted', '1', [])
  const leaks = timed(() => findLeaks(all.fields, all.outcome))
  const named = leaks.result.map(({ field }) => field)
  says(
    'X Education, fields that know the answer',
    'Tags, Lead Quality',
    named.join(', '),
    named.includes('Tags') && named.includes('Lead Quality'),
    leaks.timeMs,
  )
  const innocent = findLeaks(telco.fields, telco.outcome).map(({ field }) => field)
  says('Telco, fields that know the answer', 'none', innocent.join(', ') || 'none', innocent.length === 0)
  return figures
}

export function load(file: string, target: string, positive: string, excluded: readonly string[]) {
  const [header, ...rows] = readRows(file)
  const used = header!.map((_, i) => i).filter((i) => header![i] !== target && !excluded.includes(header![i]!))
  const { fields } = inferFields(
    used.map((i) => header![i]!),
    used.map((i) => rows.map((row) => row[i] ?? '')),
  )
  return { fields, outcome: rows.map((row) => (row[header!.indexOf(target)] === positive ? 1 : 0)) }
}
