import type { Arm, Claim, JsonObject, LimitKind, Marks, Retold, Seam, Stratum, TrialEnd } from '../../domain/index.js'
import type { AttemptNote } from '../../probe/index.js'

/** Where a trial stands: its outcome, or why it has none. */
export type Standing = 'solved' | 'failed' | 'censored' | 'void' | 'unknown' | 'waiting' | 'running' | 'cancelled'

/** What every document about the record of a study begins with. */
interface AboutStudy {
  readonly schemaVersion: 1
  /** ISO date and time, given by the caller. */
  readonly createdAt: string
  readonly versions: Readonly<Record<string, string>>
  /** Name of the record's file. */
  readonly study: string
}

/** Which trial is meant. */
export interface TrialName {
  readonly trial: string
  readonly system: string
  readonly sample: string
  readonly family: string
  readonly stratum: Stratum
  /** From 0. */
  readonly repeat: number
  readonly arm: Arm
  /** Absent for a baseline. */
  readonly intervention?: string
}

/** One trial as a row of the list. */
export interface ListedTrial extends TrialName {
  readonly outcome: Standing
  /** The limit or the cause of a void, or that a failure was claimed to be done; absent where there is nothing to say. */
  readonly why?: string
  /** Absent where it was never launched, as are its launches. */
  readonly steps?: number
  /** Absent where no cost is known. */
  readonly costUsd?: number
  readonly launches?: number
}

/** What `leadline inspect` lists. */
export interface TrialsDocument extends AboutStudy {
  readonly kind: 'trials'
  readonly total: number
  /** How many trials stand where; one that occurs nowhere is absent. */
  readonly counts: Readonly<Partial<Record<Standing, number>>>
  readonly trials: readonly ListedTrial[]
}

/** One launch of a trial, or a judgement of a later scorer. */
export interface Launch extends Omit<AttemptNote, 'beganAt' | 'isRescore'> {
  /** ISO date and time. */
  readonly beganAt: string
  readonly isRescore: boolean
}

/** One change that was made, or in a sham arm would have been. */
export interface ShownReceipt {
  readonly step: number
  readonly intervention: string
  readonly seam: Seam
  readonly place: string
  readonly beforeHash: string
  readonly afterHash: string
  /** Why the verifier does not confirm it; absent where it does. */
  readonly refuted?: string
}

/** One turn of a trial, in full. */
export interface ShownStep {
  readonly index: number
  /** What an intervention made of the conversation just before; absent where it stood as it was. */
  readonly retold?: Retold
  readonly operator: readonly string[]
  /** Label of the system that answered in place of the trial's own; absent where that answered itself. */
  readonly answeredBy?: string
  /** What the model thought before, as far as its vendor shows it. */
  readonly reasoning?: string
  readonly text: string
  readonly stop: 'calls' | 'end' | 'length' | 'refusal'
  readonly calls: readonly {
    readonly name: string
    readonly arguments: JsonObject
    /** The call as the world received it; absent where it was passed on unchanged. */
    readonly passed?: { readonly name: string; readonly arguments: JsonObject }
    /** Absent where no return is recorded. */
    readonly result?: { readonly text: string; readonly isError: boolean }
  }[]
}

/** What `leadline inspect TRIAL` shows, with every text in full. */
export interface TrialDocument extends AboutStudy, ListedTrial {
  readonly kind: 'trial'
  readonly referenceCalls: number
  readonly dose?: JsonObject
  readonly expects: 'solution' | 'infeasible'
  readonly parent?: { readonly trial: string; readonly step: number }
  /** Steps at its beginning that are its parent's. */
  readonly prefixSteps?: number
  readonly end?: ShownEnd
  /** Ends that a later launch has taken back. */
  readonly takenBack: readonly ShownEnd[]
  readonly claim?: Claim
  readonly score?: number
  readonly progress?: number
  readonly seconds?: number
  readonly evidence: readonly string[]
  readonly attempts: readonly Launch[]
  readonly marks?: Marks
  readonly receipts: readonly ShownReceipt[]
  /** Changes that no receipt tells of. */
  readonly undeclared: readonly string[]
  readonly transcript: readonly ShownStep[]
}

/** What ended a trial. */
export interface ShownEnd {
  readonly kind: TrialEnd['kind']
  readonly limit?: LimitKind
  readonly cause?: string
  readonly message?: string
}

/** A judgement of a final state. */
export interface ShownJudgement {
  readonly outcome: 'solved' | 'failed' | 'censored' | 'void' | 'unknown'
  readonly score?: number
  /** In reference calls. */
  readonly progress: number
  readonly evidence: readonly string[]
}

/** What `leadline rescore` found. */
export interface RescoreDocument extends AboutStudy {
  readonly kind: 'rescore'
  readonly counts: {
    readonly trials: number
    readonly same: number
    readonly changed: number
    readonly notJudged: number
  }
  readonly changed: readonly (TrialName & { readonly before: ShownJudgement; readonly now: ShownJudgement })[]
  /** Baselines that were judged, for each system. */
  readonly systems: readonly {
    readonly system: string
    readonly baselines: number
    readonly solvedBefore: number
    readonly solvedNow: number
    readonly shareBefore: number
    readonly shareNow: number
  }[]
  readonly notJudged: readonly { readonly reason: string; readonly trials: number }[]
  /** New judgements that were written beside the old ones; absent where that was not asked for. */
  readonly kept?: number
}

/** What `leadline cancel` did. */
export interface CancelDocument extends AboutStudy {
  readonly kind: 'cancel'
  readonly system: string
  /** Trials that will not be run. */
  readonly withdrawn: number
}
