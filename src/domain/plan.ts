import { type Arm, canonicalJson, type JsonObject, type ParentStep, type ProbeCoordinates } from './identity.js'
import { type Onset, onsetWords } from './intervention.js'
import type { Model } from './message.js'
import type { Account, Agent, Price, Provenance, System, TrialModel } from './system.js'
import type { Sample } from './task.js'
import { percent } from './units.js'

/** Limits of one trial; undefined means none. */
export interface Limits {
  /** Model turns. */
  readonly steps?: number
  /** Input and output tokens together. */
  readonly tokens?: number
  /** Working time, without failed asks and waiting. */
  readonly seconds?: number
  /** By the price of its system. */
  readonly costUsd?: number
}

/** Longest that one answer may be waited for: a day. */
export const MOST_ANSWER_SECONDS = 86_400

/** A system with the model that answers for it. */
export interface Candidate {
  readonly system: System
  readonly provenance: Provenance
  readonly model: Model
  /** Candidates of one account share its rate limits; left out where nothing is limited, as in this process. */
  readonly account?: Account
  readonly price?: Price
  /** Longest answer in tokens, which the model has to keep: bounds what one ask can cost. 4,096 where left out. */
  readonly maxOutputTokens?: number
  /** Longest conversation that the model takes, in tokens; undefined where it is not known. */
  readonly contextTokens?: number
  /** Longest wait for one answer, in milliseconds; that of the run where left out. */
  readonly answerWaitMs?: number
  /**
   * Of an agent that keeps a loop and a memory of its own: opens what stands for it in one trial, in place of `model`. It
   * cannot be forked, so both arms of its pairs begin at the start.
   *
   * @throws whatever keeps it from being opened: the trial is launched again
   */
  readonly openTrial?: (trial: { readonly id: string; readonly sample: Sample }) => Promise<TrialModel>
  /** The agent that asks this model; absent where Leadline's own loop does. */
  readonly agent?: Agent
}

/** One trial to be run; its id is made from its coordinates, so a rerun finds it. */
export interface PlannedTrial {
  /** `trialIdOf` its coordinates. */
  readonly id: string
  /** `pairIdOf` sample and repeat: what all chance in its world comes from. */
  readonly pairId: string
  readonly systemId: string
  readonly sampleId: string
  /** From 0. */
  readonly repeat: number
  readonly arm: Arm
  readonly probe?: RecordedProbe
  readonly parent?: ParentStep
  /** Of a whole run with a probe: the step at which its chain comes into place. */
  readonly chainFrom?: number
  /** Random place in the launch order, so that systems and arms meet the same weather. In [0, 1). */
  readonly order: number
  /** `infeasible`: no solution exists under the intervention, and saying so is the right answer. */
  readonly expects: 'solution' | 'infeasible'
}

/** A probe of a plan: which intervention, how strong, and where it is triggered. */
export interface PlannedProbe {
  readonly intervention: string
  /** Strength, in fields of the intervention's own. */
  readonly dose: JsonObject
  /** Share of the parent's steps after which it is triggered, in [0, 1); beside an onset, what a forecast supposes. */
  readonly trigger: number
  /** Where it is triggered instead, in terms of what the parent did; it is not applicable where that never came. */
  readonly onset?: Onset
}

/** The probe of a planned trial. Records of the first journals have no trigger: their plans name an intervention once. */
export interface RecordedProbe extends ProbeCoordinates {
  readonly trigger?: number
  readonly onset?: Onset
}

/** A system of a plan. */
export interface PlannedSystem {
  /** `systemIdOf` the system. */
  readonly id: string
  readonly system: System
  readonly provenance: Provenance
  /** True where nothing of it can be forked: both arms of a pair begin at the start. */
  readonly isRunWhole?: true
}

/** Everything a study will do, fixed before it starts. Equal plans have equal ids. */
export interface Plan {
  /** Hash of all the rest but the budget, which may be raised, and the amendments. */
  readonly id: string
  readonly name: string
  /** All samples, pairs and orders come from it. */
  readonly seed: number
  /** In the order of the configuration. */
  readonly systems: readonly PlannedSystem[]
  readonly referenceSystemId: string
  readonly samples: readonly Sample[]
  /** Baselines of each sample for every system. */
  readonly repeats: number
  /** Each forks the baselines that `forkRepeats` names. */
  readonly probes: readonly PlannedProbe[]
  /** Ids of samples that no probe is used on, for baselines alone; absent where probes are used on all. */
  readonly unprobed?: readonly string[]
  /** Repeats of a sample that are forked, from the first; at most `repeats`. */
  readonly forkRepeats: number
  /** A sample passes for a system when at least `solved` of its `of` baselines are solved. */
  readonly gate: { readonly solved: number; readonly of: number }
  readonly limits: LimitRule
  /** Confidence level of the intervals, in (0, 1). */
  readonly level: number
  /** Equivalence margin of the shadow and of intervention effects, in [0, 1]. */
  readonly margin: number
  /** Most that may be spent on the whole study; no bound where left out. */
  readonly budgetUsd?: number
  /** Where there is one, baselines are run in batches until each cell is settled; `repeats` is then the most of them. */
  readonly untilSettled?: SettleAim
  /** What was changed since the study began; absent where nothing was. */
  readonly amendments?: Amendments
}

/** What may be changed of a study that has begun: no part of its identity, so that the ids of its trials stay. */
export interface Amendments {
  /** Baselines of each sample for every system on top of `repeats`; absent where there are none. */
  readonly addedRepeats?: number
  /** Ids of systems of which nothing is run any more. */
  readonly cancelled?: readonly string[]
}

/** Baselines of each sample for every system, those that were added since the study began included. */
export function repeatsOf({ repeats, amendments }: Plan): number {
  return repeats + (amendments?.addedRepeats ?? 0)
}

/** Whether the study was ended for a system. */
export function isCancelled({ amendments }: Plan, systemId: string): boolean {
  return amendments?.cancelled?.includes(systemId) ?? false
}

/** What is asked of each system for each form of work before it is trusted. */
export interface SettleAim {
  /** Success that is wanted, in (0, 1). */
  readonly required: number
  /** Width of the zone around it in which either answer will do. */
  readonly tolerance: number
  /** How often a system at the lower edge may be trusted, and one at the upper edge rejected. */
  readonly alpha: number
  /** As `alpha`, for the upper edge. */
  readonly beta: number
  /** `cheapest-first`: for each form from the cheapest system up, until one is trusted; `all`: every system. */
  readonly order: 'cheapest-first' | 'all'
  /** Prices by label of the system, as they were when the plan was made: they decide who is cheaper. */
  readonly prices: Readonly<Record<string, Price>>
}

/** Steps allowed: `stepsPerReferenceCall` times the reference length plus `extraSteps`; the rest as in `Limits`. */
export interface LimitRule extends Limits {
  /** From 1. */
  readonly stepsPerReferenceCall: number
  /** From 0. */
  readonly extraSteps: number
}

/** Tells the probes of a plan apart: one intervention may stand in it with several doses or triggers. */
export function probeKey({ intervention, dose, trigger, onset }: PlannedProbe): string {
  return canonicalJson([intervention, dose, trigger, ...(onset === undefined ? [] : [onset])])
}

/** The probe of a plan that a trial belongs to, or undefined where it has none there. */
export function probeOf(
  probes: readonly PlannedProbe[],
  { probe }: Pick<PlannedTrial, 'probe'>,
): PlannedProbe | undefined {
  if (probe === undefined) return undefined
  const { intervention, dose, trigger, onset } = probe
  const named = probes.filter((planned) => planned.intervention === intervention)
  const placed =
    trigger === undefined
      ? named
      : named.filter((planned) => planned.trigger === trigger && onsetKey(planned) === onsetKey({ onset }))
  return placed.find((planned) => canonicalJson(planned.dose) === canonicalJson(dose))
}

/**
 * What a probe is called beside the others of its plan: the intervention, and the dose and the trigger only where
 * another probe of the same intervention has another one.
 *
 * @example probeLabel([{ intervention: 'rate-limit', dose: {}, trigger: 0.3 }], { intervention: 'rate-limit', dose: {}, trigger: 0.3 })
 * // 'rate-limit'
 */
export function probeLabel(probes: readonly PlannedProbe[], probe: PlannedProbe): string {
  const { intervention, dose } = probe
  const others = probes.filter((other) => other.intervention === intervention)
  if (others.length < 2) return intervention
  const fields = [...new Set(others.flatMap((other) => Object.keys(other.dose)))].sort()
  const differing = fields.filter((field) => others.some((other) => text(other.dose[field]) !== text(dose[field])))
  const words = [
    ...differing.map((field) => `${field} ${text(dose[field])}`),
    ...(others.some((other) => placeWords(other) !== placeWords(probe)) ? [placeWords(probe)] : []),
  ]
  return words.length === 0 ? intervention : `${intervention} (${words.join(', ')})`
}

function onsetKey({ onset }: { readonly onset?: Onset | undefined }): string {
  return onset === undefined ? '' : canonicalJson(onset)
}

/** Where a probe is triggered: `from 34%`, `before call 3 of load`. */
function placeWords({ trigger, onset }: PlannedProbe): string {
  return onset === undefined ? `from ${percent(trigger)}` : onsetWords(onset)
}

function text(value: JsonObject[string]): string {
  if (value === undefined) return 'unset'
  return typeof value === 'string' ? value : canonicalJson(value)
}
