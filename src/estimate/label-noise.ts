import { type Estimate, type EstimateBasis, type OutcomeRow, successOf, type WarningCode } from '../domain/index.js'
import { normalQuantile } from '../math/index.js'
import { compareWithinTasks } from './mantel-haenszel.js'
import { countRows, mean, variance } from './rows.js'
import { clusteredShare, estimateSuccess } from './success.js'
import { reachOf } from './survival.js'

/** What an audit with known truth says of a judge. */
export interface JudgeAudit {
  /** True successes audited, and how many of them the judge called a success. */
  readonly successes: { readonly trials: number; readonly right: number }
  /** True failures audited, and how many of them the judge called a failure. */
  readonly failures: { readonly trials: number; readonly right: number }
}

/** Audited successes, and failures, below which nothing is corrected. */
const LEAST_AUDITED = 40
/** Sum of sensitivity and specificity at and below which a judge says next to nothing. */
const USELESS = 1.2

/**
 * True share of successes behind what a fallible judge says, with the standard error of both the judging and the audit.
 *
 * @param judged share called a success, and its standard error over tasks
 * @returns `value` may lie outside [0, 1]; undefined where sensitivity and specificity add up to 1.2 or less
 * @source Rogan & Gladen 1978, delta method; checked in test/oracle/label_noise.json
 */
export function correctShare(
  judged: { readonly share: number; readonly error: number },
  audit: JudgeAudit,
): { readonly value: number; readonly error: number } | undefined {
  const [sensitivity, specificity] = [rightShare(audit.successes), rightShare(audit.failures)]
  const gain = sensitivity + specificity - 1
  if (gain <= USELESS - 1) return undefined
  const value = (judged.share + specificity - 1) / gain
  const ofAudit = value ** 2 * auditVariance(audit.successes) + (1 - value) ** 2 * auditVariance(audit.failures)
  return { value, error: Math.sqrt(judged.error ** 2 + ofAudit) / gain }
}

function rightShare({ right, trials }: JudgeAudit['successes']): number {
  return right / trials
}

/** An audit that found no error proves no faultless judge: half an error stands in for the one it did not meet. */
function auditVariance({ right, trials }: JudgeAudit['successes']): number {
  const share = right === 0 || right === trials ? (right + 0.5) / (trials + 1) : right / trials
  return (share * (1 - share)) / trials
}

/**
 * Success rate from judged outcomes, corrected for what an audit says of the judge; clustered by task.
 *
 * @returns cut to [0, 1], with the warning `judged-outcomes`, and
 *   `corrected-outside-range` where the value itself was cut; undetermined `too-few-trials` with fewer than 40 audited
 *   successes or failures, `not-identifiable` where the judge is too weak, `no-variation` where no error can be told
 * @source statistics specification 5.4
 */
export function estimateJudgedSuccess(
  rows: readonly OutcomeRow[],
  audit: JudgeAudit,
  options: { readonly level: number },
): Estimate {
  const { level } = options
  const { tasks, trials, excluded } = countRows(rows)
  const samples = tasks.length
  const basis: EstimateBasis = {
    method: 'rogan-gladen',
    level,
    samples,
    trials,
    excluded,
    warnings: ['judged-outcomes'],
  }
  if (samples < 2) return { kind: 'undetermined', reason: samples === 0 ? 'no-data' : 'one-task', ...basis }
  if (Math.min(audit.successes.trials, audit.failures.trials) < LEAST_AUDITED) {
    return { kind: 'undetermined', reason: 'too-few-trials', ...basis }
  }
  const means = tasks.map(({ results }) => mean(results))
  const { share, standardError, adjustedTrials } = clusteredShare(means, trials, level)
  // Without any spread between tasks the error of a share that many tasks allow stands in for it.
  const smoothed = (share * samples + 0.5) / (samples + 1)
  const error = standardError > 0 ? standardError : Math.sqrt((smoothed * (1 - smoothed)) / adjustedTrials)
  const corrected = correctShare({ share, error }, audit)
  if (corrected === undefined) return { kind: 'undetermined', reason: 'not-identifiable', ...basis }
  return cutToUnit(corrected, basis)
}

/**
 * Mean of a quantity that a judge scored on all trials and that is known on a random part of them.
 *
 * @param judgements.all judge's values on the trials without known truth
 * @param judgements.audited judge's value and the truth on the others
 * @returns `value` may lie outside the range of the truth; undefined with fewer than two values of either kind
 * @source Angelopoulos et al. 2023; checked in test/oracle/label_noise.json
 */
export function predictionPoweredMean(judgements: {
  readonly all: readonly number[]
  readonly audited: readonly { readonly judged: number; readonly truth: number }[]
}): { readonly value: number; readonly error: number } | undefined {
  const { all, audited } = judgements
  if (all.length < 2 || audited.length < 2) return undefined
  const gaps = audited.map(({ judged, truth }) => judged - truth)
  const error = Math.sqrt(variance(all) / all.length + variance(gaps) / gaps.length)
  return { value: mean(all) - mean(gaps), error }
}

/**
 * Success rate from judged trials of which a random part was audited (`truth`), clustered by task; every trial weighs the
 * same. Where all were audited, the truth alone counts.
 *
 * @returns cut to [0, 1], with the warning `judged-outcomes`; undetermined `too-few-trials` with fewer than 40 audited
 *   trials or fewer than 2 others, `one-task`, or `no-variation` where neither the judge nor its errors vary
 * @source Angelopoulos et al. 2023, the variance as squares of influences summed by task; against
 *   test/oracle/label_noise.json where each task has one trial
 */
export function estimateAuditedSuccess(rows: readonly OutcomeRow[], options: { readonly level: number }): Estimate {
  const { level } = options
  // Where the truth is known of all, no judge stands between.
  if (rows.every((row) => row.truth !== undefined || successOf(row) === undefined)) {
    return estimateSuccess(rows.map(asTrue), options)
  }
  const counted = rows.flatMap((row) => {
    const judged = successOf(row)
    return judged === undefined ? [] : [{ cluster: row.task, judged, truth: row.truth }]
  })
  const { excluded } = countRows(rows)
  const samples = clustersOf(counted)
  const warnings = ['judged-outcomes'] as const
  const method = 'prediction-powered-clustered'
  const basis: EstimateBasis = { method, level, samples, trials: counted.length, excluded, warnings }
  const audited = counted.flatMap(({ cluster, judged, truth }) =>
    truth === undefined ? [] : [{ cluster, value: truth - judged }],
  )
  const others = counted.flatMap(({ cluster, judged, truth }) =>
    truth === undefined ? [{ cluster, value: judged }] : [],
  )
  if (audited.length < LEAST_AUDITED || others.length < 2)
    return { kind: 'undetermined', reason: 'too-few-trials', ...basis }
  if (samples < 2) return { kind: 'undetermined', reason: 'one-task', ...basis }
  return cutToUnit(sumOfMeans([others, audited]), basis, reachOf(Math.max(2, clustersOf(audited)), level))
}

function asTrue(row: OutcomeRow): OutcomeRow {
  if (row.truth === undefined || successOf(row) === undefined) return row
  return { ...row, score: row.truth, outcome: { kind: row.truth === 1 ? 'solved' : 'failed' } }
}

/** The audit is the smaller part: its clusters bound what its errors can tell. */
function clustersOf(part: readonly { readonly cluster: string }[]): number {
  return new Set(part.map(({ cluster }) => cluster)).size
}

/**
 * Sum of the means of several lists, its error from squares of influences summed by cluster.
 *
 * @param parts each with at least one value
 * @source infinitesimal jackknife; statistics specification 0, case weights
 */
export function sumOfMeans(parts: readonly (readonly { readonly cluster: string; readonly value: number }[])[]): {
  readonly value: number
  readonly error: number
} {
  const influences = new Map<string, number>()
  const means = parts.map((part) => mean(part.map(({ value }) => value)))
  for (const [index, part] of parts.entries()) {
    for (const { cluster, value } of part) {
      const influence = (value - (means[index] ?? 0)) / part.length
      influences.set(cluster, (influences.get(cluster) ?? 0) + influence)
    }
  }
  const squares = [...influences.values()].reduce((sum, influence) => sum + influence ** 2, 0)
  return { value: means.reduce((sum, value) => sum + value, 0), error: Math.sqrt(squares) }
}

/**
 * Success rate from judged trials of which a random part has a known truth; trials taken for independent.
 *
 * @returns cut to [0, 1]; undetermined `too-few-trials` with fewer than 40 audited trials, `no-variation` where neither
 *   the judge nor its errors vary
 * @source statistics specification 5.4
 */
export function estimatePredictionPowered(
  judgements: Parameters<typeof predictionPoweredMean>[0],
  options: { readonly level: number },
): Estimate {
  const trials = judgements.all.length + judgements.audited.length
  const warnings = ['judged-outcomes'] as const
  const method = 'prediction-powered'
  const basis: EstimateBasis = { method, level: options.level, samples: trials, trials, excluded: {}, warnings }
  const found = predictionPoweredMean(judgements)
  if (found === undefined || judgements.audited.length < LEAST_AUDITED) {
    return { kind: 'undetermined', reason: 'too-few-trials', ...basis }
  }
  return cutToUnit(found, basis)
}

function cutToUnit(
  { value, error }: { value: number; error: number },
  basis: EstimateBasis,
  reach: number = normalQuantile((1 + basis.level) / 2),
): Estimate {
  if (error === 0) return { kind: 'undetermined', reason: 'no-variation', ...basis }
  const half = reach * error
  const cut = (share: number) => Math.min(1, Math.max(0, share))
  const [low, high] = [cut(value - half), cut(value + half)]
  if (low === high) return { kind: 'undetermined', reason: 'not-identifiable', ...basis }
  const isCut = cut(value) !== value
  const warnings: readonly WarningCode[] = isCut ? [...basis.warnings, 'corrected-outside-range'] : basis.warnings
  return { kind: 'determined', value: cut(value), low, high, ...basis, warnings }
}

/**
 * Whether a judge errs alike on two systems: exact p of the audited successes and of the audited failures. Where it does
 * not, one audit must not correct both.
 *
 * @returns p 1 where nothing varies
 * @source Fisher's exact test; statistics specification 5.4 (differential error)
 */
export function compareAudits(
  first: JudgeAudit,
  second: JudgeAudit,
): { readonly successesP: number; readonly failuresP: number } {
  const p = (of: keyof JudgeAudit) => {
    const counts = ({ right, trials }: JudgeAudit['successes']) => ({ successes: right, trials })
    return compareWithinTasks([{ first: counts(first[of]), second: counts(second[of]) }])?.exactP ?? 1
  }
  return { successesP: p('successes'), failuresP: p('failures') }
}
