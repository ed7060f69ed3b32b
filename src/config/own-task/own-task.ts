import type { JsonObject, Stratum, ToolResult, ToolWords, WorldCall } from '../../domain/index.js'
import type { Random } from '../../math/index.js'
import type { StandardSchema } from './standard-schema.js'

/**
 * A task of your own. Functions of the state change it in place or look at it; it is plain JSON (texts, numbers, lists,
 * objects), so that it can be kept, compared and gone back to.
 *
 * @template State of the world
 * @template Inputs arguments of each tool, by name
 * @template Later arguments of each tool that may come later, by name
 */
export interface OwnTask<State, Inputs, Later = unknown> {
  /** Of the family: letters, digits and dashes. */
  readonly name: string
  /** The bank that a claim covers; the name where left out. */
  readonly bank?: string
  /** Standing rules of the world: the system message. Empty where left out. */
  readonly instructions?: string
  /**
   * One instance: what is asked for and the state it begins in. Equal requests give equal instances: all chance comes from
   * `random`.
   */
  make(request: SampleRequest): OwnSample<State>
  /** By name. */
  readonly tools: { readonly [Name in keyof Inputs]: OwnTool<State, Inputs[Name]> }
  /**
   * Better tools, by name, that are not offered until an intervention brings them; nobody has to use them. Needed by the
   * intervention `better-tool`.
   */
  readonly laterTools?: { readonly [Name in keyof Later]: OwnTool<State, Later[Name]> }
  /** How far the goal is reached: true or 1 where it is, a share in [0, 1], or a share with what it rests on. */
  score(state: State): boolean | number | OwnScore
  /** Sub-goals by name, with whether each holds now; always the same names of one instance. The goal alone where left out. */
  checkpoints?(state: State): Readonly<Record<string, boolean>>
  /**
   * A reference solution: calls that reach the goal from this state. It proves that the task can be solved, gives its
   * length, and shows for every change that the goal is still in reach.
   *
   * @param call one function for each tool, which makes a call of it
   * @param allows whether a call is allowed: what has been taken away must be done without, where it can
   * @returns undefined where there is no way left
   */
  witness?(
    state: State,
    call: { readonly [Name in keyof Inputs]: CallOf<Inputs[Name]> },
    allows: (call: WorldCall) => boolean,
  ): readonly WorldCall[] | undefined
  /** Changes of the state by somebody else that may come at any time, by name; needed by interventions that block a way. */
  readonly disturbances?: Readonly<Record<string, OwnDisturbance<State>>>
  /** Other goals that the operator may switch to, by name; needed by interventions that replace the goal. */
  readonly goals?: Readonly<Record<string, OwnGoal<State>>>
  /** Its words in other languages, by tag such as `de`; needed by interventions that change the language. */
  readonly translations?: Readonly<Record<string, OwnTranslation<State, Inputs>>>
  /**
   * `external` where a call does something outside that a repeat would double: nothing is then ever made twice, and no
   * trial is forked. `replayable` where left out.
   */
  readonly effects?: 'replayable' | 'external'
}

/** What an instance is made for. */
export interface SampleRequest {
  readonly stratum: Stratum
  /** Wanted length in calls of a good solution, from 5. */
  readonly size: number
  /** With family, form and size it makes the instance. */
  readonly seed: number
  /** Chance that belongs to this instance. */
  readonly random: Random
}

/** One instance of a task. */
export interface OwnSample<State> {
  /** What is asked for: the first operator turn. */
  readonly goal: string
  /** The state it begins in. */
  readonly state: State
  /** In place of those of the task. */
  readonly instructions?: string
  /** Calls of a shortest solution, where they are known; else those of the witness count. */
  readonly calls?: number
}

/** One tool of a task. */
export interface OwnTool<State, Input> {
  /** What a model is told of it. */
  readonly description: string
  /** Checks and types the arguments: a schema of any library with the Standard Schema interface. No arguments where left out. */
  readonly input?: StandardSchema<Input>
  /** JSON Schema of the arguments; needed only where the library of `input` gives none. */
  readonly parameters?: JsonObject
  /** Leaves the state as it is; false where left out. */
  readonly isReading?: boolean
  /** Other tools that reach the same end. */
  readonly alternatives?: readonly string[]
  /** True where a repeated call changes nothing more. */
  readonly isIdempotent?: boolean
  /**
   * Does it. What it returns is what the model reads; `refuse('...')` says that it did not do what was asked. To throw is
   * a defect of the tool, not of the model: the trial is then void.
   */
  run(state: State, input: Input, context: ToolContext): OwnResult | Promise<OwnResult>
}

/** What a tool gives back: the text that a model reads, or with whether it failed. */
export type OwnResult = string | ToolResult

/** What a tool may know beside the state. */
export interface ToolContext {
  /** A uniform number in [0, 1) for a named choice: the same for an equal call from an equal state of the same pair. */
  readonly draw: (choice: string) => number
  /** The same where a call is made again after an interruption; present where effects are external. */
  readonly key?: string
}

/** Makes a call of one tool; a tool without a schema takes any object, or nothing. */
export type CallOf<Input> = (...input: unknown extends Input ? [input?: JsonObject] : [input: Input]) => WorldCall

/** A score with what it rests on. */
export interface OwnScore {
  /** Share achieved, in [0, 1]. */
  readonly value: number
  /** Where left out, whether the share is 1. */
  readonly isSolved?: boolean
  /** What the state shows, one sentence each. */
  readonly evidence?: readonly string[]
}

/** A change of the state by somebody else. */
export interface OwnDisturbance<State> {
  /** Such as `route-blocked`; interventions select by it. */
  readonly kind: string
  readonly description: string
  /** Whether it can happen now; always where left out. */
  isPossible?(state: State): boolean
  apply(state: State): void
}

/** Another goal of about the same length. */
export interface OwnGoal<State> {
  /** What the operator says. */
  readonly text: string
  /** Share of the work still to do that the old plan would not do, in [0, 1]. */
  readonly novelty: number
  apply(state: State): void
}

/**
 * The words of a task in another language; what is left out is not translated. Numbers, ids, names in quotes and names that
 * stand in the state are written as they are.
 */
export interface OwnTranslation<State, Inputs> {
  /** The goal of an instance, from the state in which it begins, or the same for all. */
  readonly goal?: string | ((state: State) => string)
  /** Standing rules, as the goal. */
  readonly instructions?: string | ((state: State) => string)
  /** Descriptions of tools and of those of their parameters that have one. */
  readonly tools?: { readonly [Name in keyof Inputs]?: ToolWords }
}

/** The answer of a tool that did not do what was asked, and says why. */
export function refuse(text: string): ToolResult {
  return { text, isError: true }
}
