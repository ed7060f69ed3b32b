import type { Estimate, GateWord } from '../estimate.js'

/** A session of live work that was given to a system after the decision, as a table tells it. */
export interface ServedSession {
  /** Label of the system, as the decision says it. */
  readonly system: string
  /** Scope of work, as the decision says it. */
  readonly scope: string
  /** Seconds from any origin, the same for the whole table; undefined where the table has no times. */
  readonly beganAt?: number
  /** When the work ended, where that is known; delays count from here, else from the beginning. */
  readonly endedAt?: number
  /** When its result became known. */
  readonly knownAt?: number
  /** Success in [0, 1]; undefined where it is not known. */
  readonly result?: number
  /** Chance that a session like this gets a result at all, in (0, 1]; 1 where left out. */
  readonly propensity?: number
}

/** One day's comparison of answers to fixed prompts, as a table tells it. */
export interface CanaryReading {
  /** Label of the system. */
  readonly system: string
  /** Name of the day, as it is written. */
  readonly day: string
  /** p-value of the comparison, in (0, 1]. */
  readonly p: number
  /** Part of the answers from before that the day was held against; undefined where all days use the same ones. */
  readonly part?: string
}

/**
 * What became of TRUST since the decision. `kept`: it stands. `withdrawn`: live work speaks against it. `frozen`: an alarm
 * sounded, and a new probe has to tell. `not-held`: there was none, and live work cannot grant it.
 */
export type TrustStanding = 'kept' | 'withdrawn' | 'frozen' | 'not-held'

/** Sessions of one system and scope by whether they count yet. */
export interface SessionCounts {
  /** All of them. */
  readonly served: number
  /** Old enough, and with a result. */
  readonly counted: number
  /** Too young: what would be heard of them early is too good. */
  readonly young: number
  /** Old enough, and still without a result. */
  readonly open: number
}

/** What is believed of a system's success: a beta distribution whose past fades. */
export interface LiveBelief {
  /** Share of successes that is expected of the next session. */
  readonly mean: number
  /** Lower end of the middle 90 %. */
  readonly low: number
  /** Upper end of the middle 90 %. */
  readonly high: number
  /** Sessions' worth of evidence in it, the decision's runs included. */
  readonly weight: number
  /** Sessions' worth of evidence that the decision's runs gave at the beginning. */
  readonly fromDecision: number
  /** Chance that success lies below the required one, in [0, 1]. */
  readonly chanceBelow: number
}

/** Whether success fell since the decision. */
export interface LiveDrift {
  /** Success that is still fine: the lower 90 % bound of the decision's runs. */
  readonly floor: number
  /** Sessions between two false alarms, on average, at least. */
  readonly averageRunLength: number
  /** Evidence that success fell, up to the alarm or to the last session; an alarm is given at `averageRunLength`. */
  readonly evidence: number
  /** Counted sessions up to the alarm; absent where there is none. */
  readonly alarmAfter?: number
  /** When that session began, as the table writes it; absent where there is no alarm or no time. */
  readonly alarmAt?: string
}

/** How one system stands in one scope of work after the sessions since. */
export interface LiveCell {
  /** Scope of work, as in the decision. */
  readonly scope: string
  /** Label of the system. */
  readonly system: string
  /** Word of the decision. */
  readonly before: GateWord
  /** Word now: never better than before. */
  readonly now: GateWord
  /** What became of TRUST. */
  readonly standing: TrustStanding
  /** How many sessions there are, and which of them count. */
  readonly sessions: SessionCounts
  /** Success of the counted sessions, each standing for those like it that got no result. */
  readonly success: Estimate
  /** What is believed now. */
  readonly belief: LiveBelief
  /** Absent where the decision's runs give no success to fall from. */
  readonly drift?: LiveDrift
  /** The finding in plain sentences. */
  readonly words: readonly string[]
}

/** How long it takes until results are heard, in one scope of work. */
export interface FeedbackDelay {
  /** Scope of work, as in the decision. */
  readonly scope: string
  /** Time within which 95 % of results are heard; absent where it cannot be told. */
  readonly seconds?: number
  /**
   * `open-sessions`: Kaplan-Meier, sessions without a result still open. `labelled-only`: of the sessions that got one,
   * where others never will. `no-times`: the table does not say when.
   */
  readonly method: 'open-sessions' | 'labelled-only' | 'no-times'
  /** The finding in one plain sentence. */
  readonly words: string
}

/** What daily answers to fixed prompts say of one system. */
export interface CanaryFinding {
  /** Label of the system. */
  readonly system: string
  /** Days in the table. */
  readonly days: number
  /** Evidence that its answers changed, at its largest. */
  readonly evidence: number
  /** Evidence at which an alarm is given: days between two false alarms, at least, where every part is fresh. */
  readonly averageRunLength: number
  /** True where days share a part of the answers from before: they are averaged then, which is slower. */
  readonly isPartShared: boolean
  /** Days up to the alarm; absent where there is none. */
  readonly alarmAfter?: number
  /** Name of that day. */
  readonly alarmAt?: string
  /** The finding in one plain sentence. */
  readonly words: string
}

/** How a decision stands after the sessions that were served since. */
export interface LiveFinding {
  /** The moment up to which is counted, as a date or in seconds; absent where the table has no times. */
  readonly asOf?: string
  /** Success that the decision requires, in (0, 1). */
  readonly requiredSuccess: number
  /** Sessions after which a session counts half. */
  readonly halfLife: number
  /** Scope by scope, the systems that were trusted or got sessions. */
  readonly cells: readonly LiveCell[]
  /** Scope by scope, where there are sessions. */
  readonly delays: readonly FeedbackDelay[]
  /** One for each system of the canary table; empty without one. */
  readonly canaries: readonly CanaryFinding[]
  /** Sessions that the decision says nothing of, by reason in words. */
  readonly excluded: Readonly<Record<string, number>>
  /** What matters first, in plain sentences. */
  readonly words: readonly string[]
}
