import type { Arm, JsonObject, ParentStep, ProbeCoordinates } from './identity.js'
import type { Model } from './message.js'
import type { Price, Provenance, System } from './system.js'
import type { Sample } from './task.js'

/** Limits of one trial; undefined means none. */
export interface Limits {
  /** Model turns. */
  readonly steps?: number
  /** Input and output tokens together. */
  readonly tokens?: number
  readonly seconds?: number
  readonly costUsd?: number
}

/** A system with the model that answers for it. */
export interface Candidate {
  readonly system: System
  readonly provenance: Provenance
  readonly model: Model
  readonly price?: Price
  /** Longest answer in tokens, which the model has to keep: bounds what one ask can cost. 4,096 where left out. */
  readonly maxOutputTokens?: number
}

/** One trial to be run; its id is made from its coordinates, so a rerun finds it. */
export interface PlannedTrial {
  readonly id: string
  readonly pairId: string
  readonly systemId: string
  readonly sampleId: string
  readonly repeat: number
  readonly arm: Arm
  readonly probe?: ProbeCoordinates
  readonly parent?: ParentStep
  /** Random place in the launch order, so that systems and arms meet the same weather. In [0, 1). */
  readonly order: number
  /** `infeasible`: no solution exists under the intervention, and saying so is the right answer. */
  readonly expects: 'solution' | 'infeasible'
}

/** A probe of a plan: which intervention, how strong, and where it is triggered. */
export interface PlannedProbe {
  readonly intervention: string
  readonly dose: JsonObject
  /** Share of the parent's steps after which it is triggered, in [0, 1). */
  readonly trigger: number
}

/** Everything a study will do, fixed before it starts. Equal plans have equal ids. */
export interface Plan {
  readonly id: string
  readonly name: string
  readonly seed: number
  readonly systems: readonly { readonly id: string; readonly system: System; readonly provenance: Provenance }[]
  readonly referenceSystemId: string
  readonly samples: readonly Sample[]
  readonly repeats: number
  readonly probes: readonly PlannedProbe[]
  /** Repeats of a sample that are forked, from the first; at most `repeats`. */
  readonly forkRepeats: number
  /** A sample passes for a system when at least `solved` of its `of` baselines are solved. */
  readonly gate: { readonly solved: number; readonly of: number }
  readonly limits: LimitRule
  readonly level: number
  /** Equivalence margin of the shadow and of intervention effects, in [0, 1]. */
  readonly margin: number
  readonly budgetUsd?: number
}

/** Steps allowed: `stepsPerReferenceCall` times the reference length plus `extraSteps`; the rest as in `Limits`. */
export interface LimitRule extends Limits {
  readonly stepsPerReferenceCall: number
  readonly extraSteps: number
}
