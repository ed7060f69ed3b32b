import { count, type JudgeFinding, type OutcomeRow, pValue, successOf } from '../domain/index.js'
import { compareAudits, type JudgeAudit } from '../estimate/index.js'

/** Below this p a judge is said to err differently on two systems. */
const NOTABLE = 0.05

/**
 * How the judge that told the outcomes erred on the audited trials of each system, and whether it errs alike on all.
 *
 * @returns empty where no trial was audited
 * @source statistics specification 5.4 (differential error)
 */
export function judgeFindings(rows: readonly OutcomeRow[], reference: string): JudgeFinding[] {
  const audits = new Map(
    [...Map.groupBy(rows, ({ system }) => system)].flatMap(([system, own]) => {
      const audit = auditIn(own)
      return audit.successes.trials + audit.failures.trials === 0 ? [] : [[system, audit] as const]
    }),
  )
  const beside = audits.get(reference)
  return [...audits]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([system, audit]) => {
      const errsAlike = system === reference || beside === undefined ? undefined : compareAudits(audit, beside)
      const { successes, failures } = audit
      const [solved, failed] = [successes, failures].map(({ right, trials }) => `${count(right)} of ${count(trials)}`)
      const first = `The judge called ${solved} true successes and ${failed} true failures of ${system} right.`
      const p = errsAlike === undefined ? 1 : Math.min(1, 2 * Math.min(errsAlike.successesP, errsAlike.failuresP))
      const other = `It errs differently on ${system} and on ${reference} (${pValue(p)}): their judged success does not compare, their corrected success does.`
      return {
        system,
        ...audit,
        ...(errsAlike !== undefined && { errsAlike }),
        words: p < NOTABLE ? [first, other] : [first],
      }
    })
}

/** Audited trials by what was true; a score of at least a half is read as called a success. */
function auditIn(rows: readonly OutcomeRow[]): JudgeAudit {
  const audited = rows.flatMap((row) => {
    const judged = successOf(row)
    return row.truth === undefined || judged === undefined ? [] : [{ truth: row.truth, isCalled: judged >= 0.5 }]
  })
  const of = (truth: 0 | 1) => {
    const own = audited.filter((each) => each.truth === truth)
    return { trials: own.length, right: own.filter(({ isCalled }) => isCalled === (truth === 1)).length }
  }
  return { successes: of(1), failures: of(0) }
}
