import type { Estimate, EstimateBasis, OutcomeRow } from '../domain/index.js'
import { clusterMeans, reasonOf } from './rows.js'
import { clusteredShare, wilson } from './success.js'
import { type Span, survivalCurve } from './survival.js'

/**
 * Share of trials with each label, as the mean over tasks of the shares within a task: a multinomial with the spread
 * between tasks. The values add up to 1.
 *
 * @param options.labels in the order wanted; one that never occurs has share 0 with an upper bound
 * @returns all undetermined alike: `no-data`, or `one-task`
 * @source statistics specification 4 and 5.1
 */
export function estimateProfile<Label extends string>(
  labelled: readonly { readonly cluster: string; readonly label: Label }[],
  options: { readonly level: number; readonly labels: readonly Label[] },
): { readonly label: Label; readonly share: Estimate }[] {
  return options.labels.map((label) => {
    const values = labelled.map((trial) => ({ cluster: trial.cluster, value: trial.label === label ? 1 : 0 }))
    return { label, share: estimateShare(values, options.level) }
  })
}

/** Mean over tasks of a share of trials, with the interval of a success rate. */
function estimateShare(
  values: readonly { readonly cluster: string; readonly value: number }[],
  level: number,
  excluded: Readonly<Record<string, number>> = {},
): Estimate {
  const means = clusterMeans(values)
  const basis: EstimateBasis = {
    method: 'wilson-clustered',
    level,
    samples: means.length,
    trials: values.length,
    excluded,
    warnings: [],
  }
  if (means.length < 2) return { kind: 'undetermined', reason: means.length === 0 ? 'no-data' : 'one-task', ...basis }
  const { share, adjustedTrials } = clusteredShare(means, values.length, level)
  return { kind: 'determined', value: share, ...wilson(share, adjustedTrials, level), ...basis }
}

/**
 * How often a failed trial claims success: what nobody notices until later. Trials without a known claim are left out.
 *
 * @returns undetermined `no-data` where nothing failed, `not-applicable` where no failed trial carries a claim
 * @source statistics specification 4 and 5.1
 */
export function estimateFalseClaims(rows: readonly OutcomeRow[], options: { readonly level: number }): Estimate {
  const excluded: Record<string, number> = {}
  const leave = (reason: string) => {
    excluded[reason] = (excluded[reason] ?? 0) + 1
  }
  const values = rows.flatMap((row) => {
    const { outcome, isSilentFailure } = row
    if (row.excluded !== undefined || outcome.kind === 'void' || outcome.kind === 'unknown') leave(reasonOf(row))
    else if (outcome.kind !== 'solved' && isSilentFailure === undefined) leave('claim unknown')
    else if (outcome.kind !== 'solved') return [{ cluster: row.task, value: isSilentFailure === true ? 1 : 0 }]
    return []
  })
  const estimate = estimateShare(values, options.level, excluded)
  const isUnclaimed = values.length === 0 && excluded['claim unknown'] !== undefined
  return estimate.kind === 'undetermined' && isUnclaimed ? { ...estimate, reason: 'not-applicable' } : estimate
}

/** One injected fault. */
export interface InjectedFault {
  /** The sample. */
  readonly cluster: string
  /** Steps from the fault to the next verified checkpoint, from 1; undefined where none followed. */
  readonly recoveredAfter?: number
  /** Steps from the fault to the end of the trial, from 1. */
  readonly watchedFor: number
}

/**
 * How often a fault is recovered from, and after how many steps half are. A fault after which the trial ends without a
 * recovery says "not within so many steps".
 *
 * @returns `points` for drawing: `alive` is the share not yet recovered
 * @source statistics specification 4: mean over tasks, and Kaplan-Meier for the time
 */
export function estimateRecovery(
  faults: readonly InjectedFault[],
  options: { readonly level: number },
): {
  readonly share: Estimate
  readonly points: ReturnType<typeof survivalCurve>['points']
  readonly halfRecovered: Estimate
} {
  const values = faults.map(({ cluster, recoveredAfter }) => ({ cluster, value: recoveredAfter === undefined ? 0 : 1 }))
  const spans = faults.map(
    ({ cluster, recoveredAfter, watchedFor }): Span => ({
      cluster,
      exposure: recoveredAfter ?? watchedFor,
      failed: recoveredAfter !== undefined,
    }),
  )
  const { points, median } = survivalCurve(spans, options)
  return { share: estimateShare(values, options.level), points, halfRecovered: median }
}
