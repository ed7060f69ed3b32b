import type {
  Arm,
  Behaviour,
  BehaviourVerdict,
  CalibrationRow,
  Claim,
  Decision,
  EscalationFinding,
  FailureModes,
  HazardTrend,
  HorizonComparison,
  HorizonFinding,
  InterventionFinding,
  JudgeFinding,
  LiveFinding,
  ManifoldFinding,
  Marks,
  NextTrials,
  Outcome,
  PairComparison,
  Screen,
  ShadowFinding,
  Stratum,
  SurvivalComparison,
  SurvivalFinding,
  SystemSuccess,
} from '../domain/index.js'

/** Everything that a report shows, in one versioned value: the page, the terminal and the JSON are views of it. */
export interface ReportDocument {
  readonly schemaVersion: 1
  readonly kind: 'report'
  /** `live`: trials run by Leadline; `recorded`: runs made elsewhere. */
  readonly source: 'live' | 'recorded'
  /** True where the systems are models embedded in Leadline: the page then says that it proves the gauge only. */
  readonly isInstrumentCheck: boolean
  readonly title: string
  /** ISO date and time, given by the caller. */
  readonly createdAt: string
  /** Versions by name, such as `leadline` and `format`. */
  readonly versions: Readonly<Record<string, string>>
  /** Seeds by what they seed. */
  readonly seeds: Readonly<Record<string, number>>
  readonly counts: ReportCounts
  /** One plain sentence that goes against expectation. */
  readonly surprise?: string
  readonly decision?: Decision
  /** How the decision stands after the sessions served since; absent where none were given. */
  readonly live?: LiveFinding
  readonly analysis?: Analysis
  /** When a running session should be moved to a stronger model; absent where the record shows no steps. */
  readonly escalations?: readonly EscalationFinding[]
  /** How a number of further trials that was asked for is best split to learn the shadow. */
  readonly nextTrials?: NextTrials
  readonly interventions?: readonly InterventionFinding[]
  /** Which system, change and family of work deserve a closer look; absent for recorded runs. */
  readonly screen?: Screen
  readonly behaviours?: readonly BehaviourMix[]
  readonly calibration?: readonly CalibrationRow[]
  /** Competence over longer and more disturbed work; absent where it was not measured. */
  readonly manifold?: ManifoldFinding
  readonly trials?: readonly TrialEntry[]
  readonly transcripts?: TranscriptBook
  readonly method: readonly MethodNote[]
  readonly exclusions: readonly Exclusion[]
  /** Changes that could not be made, with what was missing; absent for recorded runs. */
  readonly notApplicable?: readonly NotApplicableCount[]
}

/** How much stands behind the report. */
export interface ReportCounts {
  readonly systems: number
  /** Samples: the unit of evidence. */
  readonly samples: number
  /** All trials that ended, whether counted or not. */
  readonly trials: number
  readonly spentUsd?: number
  /** Asks that may have been under way when a process stopped or died and were made again: at most so many; absent for recorded runs, as are the next two. */
  readonly repeatedAsks?: number
  /** Asks that got no answer and were made again: the models never learnt of them. */
  readonly failedAsks?: number
  /** Launches beyond the first of each trial, after a stop, a kill or something that broke around the model. */
  readonly relaunches?: number
  /** Trials whose final state a later scorer judged in another way; absent where there are none. */
  readonly rescored?: number
  /** Trials that were left out as void and launched again since; absent where there are none. */
  readonly retriedVoids?: number
  /**
   * Sham runs that were whole runs on a server that nobody can bring back to a state, and those of them that ended
   * otherwise than the baseline of their pair; absent where there is no such server.
   */
  readonly wholeRuns?: { readonly shams: number; readonly shamsUnlikeBaseline: number }
}

/** What outcomes alone say: success, differences, shadow and survival. */
export interface Analysis {
  readonly successes: readonly SystemSuccess[]
  readonly pairs: readonly PairComparison[]
  readonly shadows: readonly ShadowFinding[]
  readonly survival: readonly SurvivalFinding[]
  /** How far each system goes, for each kind of length. */
  readonly horizons: readonly HorizonFinding[]
  /** The others beside the reference, by length. */
  readonly horizonComparisons: readonly HorizonComparison[]
  /** The others beside the reference: who stays on track for longer. Absent where the record shows no progress. */
  readonly survivalComparisons?: readonly SurvivalComparison[]
  /** How the trials of each system end, step by step. Absent where the record shows no steps. */
  readonly failureModes?: readonly FailureModes[]
  /** Whether each system derails ever more easily the longer a trial lasts. Absent where the record shows no steps. */
  readonly hazardTrends?: readonly HazardTrend[]
  /** How the judge that told the outcomes erred where it was audited; absent where no trial was. */
  readonly judge?: readonly JudgeFinding[]
  /** Which system and family of work deserve a closer look; absent where there are too few families. */
  readonly screen?: Screen
  /** What the data cannot say, one sentence each. */
  readonly cannotSay: readonly string[]
}

/** How often one system showed each behaviour after a delivered change. */
export interface BehaviourMix {
  readonly system: string
  /** Trials by main class; a class that never occurred may be absent. */
  readonly counts: Readonly<Partial<Record<Behaviour, number>>>
  /** Ids of trials that show the class, a few each. */
  readonly examples: Readonly<Partial<Record<Behaviour, readonly string[]>>>
}

/** One trial as a row of the table. */
export interface TrialEntry {
  /** Trial id; for recorded runs any text that is unique in the document. */
  readonly id: string
  readonly system: string
  readonly sample: string
  readonly family?: string
  readonly stratum?: Stratum
  /** From 0. */
  readonly repeat: number
  /** Absent for recorded runs. */
  readonly arm?: Arm
  readonly intervention?: string
  readonly outcome: Outcome['kind']
  /** The limit, the cause of a void, or the reason why a recorded row does not count. */
  readonly detail?: string
  readonly claim?: Claim
  readonly behaviour?: Behaviour
  readonly steps?: number
  readonly costUsd?: number
  readonly seconds?: number
  /** Trial whose prefix this one shares. */
  readonly parent?: string
}

/** Transcripts of many trials; a text that occurs more than once is stored once. */
export interface TranscriptBook {
  readonly texts: readonly string[]
  readonly trials: readonly Transcript[]
}

/** One trial for people. A fork holds its own steps only and names the parent that has the others. */
export interface Transcript {
  readonly id: string
  /** The first `steps` steps are the parent's; its transcript is in the same book. */
  readonly parent?: { readonly id: string; readonly steps: number }
  /** Index of the standing rules in `texts`. */
  readonly instructions?: number
  readonly steps: readonly TranscriptStep[]
  readonly marks?: Marks
  readonly behaviour?: BehaviourVerdict
  readonly claim: Claim
  readonly outcome: Outcome['kind']
  /** What the final state shows, one sentence each. */
  readonly evidence: readonly string[]
}

/** One model turn; numbers are indexes into the book's texts. */
export interface TranscriptStep {
  readonly index: number
  readonly operator: readonly number[]
  readonly text: number
  /** What the model thought, as far as its vendor shows it; cut where it is long. Absent where nothing is shown. */
  readonly reasoning?: number
  /** Characters that the cut left out of it; absent where it is whole. */
  readonly reasoningLeftOut?: number
  readonly calls: readonly TranscriptCall[]
}

/** A call with its arguments as JSON text and its result. */
interface TranscriptCall {
  readonly name: string
  readonly arguments: number
  /** Undefined where the trial broke off before the tool returned. */
  readonly result?: number
  readonly isError: boolean
}

/** How something was done, for readers who want to check it. */
export interface MethodNote {
  readonly title: string
  readonly words: string
}

/** Trials that do not count, and why. */
export interface Exclusion {
  /** System, or `all systems`. */
  readonly where: string
  readonly reason: string
  readonly trials: number
  /** What broke in the first of them, where the record says it. */
  readonly example?: string
}

/** Fork points at which a change could not be made: nothing ran there, so nothing is left out. */
export interface NotApplicableCount {
  /** System. */
  readonly where: string
  readonly intervention: string
  /** The capability that was missing, such as `solve`. */
  readonly missing: string
  readonly forkPoints: number
}
