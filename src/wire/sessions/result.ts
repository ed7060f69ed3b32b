import type { Outcome, Session } from '../../domain/index.js'
import { fieldOf } from '../place.js'
import type { SessionDraft } from '../traces/draft.js'

/** How to tell from a source's scores whether a session came out right. */
export interface ResultRule {
  /** Name of the score that speaks of success; by default one whose name says so. */
  readonly success?: string
  /** A score from this value on is a success; without it a score between 0 and 1 says nothing clear. In (0, 1]. */
  readonly solvedFrom?: number
}

const GOOD = ['true', 'c', 'correct', 'pass', 'passed', 'success', 'succeeded', 'solved', 'resolved', 'yes']
const BAD = ['false', 'i', 'n', 'incorrect', 'fail', 'failed', 'failure', 'unsolved', 'unresolved', 'no']

/**
 * Decides how a session ended. A clear score decides, also where a limit ended the session; what broke around the model
 * is void; everything else is unknown and never a failure.
 */
export function settleSession(draft: SessionDraft, rule: ResultRule, file: string): Session {
  const { limit, broken, successNames, ...session } = draft
  return { ...session, file, ...endOf(draft, rule) }
}

function endOf(draft: SessionDraft, rule: ResultRule): Pick<Session, 'outcome' | 'score' | 'labelledBy'> {
  const { limit, broken } = draft
  const steps = draft.steps.length
  if (broken !== undefined) return { outcome: { kind: 'void', cause: broken }, labelledBy: 'source' }
  const said = clearResult(draft, rule)
  if (said?.isGood === true) return { outcome: { kind: 'solved', steps }, labelledBy: 'source' }
  if (limit !== undefined) return { outcome: { kind: 'censored', steps, limit }, labelledBy: 'source' }
  if (said === undefined) return { outcome: { kind: 'unknown' } }
  const outcome: Outcome = { kind: 'failed', steps }
  const isPart = said.score !== undefined && said.score > 0 && said.score < 1
  return { outcome, labelledBy: 'source', ...(isPart && said.score !== undefined && { score: said.score }) }
}

function clearResult(
  { scores, successNames }: SessionDraft,
  { success, solvedFrom }: ResultRule,
): { readonly isGood: boolean; readonly score?: number } | undefined {
  const name = success ?? successNames.find((known) => fieldOf(scores, known) !== undefined)
  const value = name === undefined ? undefined : fieldOf(scores, name)
  if (typeof value === 'boolean') return { isGood: value }
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number === 'number' && Number.isFinite(number)) {
    if (solvedFrom !== undefined) return { isGood: number >= solvedFrom, score: number }
    return number === 1 || number === 0 ? { isGood: number === 1 } : undefined
  }
  const word = String(value ?? '')
    .trim()
    .toLowerCase()
  if (GOOD.includes(word)) return { isGood: true }
  return BAD.includes(word) ? { isGood: false } : undefined
}
