import {
  type DuplicateModel,
  type PairScore,
  type PreparedRecord,
  prepareRecord,
  scorePair,
  statedModel,
} from '@rapport/analytics/duplicates'
import type { Ctx } from '../../kernel/context.ts'
import { findCandidateIds } from './candidates.sql.ts'
import { pairKey, readDecisions } from './decisions.ts'
import { readMatchables } from './matchables.sql.ts'
import { columnsFor, type Kind, type Matchable } from './matched-fields.ts'
import type { DuplicateSetting } from './setting.ts'

export interface Scorer {
  readonly score: (a: Matchable, b: Matchable) => PairScore
}

/** The stated defaults take a firm for at least this large: in a small one a namesake is no likelier to be the same. */
const RECORDS_MIN = 20_000

/** Scores pairs of one kind by what the last scan learned, or by stated defaults; reads each customer once. */
export function createScorer(setting: DuplicateSetting, kind: Kind): Scorer {
  const learned = setting.models[kind]
  const naming = learned?.fields.some(({ role }) => role === 'given-name') ? 'parts' : 'whole'
  const columns = columnsFor(kind, setting.fields, naming)
  const model: DuplicateModel =
    learned ?? statedModel(columns, { records: Math.max(RECORDS_MIN, setting.scannedCustomers ?? 0) })
  const prepared = new WeakMap<Matchable, PreparedRecord>()
  const prepare = (customer: Matchable): PreparedRecord => {
    let known = prepared.get(customer)
    if (!known) {
      known = prepareRecord(model, Object.fromEntries(columns.map(({ name, read }) => [name, read(customer)])))
      prepared.set(customer, known)
    }
    return known
  }
  return { score: (a, b) => scorePair(model, prepare(a), prepare(b)) }
}

export interface Probable {
  readonly id: string
  readonly probability: number
  readonly evidence: PairScore['evidence']
}

const SHOWN_MAX = 8

/**
 * Customers that are probably the one described, the likeliest first: bounded looks into the indexes, then the matcher.
 * Those that somebody knows to be different from `except`, which is the customer itself, stay out.
 */
export async function findProbable(
  ctx: Ctx,
  setting: DuplicateSetting,
  kind: Kind,
  customer: Matchable,
  except: string | null,
): Promise<readonly Probable[]> {
  const ids = (await findCandidateIds(ctx, kind, customer)).filter((id) => id !== except)
  if (ids.length === 0) return []
  const [candidates, decisions] = await Promise.all([
    readMatchables(ctx, ids),
    except === null ? new Set<string>() : readDecisions(ctx, [except, ...ids]),
  ])
  const scorer = createScorer(setting, kind)
  return candidates
    .filter(({ id }) => except === null || !decisions.has(pairKey(except, id)))
    .map((candidate) => ({ id: candidate.id, ...scorer.score(customer, candidate) }))
    .filter(({ probability }) => probability >= setting.showFrom)
    .sort((a, b) => b.probability - a.probability)
    .slice(0, SHOWN_MAX)
    .map(({ id, probability, evidence }) => ({ id, probability, evidence }))
}
