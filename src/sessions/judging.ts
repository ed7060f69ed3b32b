import type { Estimate, JudgedResult, OutcomeRow } from '../domain/index.js'
import { estimateAuditedSuccess, estimateJudgedSuccess, type JudgeAudit } from '../estimate/index.js'
import { labelledFacts, type SessionFacts } from './facts.js'

/** Audited successes, and failures, from which on a judge can be corrected. */
export const LEAST_AUDITED = 40

/** Success as a judge tells it, corrected for what sessions of known result say of the judge. */
export interface JudgedSuccess {
  readonly system: string
  /** Sessions that the judge called solved or failed. */
  readonly judged: number
  /** Sessions of which it said that it cannot tell: left out. */
  readonly unclear: number
  /** What sessions with a result of readers, scripts or the source say of the judge, over all systems. */
  readonly audit: JudgeAudit
  /** Audited successes and failures that are still missing before anything is corrected. */
  readonly missing: { readonly successes: number; readonly failures: number }
  /** By the judge's measured errors. */
  readonly corrected: Estimate
  /** By its errors on a random part, clustered by task; absent where results do not come from readers of a random sample. */
  readonly predictionPowered?: Estimate
}

type Judged = ReturnType<typeof labelledFacts>[number] & { readonly verdict: JudgedResult['verdict'] }

/**
 * Corrects the judge for each system. An unclear verdict is left out of rates and audit alike.
 *
 * @returns empty where no session was judged
 */
export function judgedSuccess(facts: readonly SessionFacts[], options: { readonly level: number }): JudgedSuccess[] {
  const judged = labelledFacts(facts).flatMap((entry): Judged[] => {
    const verdict = entry.facts.judged?.verdict
    return verdict === undefined ? [] : [{ ...entry, verdict }]
  })
  const audit = auditOf(judged)
  const missing = {
    successes: Math.max(0, LEAST_AUDITED - audit.successes.trials),
    failures: Math.max(0, LEAST_AUDITED - audit.failures.trials),
  }
  return [...Map.groupBy(judged, ({ row }) => row.system)].map(([system, own]): JudgedSuccess => {
    const rows = own.flatMap(judgedRows)
    const powered = poweredBy(own, options)
    return {
      system,
      judged: rows.length,
      unclear: own.length - rows.length,
      audit,
      missing,
      corrected: estimateJudgedSuccess(rows, audit, options),
      ...(powered !== undefined && { predictionPowered: powered }),
    }
  })
}

function auditOf(judged: readonly Judged[]): JudgeAudit {
  const of = (kind: 'solved' | 'failed') => {
    const known = judged.filter(({ row, verdict }) => row.outcome.kind === kind && verdict !== 'unknown')
    return { trials: known.length, right: known.filter(({ verdict }) => verdict === kind).length }
  }
  return { successes: of('solved'), failures: of('failed') }
}

/** Only a random part may stand for the rest: sessions that readers drew, where nothing else gave a result. */
function poweredBy(own: readonly Judged[], options: { readonly level: number }): Estimate | undefined {
  const isRandom = own.every(({ facts }) => facts.labelledBy === undefined || facts.labelledBy === 'readers')
  const clear = own.filter(({ verdict }) => verdict !== 'unknown')
  const isRead = ({ facts }: Judged) => facts.labelledBy === 'readers'
  if (!isRandom || !clear.some(isRead)) return undefined
  const rows = clear.flatMap((entry): OutcomeRow[] => {
    const truth = entry.row.outcome.kind === 'solved' ? 1 : 0
    return judgedRows(entry).map((row) => (isRead(entry) ? { ...row, truth } : row))
  })
  return estimateAuditedSuccess(rows, options)
}

/** A session as its judge sees it: its verdict in place of the result, and none of the score that came with that. */
function judgedRows({ row, verdict }: Judged): OutcomeRow[] {
  if (verdict === 'unknown') return []
  const { score: _score, ...rest } = row
  return [{ ...rest, outcome: { kind: verdict } }]
}
