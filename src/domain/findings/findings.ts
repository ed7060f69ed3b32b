import type { Behaviour } from '../behaviour.js'
import type { Estimate, TestResult, Verdict } from '../estimate.js'
import type { Concern } from '../intervention.js'

/** What a set of rows is cut by. */
export interface Slice {
  /** What it is cut by: nothing, the form of the work, the family, or a scope of the user's. */
  readonly kind: 'all' | 'stratum' | 'family' | 'scope'
  /** Name of the stratum, family or scope. */
  readonly name: string
}

/** Success of one system on one slice. */
export interface SystemSuccess {
  readonly system: string
  readonly slice: Slice
  /** Counted trials whose outcome is solved. */
  readonly solved: number
  /** In [0, 1], each task weighing the same. */
  readonly success: Estimate
  /** The same without trials that a limit ended, which otherwise count as not solved; absent where there are none. */
  readonly withoutLimits?: Estimate
  /** Success behind a fallible judge, corrected by an audit of it; absent where no audit was given. */
  readonly judged?: Estimate
  /** pass^k for k = 1, 2, ... where repeats allow; empty otherwise. */
  readonly passAllOf: readonly { readonly k: number; readonly estimate: Estimate }[]
  /** pass@k for the same k: at least one of k trials is solved. */
  readonly passAnyOf: readonly { readonly k: number; readonly estimate: Estimate }[]
  /** pass^1 - pass^k at the largest of them: what is lost when all of k trials have to succeed. */
  readonly passGap?: { readonly k: number; readonly estimate: Estimate }
  /** Over the counted trials that carry a cost; absent where none does. */
  readonly meanCostUsd?: number
  /** Working time, over the counted trials that carry one; absent where none does. */
  readonly meanSeconds?: number
  /** Cost of all counted trials over finished ones, with interval; undetermined where costs are missing. */
  readonly costPerFinishedJobUsd: Estimate
  /** Rows left out, by reason in words. */
  readonly excluded: Readonly<Record<string, number>>
}

/** How a judge of outcomes erred on the audited trials of one system. */
export interface JudgeFinding {
  readonly system: string
  /** True successes that were audited, and how many of them the judge called a success. */
  readonly successes: { readonly trials: number; readonly right: number }
  /** True failures that were audited, and how many of them the judge called a failure. */
  readonly failures: { readonly trials: number; readonly right: number }
  /** That the judge errs alike on this system and on the reference, in (0, 1]; absent of the reference itself. */
  readonly errsAlike?: { readonly successesP: number; readonly failuresP: number }
  /** The same in one or two sentences. */
  readonly words: readonly string[]
}

/** A system against the reference on the same tasks. */
export interface PairComparison {
  readonly system: string
  readonly reference: string
  readonly slice: Slice
  /** Tasks with a known binary result for both; undefined where scores are fractional or repeats differ. */
  readonly discordant?: DiscordantCounts
  /** Tasks with a known result for both. */
  readonly pairs: number
  /** Reference minus system: positive means that the system is behind. In [-1, 1]. */
  readonly difference: Estimate
  /** The same without trials that a limit ended; absent where there are none. */
  readonly withoutLimits?: Estimate
  /** That the difference is 0; absent where it is undetermined. */
  readonly test?: TestResult
  /** Holm over all systems and slices of the same kind. */
  readonly correctedP?: number
  /** Of this comparison alone. */
  readonly verdict: Verdict
  /** After correction for how many are compared. */
  readonly correctedVerdict: Verdict
}

/** Tasks by who solved them. */
export interface DiscordantCounts {
  readonly both: number
  readonly onlyReference: number
  readonly onlySystem: number
  readonly neither: number
}

/** The gap beyond the narrow gap. */
export interface ShadowFinding {
  readonly system: string
  readonly reference: string
  /** `longer-work`, or `other-work` where one benchmark is held against another. */
  readonly contrast: 'longer-work' | 'other-work'
  /** How the two sides of the contrast are called on the page, such as `swe-bench` and `gaia + commit0`. */
  readonly names: { readonly narrow: string; readonly long: string }
  /** Reference minus system on the narrow side, in [-1, 1]; positive: the system is behind. */
  readonly narrowGap: Estimate
  /** As `narrowGap`, on the long side. */
  readonly longGap: Estimate
  /** In [-2, 2]; positive: further behind on the long side. */
  readonly shadow: Estimate
  /** That the shadow is 0; absent where it is undetermined. */
  readonly shadowTest?: TestResult
  /** The same question without a distribution: labels or signs exchanged. */
  readonly shadowPermutation?: TestResult
  /** Holm over the systems held against the reference. */
  readonly correctedP?: number
  /** OR long over OR narrow; above 1: further behind than a uniform weakness explains. */
  readonly oddsRatio: Estimate
  /** That the odds ratio is 1; absent where it is undetermined. */
  readonly oddsRatioTest?: TestResult
  /** As `correctedP`, for the odds ratio. */
  readonly oddsRatioCorrectedP?: number
  /** Against a control that is merely weaker, where the user named one. */
  readonly beyondControl?: {
    readonly control: string
    /** In [-2, 2]; positive: further behind on the long side than the control is. */
    readonly difference: Estimate
    readonly test?: TestResult
    /** As `correctedP`, for the difference from the control. */
    readonly correctedP?: number
  }
  /** Whether families with both forms are the unit of evidence, or the tasks of each side. */
  readonly design: 'matched-families' | 'two-samples'
  /** Named where fewer than six families carry the verdict. */
  readonly bank?: string
  /** Of this system alone. */
  readonly verdict: Verdict
  /** After correction for how many systems are held against the reference. */
  readonly correctedVerdict: Verdict
  /** The finding in one or two plain sentences. */
  readonly words: readonly string[]
}

/** What one intervention does to one system. */
export interface InterventionFinding {
  readonly system: string
  /** Its name; with dose or trigger where the plan has it more than once. */
  readonly intervention: string
  /** What it finds is a matter of security and not of weakness at work: it is corrected and shown apart. */
  readonly concern?: Concern
  /** Pairs planned, delivered, not met, void, not applicable. */
  readonly counts: {
    readonly planned: number
    readonly delivered: number
    readonly notMet: number
    readonly void: number
    readonly notApplicable: number
  }
  /** Sham and varied success among all pairs that ran. */
  readonly shamSuccess: number
  readonly variedSuccess: number
  /** Varied minus sham over all pairs (intention to treat): negative means that it hurts. */
  readonly effect: Estimate
  /** The same without pairs in which a limit ended either arm; absent where there are none. */
  readonly withoutLimits?: Estimate
  /** The same on these very samples alone; absent with one pair a sample. */
  readonly withinTasks?: Estimate
  /** The effect minus that on the reference, paired by sample; absent for the reference, and where it has no such pairs. */
  readonly besideReference?: Estimate
  readonly effectTest?: TestResult
  readonly correctedP?: number
  /** Pairs whose change was delivered. */
  readonly perProtocol: Estimate
  /** Pairs of samples that pass the baseline gate. */
  readonly gated: Estimate
  /** Varied minus sham in the share of the remaining checkpoints that was reached. */
  readonly progress: Estimate
  /** Varied over sham success. */
  readonly adaptationRatio: Estimate
  readonly verdict: Verdict
  readonly correctedVerdict: Verdict
  /** Count of each main class over the delivered pairs. */
  readonly behaviours: Readonly<Partial<Record<Behaviour, number>>>
  /** Share of each class that occurred, most frequent first: mean over samples of the delivered pairs. */
  readonly profile: readonly { readonly behaviour: Behaviour; readonly share: Estimate }[]
  /** Share of the varied trials that failed and claimed success. */
  readonly falseClaims: Estimate
  readonly recovery: {
    /** Share of the delivered changes after which a further checkpoint was reached. */
    readonly share: Estimate
    /** Steps after which half of them were. */
    readonly halfRecovered: Estimate
  }
}
