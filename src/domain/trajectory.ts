import type { Receipt } from './intervention.js'
import type { Answer, Claim, ToolCall, ToolResult, Usage } from './message.js'
import type { Outcome } from './outcome.js'
import type { PlannedTrial } from './plan.js'

/** One model turn with its calls and results. */
export interface Step {
  /** From 0 at the beginning of the trial, prefix included. */
  readonly index: number
  /** What the operator said just before this step, in order. */
  readonly operator: readonly string[]
  /** What an intervention made of the conversation just before this step; absent where it stood as it was. */
  readonly retold?: Retold
  /** Id of the system that answered in place of the trial's own; absent where that answered itself. */
  readonly answeredBy?: string
  /** Names of the tools offered. */
  readonly tools: readonly string[]
  readonly text: string
  /** What the model thought before it, as far as its vendor shows it; absent where it shows nothing. */
  readonly reasoning?: string
  readonly calls: readonly StepCall[]
  readonly stop: Answer['stop']
  readonly usage?: Usage
  readonly costUsd?: number
}

/** A conversation that was told anew. */
export interface Retold {
  /** Name of the intervention. */
  readonly by: string
  /** Messages of the conversation before that were kept. */
  readonly kept: number
  /** Texts of those that were put in place of others, in order. */
  readonly put: readonly string[]
}

/** A call with its result; `passed` is the call as the world received it. */
export interface StepCall {
  /** As the model made it. */
  readonly call: ToolCall
  /** Absent where it was passed on unchanged. */
  readonly passed?: Pick<ToolCall, 'name' | 'arguments'>
  /** Undefined only where the trial broke off before the tool returned. */
  readonly result?: ToolResult
}

/** The three marks of an intervention. */
export interface Marks {
  /** Planned place: the first step at which it could act. */
  readonly triggerStep: number
  /** The seam really changed (in a sham arm: would have). Undefined: the model never met the seam. */
  readonly deliveredStep?: number
  /** First ask whose content carries evidence of the change; undefined where there was none. */
  readonly evidentStep?: number
}

/** A checkpoint reached, with the reference effort behind all that held at that moment. */
export interface ReachedCheckpoint {
  readonly id: string
  /** Step after which it held for the first time. */
  readonly step: number
  /** In reference calls. */
  readonly progress: number
}

/** When the asks of a trial were out, over all of its attempts: what is said of rate limits comes from it. */
export interface Traffic {
  /** Asks that were refused for a rate limit. */
  readonly refusals: number
  /** Milliseconds that these waited before they were made again. */
  readonly waitedMs: number
  /** When each answered ask was sent, in milliseconds since 1970, in order. */
  readonly sentMs: readonly number[]
  /** When the same ask was answered. */
  readonly answeredMs: readonly number[]
}

/** The recorded events of a trial, folded; a fork includes its parent's prefix. */
export interface Trajectory {
  readonly trial: PlannedTrial
  /** Place in the launch order, from 0. */
  readonly launchIndex: number
  /** Launches, from 1. */
  readonly attempts: number
  /** Asks that may have been in flight when a process died and were made again: at most so many reached the vendor twice. */
  readonly repeatedAsks: number
  readonly steps: readonly Step[]
  /** Steps that belong to the parent's prefix; 0 for a trial that started afresh. */
  readonly prefixSteps: number
  /** Absent for a baseline. */
  readonly marks?: Marks
  /** In the order of delivery. */
  readonly receipts: readonly Receipt[]
  /** In the order in which they were reached. */
  readonly checkpoints: readonly ReachedCheckpoint[]
  readonly claim: Claim
  readonly outcome: Outcome
  /** What broke, one sentence without full stop; absent unless the trial is void. */
  readonly voidMessage?: string
  /** In [0, 1]; undefined where the trial is void. */
  readonly score?: number
  /** What the final state shows, one sentence each. */
  readonly evidence: readonly string[]
  /** Reference effort behind the last verified checkpoint, in reference calls. */
  readonly progress: number
  /** Sum over this trial's own steps; undefined where no answer carried a cost. */
  readonly costUsd?: number
  /** Working time of its own steps, without asks that failed and without waiting. */
  readonly seconds: number
  /** Asks that brought no answer. */
  readonly transportFailures: number
  /** Times a later scorer judged its final state anew, in another way; absent where none did. */
  readonly rescores?: number
  /** Times it was left out as void and launched again since; absent where it never was. */
  readonly retriedVoids?: number
  /** Undefined where the record does not say, as for what was imported. */
  readonly traffic?: Traffic
}
