import type { Estimate, TestResult, WarningCode } from '../estimate.js'
import type { LengthKind } from '../task.js'

/** A length read off a fitted curve, or the side on which it leaves what was tested; beyond that no number is given. */
export type CurveLength =
  | { readonly kind: 'within'; readonly length: number }
  | { readonly kind: 'below-tested-range'; readonly atMost: number }
  | { readonly kind: 'above-tested-range'; readonly atLeast: number }
  /** The curve never reaches the level by falling. */
  | { readonly kind: 'success-does-not-fall' }

/** How far one system goes: the lengths at which its success falls to a half and to four in five. */
export interface HorizonFinding {
  readonly system: string
  /** What every length here counts. */
  readonly lengthKind: LengthKind
  /** Tasks of known length. */
  readonly tasks: number
  /** Families they belong to; a task without family is its own. */
  readonly families: number
  /** Counted trials. */
  readonly trials: number
  /** What was taken for independent and drawn anew: families from six on, tasks below. */
  readonly unit: 'family' | 'task'
  /** Trials of this system left out, by reason in words. */
  readonly excluded: Readonly<Record<string, number>>
  /** Shortest and longest length tried. */
  readonly tested: { readonly shortest: number; readonly longest: number }
  /** Success over all these tasks, in [0, 1]. */
  readonly success: Estimate
  /** Length at which half of the tasks are finished. */
  readonly h50: Estimate
  /** Length at which four in five random tasks of that length are finished (marginal). */
  readonly h80: Estimate
  /** The same by hierarchical bootstrap: a line beside them, wider than needed. */
  readonly resampled: { readonly h50: Estimate; readonly h80: Estimate }
  /** The curve behind both: log odds of success = intercept + slope log2(length). Absent where none can be fitted. */
  readonly curve?: {
    readonly intercept: number
    /** For each doubling of the length. */
    readonly slope: number
    /** Firth's penalised fit, or the plain one where scores lie between 0 and 1. */
    readonly fitted: 'firth' | 'maximum-likelihood'
  }
  /** Curves of other shapes on the same trials. */
  readonly shapes: readonly HorizonShape[]
  /** Smallest and largest h80 over logistic, Weibull and exponential; absent where fewer than two could be fitted. */
  readonly h80Spread?: { readonly low: CurveLength; readonly high: CurveLength }
  /** Test that the hazard is constant along the work; takes trials for independent. Absent where it cannot be made. */
  readonly constantHazardTest?: TestResult
  /** Horizons were the lengths less certain: noise added to each task's log2 length. */
  readonly noise: readonly {
    /** Standard deviation in doublings. */
    readonly deviation: number
    /** Medians over 20 draws. */
    readonly h50: CurveLength
    readonly h80: CurveLength
  }[]
  /** The curve to draw, ascending over the tested range, with its pointwise band; empty where there is no curve. */
  readonly points: readonly CurvePoint[]
  /** What was observed, in bins of about as many tasks, ascending. */
  readonly observed: readonly ObservedBin[]
  readonly warnings: readonly WarningCode[]
  /** The finding in plain sentences. */
  readonly words: readonly string[]
}

/** One point of a curve that is drawn. */
export interface CurvePoint {
  /** In the unit of the lengths. */
  readonly length: number
  /** In [0, 1], as are the ends of its pointwise interval. */
  readonly success: number
  readonly low: number
  readonly high: number
}

/** What was observed over tasks of about one length. */
export interface ObservedBin {
  /** Shortest and longest length in the bin, and their geometric mean over tasks. */
  readonly from: number
  readonly to: number
  readonly length: number
  readonly tasks: number
  readonly trials: number
  /** Mean over tasks of each task's success. */
  readonly success: number
}

/** One other shape of the curve, by maximum likelihood. */
export interface HorizonShape {
  /** `logistic-with-slips`: a fixed share of tasks fails by a slip, however short they are. */
  readonly shape: 'logistic' | 'weibull' | 'exponential' | 'logistic-with-slips'
  /** Length at which half are finished. */
  readonly h50: CurveLength
  /** Length at which four in five are finished. */
  readonly h80: CurveLength
  /** Smaller describes the bank better; differences below about 2 decide nothing. */
  readonly aic: number
  /** Slope in log2 length, or the shape k of a hazard, below 1 where it falls along the work. */
  readonly slope: number
}

/** How much further a reference goes than a system, on the tasks that both tried. */
export interface HorizonComparison {
  readonly system: string
  readonly reference: string
  /** What every length here counts. */
  readonly lengthKind: LengthKind
  /** Shared tasks: the unit of evidence. */
  readonly tasks: number
  /** Shortest and longest length of the shared tasks. */
  readonly tested: { readonly shortest: number; readonly longest: number }
  /** System minus reference, in log odds for each doubling: below 0 the gap widens. Never used to deny a shadow. */
  readonly slopeChange: Estimate
  /** That the slopes are equal; absent where the change is undetermined. */
  readonly slopeTest?: TestResult
  /** h50 of the reference over h50 of the system: above 1 the system goes less far. */
  readonly horizonRatio: Estimate
  /** Area between the curves over the tested range as a mean gap, reference minus system, in [-1, 1]. */
  readonly meanGap: Estimate
  /** The comparison in plain sentences. */
  readonly words: readonly string[]
}
