/** Why a number cannot be given; closed. */
export type UndeterminedReason =
  | 'no-data'
  | 'no-shared-tasks'
  | 'too-few-tasks'
  | 'too-few-trials'
  | 'one-task'
  | 'no-variation'
  | 'fractional-scores'
  | 'no-strata'
  | 'level-not-reached'
  | 'not-identifiable'
  | 'no-repeats'
  | 'no-cost'
  | 'nothing-finished'
  | 'base-too-low'
  | 'one-length'
  | 'separated'
  | 'success-does-not-fall'
  | 'fall-not-established'
  | 'below-tested-range'
  | 'above-tested-range'
  | 'not-applicable'

/** What the reader of a number must know; closed, and each explained in words by the report. */
export type WarningCode =
  | 'scale-confounded'
  | 'few-tasks'
  | 'no-variation-in-one-stratum'
  | 'fractional-scores'
  | 'cost-missing'
  | 'weights-clipped'
  | 'judged-outcomes'
  | 'corrected-outside-range'
  | 'these-tasks-only'
  | 'derailed-before-first-checkpoint'
  | 'trials-taken-for-independent'
  | 'tau-lowered'
  | 'marginal'
  | 'separated'
  | 'few-families'
  | 'interval-beyond-tested-range'
  | 'shallow-slope'
  | 'indicative'
  | 'estimated-lengths'

/** What stands beside every number. */
export interface EstimateBasis {
  /** Stable id of the method, such as `wilson-clustered`; docs/methods.md has a row for each. */
  readonly method: string
  /** Confidence level of the interval, in (0, 1). */
  readonly level: number
  /** Samples (the unit of evidence). */
  readonly samples: number
  /** Counted trials behind it. */
  readonly trials: number
  /** Trials left out, by reason. */
  readonly excluded: Readonly<Record<string, number>>
  /** Seed of the resampling or permutation, where there was one. */
  readonly seed?: number
  /** What has to be said beside the number. */
  readonly warnings: readonly WarningCode[]
}

/** A number with its interval, or the reason why there is none. */
export type Estimate =
  | ({
      readonly kind: 'determined'
      readonly value: number
      readonly low: number
      readonly high: number
    } & EstimateBasis)
  | ({
      readonly kind: 'undetermined'
      readonly reason: UndeterminedReason
      /** One-sided bound, where one can be given. */
      readonly atLeast?: number
      readonly atMost?: number
    } & EstimateBasis)

/** The estimate of minus the quantity. */
export function mirrored(estimate: Estimate): Estimate {
  if (estimate.kind === 'determined') {
    return { ...estimate, value: -estimate.value, low: -estimate.high, high: -estimate.low }
  }
  const { atLeast, atMost, ...rest } = estimate
  return {
    ...rest,
    ...(atMost === undefined ? {} : { atLeast: -atMost }),
    ...(atLeast === undefined ? {} : { atMost: -atLeast }),
  }
}

/** A p-value in (0, 1] by a named test. */
export interface TestResult {
  /** Stable id, as of an estimate. */
  readonly method: string
  /** Two-sided unless the method says otherwise. */
  readonly p: number
}

/** What may be said of a difference. */
export type Verdict =
  | { readonly kind: 'established' }
  | { readonly kind: 'established-equivalent'; readonly margin: number }
  /** The plan is exhausted; `smallestFound` is the effect that this n finds with 80 % power. */
  | { readonly kind: 'not-established'; readonly smallestFound?: number }
  | { readonly kind: 'undecided'; readonly moreTrials?: number; readonly moreUsd?: number }
  | { readonly kind: 'undetermined'; readonly reason: UndeterminedReason }

/** Words of the routing gate. */
export type GateWord = 'TRUST' | 'DO NOT TRUST' | 'UNDECIDED'
