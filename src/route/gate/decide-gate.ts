import type { Estimate, GateWord } from '../../domain/index.js'
import {
  type ErrorRates,
  estimateAnytimeSuccess,
  type GateEvidence,
  gateEvidence,
  type RateEdges,
  type TrialCounts,
} from '../../estimate/index.js'
import { isHopeless, type StopBounds, stopBounds } from './bounds.js'
import type { GateDesign } from './design.js'

/**
 * One launch of a cell. A trial that our machinery lost is `running` again under the same index; one that was given up
 * after several attempts is `void` and leaves the count.
 */
export interface GateLaunch {
  readonly task: string
  readonly state: 'running' | 'solved' | 'failed' | 'void'
}

/** What a gate says of one cell. */
export interface GateDecision {
  /** On single launches, or on means of tasks. */
  readonly method: 'gate-e-process' | 'gate-task-means'
  readonly word: GateWord
  /** `evidence`: settled; `cap`: the most trials are used up, or can no longer settle it. */
  readonly why: 'evidence' | 'cap' | 'unfinished' | 'too-few-tasks'
  /** False: more trials may still change the word. */
  readonly isFinal: boolean
  /** Counted trials that the decision rests on, in launch order. */
  readonly trials: number
  readonly successes: number
  /** Distinct tasks among them. */
  readonly tasks: number
  /** The cap. */
  readonly mostTrials: number
  /** The edges that were asked about, and how often each answer may be wrong. */
  readonly asked: RateEdges & ErrorRates
  /** Natural logarithms of the evidence where it stopped. */
  readonly evidence: GateEvidence
  /** Valid although sampling stopped when it suited. */
  readonly success: Estimate
  /** Launches before the end of the prefix that do not count. */
  readonly void: number
  /** Finished launches that a launch still running keeps out of the prefix. */
  readonly waiting: number
  /** Finished launches after the stop: described, never decided on. */
  readonly afterStop: { readonly trials: number; readonly successes: number }
}

/**
 * Decides on one cell from its launches, in launch order: the longest finished prefix is read trial by trial, and the
 * first bound that is reached stops it. Completion order would favour what ends early, and successes end early. The
 * same launches give the same decision, so a resumed study simply counts again.
 *
 * @param launches by launch index; later ones may be added, finished ones never change
 * @param options.bounds of this design, worked out once for many cells
 * @param options.level of the interval; 0.95 where left out
 * @source statistics specification 6.2, rules R2 and R4
 * @example decideGate([{ task: 'a', state: 'running' }], designGate()).word
 * // 'UNDECIDED'
 */
export function decideGate(
  launches: readonly GateLaunch[],
  design: GateDesign,
  options: { readonly bounds?: StopBounds; readonly level?: number } = {},
): GateDecision {
  const { bounds = stopBounds(design), level = 0.95 } = options
  const prefix = readPrefix(launches, design, bounds)
  const { successes, trials, tasks, void: excluded, stop } = prefix
  const counts = { successes, failures: trials - successes }
  const rest = launches.slice(prefix.read).filter(({ state }) => state === 'solved' || state === 'failed')
  const later = { trials: rest.length, successes: rest.filter(({ state }) => state === 'solved').length }
  return {
    method: 'gate-e-process',
    word: stop?.word ?? 'UNDECIDED',
    why: stop?.why ?? 'unfinished',
    isFinal: stop !== undefined,
    trials,
    successes,
    tasks,
    mostTrials: design.mostTrials,
    asked: askedOf(design),
    evidence: gateEvidence(counts, design),
    success: estimateAnytimeSuccess(counts, { level, tasks, ...(excluded > 0 && { excluded: { void: excluded } }) }),
    void: excluded,
    waiting: stop === undefined ? later.trials : 0,
    afterStop: stop === undefined ? { trials: 0, successes: 0 } : later,
  }
}

/** What a design asks, without how it is carried out. */
export function askedOf({ low, high, alpha, beta }: GateDesign): GateDecision['asked'] {
  return { low, high, alpha, beta }
}

interface Stop {
  readonly word: GateWord
  readonly why: 'evidence' | 'cap' | 'too-few-tasks'
}

interface Prefix {
  readonly trials: number
  readonly successes: number
  readonly tasks: number
  readonly void: number
  /** Launches that were read. */
  readonly read: number
  readonly stop: Stop | undefined
}

function readPrefix(launches: readonly GateLaunch[], design: GateDesign, bounds: StopBounds): Prefix {
  const seen = new Set<string>()
  let [trials, successes, excluded, read] = [0, 0, 0, 0]
  let stop: Stop | undefined
  for (const { task, state } of launches) {
    if (state === 'running' || stop !== undefined) break
    read += 1
    if (state === 'void') {
      excluded += 1
      continue
    }
    trials += 1
    if (state === 'solved') successes += 1
    seen.add(task)
    stop = stopAt({ trials, successes, tasks: seen.size }, design, bounds)
  }
  return { trials, successes, tasks: seen.size, void: excluded, read, stop }
}

function stopAt(
  at: { readonly trials: number; readonly successes: number; readonly tasks: number },
  design: GateDesign,
  bounds: StopBounds,
): Stop | undefined {
  const { trials, successes, tasks } = at
  const hasTasks = tasks >= design.leastTasks
  if (hasTasks && successes >= (bounds.trustFrom[trials] ?? trials + 1)) return { word: 'TRUST', why: 'evidence' }
  if (hasTasks && successes <= (bounds.rejectTo[trials] ?? -1)) return { word: 'DO NOT TRUST', why: 'evidence' }
  if (trials >= design.mostTrials) return { word: 'UNDECIDED', why: hasTasks ? 'cap' : 'too-few-tasks' }
  if (isHopeless(bounds, trials, successes)) return { word: 'UNDECIDED', why: 'cap' }
  return undefined
}

/**
 * Fewest further trials after which the gate could stop, if all of them agree: a batch of this size runs nothing that
 * the decision will not count.
 *
 * @returns at least 1; 0 where the counts already stop it
 */
export function fewestToSettle(counts: TrialCounts, bounds: StopBounds): number {
  const { successes, failures } = counts
  const trials = successes + failures
  const last = bounds.trustFrom.length - 1
  for (let more = 0; trials + more <= last; more += 1) {
    const [from, to] = [bounds.trustFrom[trials + more] ?? 0, bounds.rejectTo[trials + more] ?? 0]
    if (successes + more >= from || successes <= to || trials + more === last) return more
    if (isHopeless(bounds, trials + more, successes) || isHopeless(bounds, trials + more, successes + more)) return more
  }
  return 0
}
