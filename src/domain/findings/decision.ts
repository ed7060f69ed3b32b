import type { Estimate, GateWord } from '../estimate.js'
import type { Provenance } from '../system.js'
import type { BreakEvenLength } from './break-even-length.js'

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
  /** Of these trials, those that were solved. */
  readonly successes: number
  /** Distinct tasks among them. */
  readonly tasks: number
  /** The cap. */
  readonly mostTrials: number
  /** The finding in one plain sentence. */
  readonly words: string
  /** Held against the reference pair by pair, in launch order; absent for the reference, and where they share no launch. */
  readonly besideReference?: {
    /** TRUST: not worse by the margin of the study or more; DO NOT TRUST: worse. */
    readonly word: GateWord
    readonly pairs: number
    /** System minus reference, in [-1, 1]; holds whenever one stops. */
    readonly difference: Estimate
    readonly words: string
  }
}

/** One cell of the decision: a system for a scope of work. */
export interface DecisionCell {
  /** Form of work, family, or what the user names. */
  readonly scope: string
  readonly system: string
  readonly provenance: Provenance
  /** In (0, 1). */
  readonly requiredSuccess: number
  /** In [0, 1]. */
  readonly success: Estimate
  /** `fit` when the lower bound reaches the requirement, `not-fit` when the upper bound misses it. */
  readonly fit: 'fit' | 'not-fit' | 'undecided'
  /** In a study that stops when it is settled; its interval then holds whenever one stops. */
  readonly gate?: SettledGate
  /** About how many more trials would settle it. */
  readonly moreTrials?: number
  /** What these trials would cost; absent where no cost is known. */
  readonly moreUsd?: number
  /** Mean over the counted trials that carry a cost; absent where none does. */
  readonly attemptCostUsd?: number
  /** Share of failures that are noticed, in [0, 1]: as the claims say, or as the user states; absent where neither does. */
  readonly noticedShare?: number
  /** Cost of all counted trials over finished ones, with what failures cost where they have a price. */
  readonly costPerFinishedJobUsd: Estimate
  /** Of a system with cheaper attempts than the reference, where the costs of both are known. */
  readonly saving?: Saving
  /** Against the reference: cost of one failure above which the cheaper system stops paying. */
  readonly breakEven?: BreakEven
}

/** Loud failures are noticed and redone; silent ones are taken for right. Both in US dollars a failure, the other being free. */
export interface BreakEven {
  /** Label of the system whose attempt costs less. */
  readonly cheaper: string
  /** Label of the other one. */
  readonly dearer: string
  /** Undefined where the cheaper system wins at any price of a failure. */
  readonly loudUsd?: number
  /** As `loudUsd`, for failures that nobody notices. */
  readonly silentUsd?: number
  /** The finding in one plain sentence, without its full stop. */
  readonly words: string
}

/** How sure it is that a system is cheaper than the reference for each finished job. */
export interface Saving {
  /** Cost of a finished job of the system, in US dollars: median and 90 % interval of what the measurement leaves possible. */
  readonly candidateUsd: Estimate
  /** The same of the reference. */
  readonly referenceUsd: Estimate
  /** Share of what is possible in which the system is cheaper, in [0, 1]. */
  readonly cheaper: number
  /** Cost of a noticed failure that was used, in US dollars. */
  readonly failureUsd: number
  /** False where one attempt of the reference stands in for it. */
  readonly isFailureEntered: boolean
  /** The system is fit, and cheaper in at least 90 % of what is possible. */
  readonly routesDown: boolean
  readonly words: string
  /** What a failure was taken to cost, in words. */
  readonly basis: string
}

/** The decision that leads the report. */
export interface Decision {
  /** In (0, 1). */
  readonly requiredSuccess: number
  /** Confidence level of the intervals, in (0, 1). */
  readonly level: number
  /** Label of the system that the others are held against. */
  readonly reference: string
  /** Scope by scope, every system of the study in each. */
  readonly cells: readonly DecisionCell[]
  /**
   * Up to which length of a job each other system is cheaper, over all scopes and for each kind of length. Absent where
   * the study stops when it is settled; without an entry where neither attempts nor failures cost anything.
   */
  readonly breakEvenLengths?: readonly BreakEvenLength[]
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
  /** The decision in plain sentences. */
  readonly words: readonly string[]
}
