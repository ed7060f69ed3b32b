import { isJsonObject, type JsonObject, type JsonValue } from './identity.js'
import type { ToolCall, ToolOffer, ToolResult, ToolSpec } from './message.js'
import type { Translation } from './translation/translation.js'

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
  /** True where calls are answered later: what an intervention wants to look at is then played before it is aimed. */
  readonly answersLater?: true
  /** A model's mistake (unknown tool, bad arguments) is a result with `isError`, never an exception. */
  call(call: WorldCall): ToolResult | Promise<ToolResult>
  /** May take its time, such as where a command judges. */
  score(): Score | Promise<Score>
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
  /** Tools that this world can serve beside `tools` and that are not offered unless an intervention brings them. */
  laterTools?(): readonly ToolSpec[]
  /** What the task says at its beginning and what its tools are described by, in other languages. */
  translations?(): readonly Translation[]
  /** Calls that reach the goal from the present state under the constraints. */
  solve?(constraints: readonly Constraint[]): Solution
  /** Gives back what the world holds, such as a process or a copied folder; nothing is asked of it any more. */
  close?(): Promise<void>
}

/** The judgement of a final state. */
export interface Score {
  /** Share achieved, in [0, 1]. */
  readonly value: number
  /** True where the goal is reached whole. */
  readonly isSolved: boolean
  /** What the state shows, one sentence each. */
  readonly evidence: readonly string[]
}

/** A verified sub-goal. */
export interface Checkpoint {
  /** Unique within the sample. */
  readonly id: string
  /** Reference effort behind it, in reference calls; all efforts of a sample add up to its reference length. */
  readonly effort: number
  /** Whether it holds now; it may be lost again. */
  readonly isReached: boolean
}

/** A change of state by somebody else. */
export interface Disturbance {
  readonly id: string
  /** Such as `route-blocked`, `item-moved`, `item-renamed` or `work-undone`; interventions select by it. */
  readonly kind: string
  readonly description: string
  /** True where `solve` still finds a plan after it. */
  readonly isSolvable: boolean
}

/** A new goal in the operator's words. */
export interface GoalVariant {
  readonly id: string
  readonly text: string
  /** What becomes of the present goal: replaced by another one where left out. */
  readonly kind?: 'added' | 'revised' | 'withdrawn'
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
  /** Nothing is taken away: a word, a tool or an answer is added, or said in another way. */
  | {
      readonly kind: 'unhindered'
      /** What it is aimed at, such as a tool or a language, where a probe can name it. */
      readonly at?: string
    }
  | { readonly kind: 'limited'; readonly steps: number }

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

/** What an argument of a type is called in a refusal; other types of a schema are not looked at. */
const KINDS: Readonly<Record<string, { readonly words: string; readonly fits: (value: JsonValue) => boolean }>> = {
  string: { words: 'a text', fits: (value) => typeof value === 'string' },
  integer: { words: 'a whole number', fits: (value) => Number.isInteger(value) },
  number: { words: 'a number', fits: (value) => typeof value === 'number' },
  boolean: { words: 'true or false', fits: (value) => typeof value === 'boolean' },
  array: { words: 'a list', fits: (value) => Array.isArray(value) },
  object: { words: 'an object', fits: isJsonObject },
}

/**
 * The answer to a call that does not fit the tools as they are offered: of a tool that is not there, or with arguments
 * that its schema does not allow (names, presence, plain types and choices of the top level).
 *
 * @returns undefined where the call fits
 */
export function refusalOf(call: WorldCall, offered: readonly ToolOffer[]): ToolResult | undefined {
  const tool = offered.find(({ name }) => name === call.name)
  if (tool === undefined) return refusal(`unknown tool '${call.name}'; known: ${namesOf(offered)}`)
  if (!isJsonObject(call.arguments)) {
    return refusal(`${call.name} is called with ${JSON.stringify(call.arguments)}; expected an object of arguments`)
  }
  const problem = argumentProblem(call, tool.parameters)
  return problem === undefined ? undefined : refusal(problem)
}

const refusal = (text: string): ToolResult => ({ text, isError: true })
const namesOf = (offered: readonly ToolOffer[]) => offered.map(({ name }) => name).join(', ')

function argumentProblem({ name, arguments: given }: WorldCall, schema: JsonObject): string | undefined {
  const { additionalProperties, required } = schema
  const properties = isJsonObject(schema.properties) ? schema.properties : {}
  const known = Object.keys(properties)
  const strange = Object.keys(given).find((key) => !Object.hasOwn(properties, key))
  if (strange !== undefined && additionalProperties === false) {
    return `${name} has no argument '${strange}'; known: ${known.join(', ') || 'none'}`
  }
  for (const [key, property] of Object.entries(properties)) {
    const value = Object.hasOwn(given, key) ? given[key] : undefined
    const isRequired = Array.isArray(required) && required.includes(key)
    const expected = value === undefined && !isRequired ? undefined : expectation(value, property)
    if (expected !== undefined) return `${name}.${key} is ${JSON.stringify(value) ?? 'missing'}; expected ${expected}`
  }
  return undefined
}

/** What would do in place of a value, or undefined where it does. */
function expectation(value: JsonValue | undefined, property: JsonValue | undefined): string | undefined {
  const { type, enum: choices } = isJsonObject(property) ? property : {}
  if (Array.isArray(choices)) {
    const isChoice = value !== undefined && choices.includes(value)
    return isChoice ? undefined : choices.map((choice) => JSON.stringify(choice)).join(' or ')
  }
  const kind = typeof type === 'string' && Object.hasOwn(KINDS, type) ? KINDS[type] : undefined
  if (value === undefined) return kind?.words ?? 'a value'
  return kind === undefined || kind.fits(value) ? undefined : kind.words
}
