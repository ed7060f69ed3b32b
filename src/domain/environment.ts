import type { JsonObject, JsonValue } from './identity.js'
import type { ToolCall, ToolResult, ToolSpec } from './message.js'

/**
 * One request to a world, without the id that a conversation gives it. `key`: given to worlds with effects outside; the
 * same where a call is made again after an interruption, and another for every other call of any trial.
 */
export type WorldCall = Pick<ToolCall, 'name' | 'arguments'> & { readonly key?: string }

/** A hidden state with tools to look at it and change it, and a judge that reads it. */
export interface Environment {
  readonly tools: readonly ToolSpec[]
  /**
   * `replayable`: equal calls from an equal state give equal results and nothing outside changes, so an interrupted
   * call may be made again. `external`: a call may have effects that a repeat would double, so none with a recorded
   * return is ever made again: an interrupted trial goes on in a newly opened world that `restore` brings to the state
   * after the last return.
   */
  readonly effects: 'replayable' | 'external'
  /** A model's mistake (unknown tool, bad arguments) is a result with `isError`, never an exception. */
  call(call: WorldCall): ToolResult | Promise<ToolResult>
  score(): Score
  /** All planned sub-goals, in a fixed order, with whether each holds now. */
  checkpoints(): readonly Checkpoint[]
  snapshot(): JsonValue
  restore(state: JsonValue): void
  /** Named changes of state that an intervention may ask for and that are possible now. */
  disturbances?(): readonly Disturbance[]
  disturb?(id: string): void
  /** Other goals of comparable length that the operator may switch to now. */
  goalVariants?(): readonly GoalVariant[]
  changeGoal?(id: string): void
  /** Calls that reach the goal from the present state under the constraints. */
  solve?(constraints: readonly Constraint[]): Solution
}

/** The judgement of a final state. */
export interface Score {
  /** Share achieved, in [0, 1]. */
  readonly value: number
  readonly isSolved: boolean
  /** What the state shows, one sentence each. */
  readonly evidence: readonly string[]
}

/** A verified sub-goal. */
export interface Checkpoint {
  readonly id: string
  /** Reference effort behind it, in reference calls; all efforts of a sample add up to its reference length. */
  readonly effort: number
  readonly isReached: boolean
}

/** A change of state by somebody else. */
export interface Disturbance {
  readonly id: string
  /** Such as `route-blocked`; interventions select by it. */
  readonly kind: string
  readonly description: string
  /** True where `solve` still finds a plan after it. */
  readonly isSolvable: boolean
}

/** A new goal in the operator's words. */
export interface GoalVariant {
  readonly id: string
  readonly text: string
  /** Share of the work still to do under the new goal that the old plan would not do, in [0, 1]. */
  readonly novelty: number
}

/** What an intervention takes away, in terms that a world's solver understands. */
export type Constraint =
  | { readonly kind: 'tool-unavailable'; readonly tool: string }
  | { readonly kind: 'call-forbidden'; readonly tool: string; readonly arguments: JsonObject }
  | { readonly kind: 'disturbed'; readonly disturbance: string }
  | { readonly kind: 'goal-changed'; readonly variant: string }
  | { readonly kind: 'delayed'; readonly tool: string; readonly calls: number }
  | { readonly kind: 'surface'; readonly tool: string }
  | { readonly kind: 'misreported'; readonly tool: string }

/** A plan in calls of the unchanged tool surface, or the reason why there is none. */
export type Solution =
  | { readonly kind: 'calls'; readonly calls: readonly WorldCall[] }
  | { readonly kind: 'infeasible'; readonly reason: string }

/** True where the constraint forbids the call as written (`call-forbidden` matches on the arguments it names). */
export function forbidsCall(constraint: Constraint, call: WorldCall): boolean {
  if (constraint.kind === 'tool-unavailable') return constraint.tool === call.name
  if (constraint.kind !== 'call-forbidden' || constraint.tool !== call.name) return false
  return Object.entries(constraint.arguments).every(([key, value]) => call.arguments[key] === value)
}
