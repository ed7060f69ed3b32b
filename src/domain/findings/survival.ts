import type { FailureMode } from '../behaviour.js'
import type { Estimate, TestResult, Verdict } from '../estimate.js'
import type { LengthKind } from '../task.js'

/** Cumulative hazard at one exposure. */
export interface HazardPoint {
  /** In the unit of the spans, ascending. */
  readonly exposure: number
  /** Weight of the trials still on their way. */
  readonly atRisk: number
  /** Weight of those that failed here. */
  readonly failed: number
  /** Failures that a trial would meet up to here if it went on after each: 0 and above. */
  readonly hazard: number
  readonly low: number
  /** Undefined where nothing bounds it: fewer than two samples. */
  readonly high?: number
}

/** Survival of one system on the progress clock. */
export interface SurvivalFinding {
  readonly system: string
  /** What every exposure here counts. */
  readonly lengthKind: LengthKind
  readonly trials: number
  /** Trials that derailed; the others were still on track when they ended. */
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
  /** Cumulative hazard (Nelson-Aalen), ascending by exposure. */
  readonly hazards: readonly HazardPoint[]
}

/** Two systems on the same tasks: who stays on track for longer, by progress through the work. */
export interface SurvivalComparison {
  /** Label of the system that is held against the reference. */
  readonly system: string
  /** Label of the reference. */
  readonly reference: string
  /** What the exposures count. */
  readonly lengthKind: LengthKind
  /** Tasks that both tried. */
  readonly tasks: number
  /** Counted trials of both on these tasks. */
  readonly trials: number
  /** Three log-rank tests of the same curves. */
  readonly tests: {
    /** The one that decides: its variance lies between tasks. */
    readonly clustered: TestResult
    /** Within tasks: speaks of these very tasks. */
    readonly withinTasks: TestResult
    /** Within tasks as well, with early failures weighing more (Peto). */
    readonly early: TestResult
  }
  /** Which of the two derails earlier than expected, whether established or not. */
  readonly earlier: 'system' | 'reference' | 'neither'
  /** Of the deciding test; Holm over the systems held against the reference. */
  readonly correctedP?: number
  /** End up to which exposures are averaged, in the unit of `lengthKind`. */
  readonly end: {
    /** End that was used, above 0. */
    readonly value: number
    /** What was asked for: the longest task of the bank unless stated. */
    readonly wanted: number
    /** True where one of the two was not observed as far as wanted. */
    readonly isLowered: boolean
  }
  /** Mean exposure on track up to the end. */
  readonly onTrack: {
    /** Of the reference, in the unit of `lengthKind`. */
    readonly reference: Estimate
    /** Of the system. */
    readonly system: Estimate
  }
  /** Exposure on track up to the end, reference minus system: positive means that the system derails earlier. */
  readonly difference: Estimate
  /** That the difference is 0; absent where it is undetermined. */
  readonly differenceTest?: TestResult
  /** The same with trials that a limit ended taken for "at least so far" instead of derailed. */
  readonly limitsCensored: {
    /** As `difference`, up to the end that these readings reach. */
    readonly difference: Estimate
    /** As `tests.clustered`. */
    readonly clustered: TestResult
  }
  /** Of the deciding test. */
  readonly verdict: Verdict
  /** After correction for how many systems are held against the reference. */
  readonly correctedVerdict: Verdict
  /** The finding in plain sentences. */
  readonly words: readonly string[]
}

/** What ends a trial on the clock of steps. */
export type EndCause = FailureMode | 'limit' | 'solved'

/** How the trials of one system end, step by step: shares that can be stacked. */
export interface FailureModes {
  /** Label of the system. */
  readonly system: string
  /** Counted trials with a number of steps. */
  readonly trials: number
  /** Causes that occur, in the order in which they are stacked; `solved` last. */
  readonly causes: readonly EndCause[]
  /** Ascending by step. */
  readonly points: readonly {
    /** Number of the step, from 1. */
    readonly exposure: number
    /** Trials that were still on their way. */
    readonly atRisk: number
    /** Share still on its way; with the shares of all causes it makes 1. */
    readonly alive: number
    /** In the order of `causes`, with bands clustered by sample. */
    readonly shares: readonly {
      /** One of `causes`. */
      readonly cause: EndCause
      /** Share of the trials that it has ended so far, in [0, 1]. */
      readonly share: number
      /** Lower edge of its band. */
      readonly low: number
      /** Upper edge of its band. */
      readonly high: number
    }[]
  }[]
  /** Share of each cause when the last trial has ended. */
  readonly final: readonly { readonly cause: EndCause; readonly share: Estimate }[]
  /** The same with a limit as a cause of its own instead of "at least so far". */
  readonly finalWithLimits: readonly { readonly cause: EndCause; readonly share: Estimate }[]
  /** Trials left out, by reason in words. */
  readonly excluded: Readonly<Record<string, number>>
  /** The finding in plain sentences. */
  readonly words: readonly string[]
}

/** Whether a hazard changes with the steps already made. */
export type HazardDirection = 'rises' | 'falls' | 'cannot-tell'

/** Whether one system derails ever more easily the longer a run lasts. */
export interface HazardTrend {
  /** Label of the system. */
  readonly system: string
  /** Counted trials with a number of steps. */
  readonly trials: number
  /** Trials that derailed. */
  readonly failures: number
  /** From `withinFamilies` where there are several families, else from `slope`; never to be shown without `caution`. */
  readonly direction: HazardDirection
  /** Over all trials: above 0 the chance to derail at a step rises; twice the steps make it 2^slope-fold. */
  readonly slope: Estimate
  /** That `slope` is 0; absent where it is undetermined. */
  readonly slopeTest?: TestResult
  /** One slope, each family with a level of its own: closer to what happens within a run. */
  readonly withinFamilies: Estimate
  /** That `withinFamilies` is 0; absent where it is undetermined. */
  readonly withinFamiliesTest?: TestResult
  /** Each family alone, sorted by name. */
  readonly byFamily: readonly {
    /** Name of the family. */
    readonly family: string
    /** As `slope`, of its trials alone. */
    readonly slope: Estimate
    /** Where the interval of this slope lies. */
    readonly direction: HazardDirection
  }[]
  /** `slope` with a limit taken for a failure instead of "at least so far". */
  readonly limitsAsFailures: Estimate
  /** Failures for each step, in stretches of steps that double. */
  readonly lifeTable: readonly LifeTableRow[]
  /** On the progress clock, for each kind of length. */
  readonly onProgress: readonly {
    /** What the exposures count. */
    readonly lengthKind: LengthKind
    /** Weibull shape: 1 for a constant hazard, above it rises. */
    readonly shape: Estimate
    /** Likelihood ratio, one-sided for a hazard that rises. */
    readonly shapeTest?: TestResult
    /** Failures for each unit of length if the hazard were constant; without a failure an upper bound. */
    readonly rate: Estimate
  }[]
  /** What a pooled hazard cannot show, in words; belongs to every rendering of this finding. */
  readonly caution: string
  /** The finding in plain sentences. */
  readonly words: readonly string[]
}

/** Failures and steps in one stretch of the clock of steps. */
export interface LifeTableRow {
  /** First step of the stretch, from 1. */
  readonly from: number
  /** Its last step. */
  readonly to: number
  /** Trials still on their way when it begins. */
  readonly entered: number
  /** Steps made within it by all trials. */
  readonly steps: number
  /** Trials that derailed within it. */
  readonly failures: number
  /** Chance to derail at one step, in [0, 1]. */
  readonly hazard: number
  /** Lower edge of its band. */
  readonly low: number
  /** Upper edge of its band. */
  readonly high: number
}
