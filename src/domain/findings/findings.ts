import type { Behaviour } from '../behaviour.js'
import type { Estimate, GateWord, TestResult, Verdict } from '../estimate.js'
import type { Provenance } from '../system.js'
import type { LengthKind } from '../task.js'

/** What a set of rows is cut by. */
export interface Slice {
  readonly kind: 'all' | 'stratum' | 'family' | 'scope'
  readonly name: string
}

/** Success of one system on one slice. */
export interface SystemSuccess {
  readonly system: string
  readonly slice: Slice
  readonly solved: number
  readonly success: Estimate
  /** The same without trials that a limit ended, which otherwise count as not solved; absent where there are none. */
  readonly withoutLimits?: Estimate
  /** pass^k for k = 1, 2, ... where repeats allow; empty otherwise. */
  readonly passAllOf: readonly { readonly k: number; readonly estimate: Estimate }[]
  readonly meanCostUsd?: number
  readonly meanSeconds?: number
  /** Cost of all counted trials over finished ones, with interval; undetermined where costs are missing. */
  readonly costPerFinishedJobUsd: Estimate
  /** Rows left out, by reason in words. */
  readonly excluded: Readonly<Record<string, number>>
}

/** A system against the reference on the same tasks. */
export interface PairComparison {
  readonly system: string
  readonly reference: string
  readonly slice: Slice
  /** Tasks with a known binary result for both; undefined where scores are fractional or repeats differ. */
  readonly discordant?: {
    readonly both: number
    readonly onlyReference: number
    readonly onlySystem: number
    readonly neither: number
  }
  readonly pairs: number
  /** Reference minus system: positive means that the system is behind. In [-1, 1]. */
  readonly difference: Estimate
  /** The same without trials that a limit ended; absent where there are none. */
  readonly withoutLimits?: Estimate
  readonly test?: TestResult
  /** Holm over all systems and slices of the same kind. */
  readonly correctedP?: number
  readonly verdict: Verdict
  readonly correctedVerdict: Verdict
}

/** The gap beyond the narrow gap. */
export interface ShadowFinding {
  readonly system: string
  readonly reference: string
  /** `longer-work`, or `other-work` where one benchmark is held against another. */
  readonly contrast: 'longer-work' | 'other-work'
  /** How the two sides of the contrast are called on the page, such as `swe-bench` and `gaia + commit0`. */
  readonly names: { readonly narrow: string; readonly long: string }
  readonly narrowGap: Estimate
  readonly longGap: Estimate
  /** In [-2, 2]; positive: further behind on the long side. */
  readonly shadow: Estimate
  readonly shadowTest?: TestResult
  /** The same question without a distribution: labels or signs exchanged. */
  readonly shadowPermutation?: TestResult
  /** Holm over the systems held against the reference. */
  readonly correctedP?: number
  /** OR long over OR narrow; above 1: further behind than a uniform weakness explains. */
  readonly oddsRatio: Estimate
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
  readonly design: 'matched-families' | 'two-samples'
  /** Named where fewer than six families carry the verdict. */
  readonly bank?: string
  readonly verdict: Verdict
  /** After correction for how many systems are held against the reference. */
  readonly correctedVerdict: Verdict
  /** The finding in one or two plain sentences. */
  readonly words: readonly string[]
}

/** Survival of one system on the progress clock. */
export interface SurvivalFinding {
  readonly system: string
  readonly lengthKind: LengthKind
  readonly trials: number
  readonly failures: number
  /** Ascending by exposure. */
  readonly points: readonly {
    readonly exposure: number
    readonly atRisk: number
    readonly failed: number
    readonly censored: number
    readonly alive: number
    readonly low: number
    readonly high: number
  }[]
  /** Exposure at which half have derailed. */
  readonly median: Estimate
}

/** What one intervention does to one system. */
export interface InterventionFinding {
  readonly system: string
  /** Its name; with dose or trigger where the plan has it more than once. */
  readonly intervention: string
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
}

/** How a study that stops when it is settled stands on one cell. */
export interface SettledGate {
  readonly word: GateWord
  /**
   * `settled`: final. `open`: more trials are wanted. `waiting`: for a cheaper system. `not-needed`: a cheaper system is
   * trusted here. `assumed`: failed a narrower scope and was not tried.
   */
  readonly state: 'settled' | 'open' | 'waiting' | 'not-needed' | 'assumed'
  /** Counted trials that the word rests on, in launch order. */
  readonly trials: number
  readonly successes: number
  /** Distinct tasks among them. */
  readonly tasks: number
  /** The cap. */
  readonly mostTrials: number
  /** The finding in one plain sentence. */
  readonly words: string
}

/** One cell of the decision: a system for a scope of work. */
export interface DecisionCell {
  readonly scope: string
  readonly system: string
  readonly provenance: Provenance
  readonly requiredSuccess: number
  readonly success: Estimate
  /** `fit` when the lower bound reaches the requirement, `not-fit` when the upper bound misses it. */
  readonly fit: 'fit' | 'not-fit' | 'undecided'
  /** In a study that stops when it is settled; its interval then holds whenever one stops. */
  readonly gate?: SettledGate
  /** About how many more trials would settle it. */
  readonly moreTrials?: number
  readonly moreUsd?: number
  readonly attemptCostUsd?: number
  /** Share of failures that are noticed, in [0, 1]: as the claims say, or as the user states; absent where neither does. */
  readonly noticedShare?: number
  readonly costPerFinishedJobUsd: Estimate
  /** Against the reference: cost of one failure above which the cheaper system stops paying. */
  readonly breakEven?: BreakEven
}

/** Loud failures are noticed and redone; silent ones are taken for right. Both in US dollars a failure, the other being free. */
export interface BreakEven {
  readonly cheaper: string
  readonly dearer: string
  /** Undefined where the cheaper system wins at any price of a failure. */
  readonly loudUsd?: number
  readonly silentUsd?: number
  readonly words: string
}

/** The decision that leads the report. */
export interface Decision {
  readonly requiredSuccess: number
  readonly level: number
  readonly reference: string
  readonly cells: readonly DecisionCell[]
  /** The 2x2 of scope and provenance. */
  readonly byProvenance: readonly {
    readonly scope: string
    readonly provenance: Provenance['kind']
    readonly systems: number
    readonly fit: number
    readonly undecided: number
    readonly success: Estimate
  }[]
  /** For each scope the system to use, or the reference where nothing cheaper is fit, or nothing. */
  readonly choices: readonly {
    readonly scope: string
    readonly system?: string
    readonly words: string
  }[]
  readonly words: readonly string[]
}
