import type {
  CallChange,
  DisturbChange,
  LimitChange,
  OfferChange,
  ResponseChange,
  ResultChange,
  RewriteChange,
  RouteChange,
  SpeakChange,
} from './changes/index.js'
import type { Constraint, Environment, WorldCall } from './environment.js'
import type { JsonObject } from './identity.js'
import type { Message, ToolCall, ToolResult, ToolSpec } from './message.js'
import type { Sample } from './task.js'
import { percent } from './units.js'

/** The place at which a link of the chain acts. */
export type Seam =
  | 'tool-list'
  | 'before-call'
  | 'tool-result'
  | 'environment'
  | 'operator-turn'
  | 'budget'
  | 'model-request'
  /** What an agent with a loop of its own gets back from its vendor. */
  | 'model-response'
  /** The process of an agent that Leadline has started. */
  | 'process'

/** One constraint that a probe changes. It wraps a seam; it never knows which family or model it meets. */
export interface Intervention {
  readonly name: string
  /** The question it asks, as a person would. */
  readonly question: string
  /** Where its link acts. */
  readonly seams: readonly Seam[]
  /** Whether the change announces itself or has to be noticed. */
  readonly visibility: 'explicit' | 'implicit'
  /** Whether it passes while the trial goes on. */
  readonly duration: 'transient' | 'permanent'
  /** Default strength; `doseMeans` says what the fields mean. */
  readonly dose: JsonObject
  /** What each field of the dose says, in words; absent where there is no dose. */
  readonly doseMeans?: Readonly<Record<string, string>>
  /** What a model that adapts does, in words. */
  readonly adaptive: string
  /** What it aims at, in words. */
  readonly target?: string
  /** What a world has to offer for it, each in a few words; empty where any world will do. */
  readonly needs?: readonly string[]
  /** The plan whose execution through the change shows that the goal is still in reach, in words. */
  readonly witness?: string
  /** One change as it may look, in words. */
  readonly example?: string
  /**
   * What it finds where that is not weakness at work, and is shown apart: `security`, or what a `detection` of changes
   * should notice. Weakness at work where left out.
   */
  readonly concern?: Concern
  /**
   * Called when a study is planned, so that no baseline is paid for first; whatever fits the kinds of `dose` will do where
   * left out.
   *
   * @param systems labels of the systems that are configured; left out where they are not known
   * @throws ConfigError where a dose cannot be used
   */
  checkDose?(dose: JsonObject, systems?: readonly string[]): void
  /** Chooses target and constraint for one fork point. */
  prepare(scene: Scene): Preparation
}

/** What an intervention finds that is not weakness at work. */
export type Concern = 'security' | 'detection'

/** What an intervention may look at when it is aimed: the state at the fork and what the parent trial did afterwards. */
export interface Scene {
  readonly sample: Sample
  /** A world of its own, restored to the fork's state; changes to it are thrown away. */
  readonly environment: Environment
  /** The parent's calls before the fork. */
  readonly past: readonly WorldCall[]
  /** How many of the past calls came back as errors; left out where nobody knows. */
  readonly pastErrors?: number
  /** The systems of the study; left out where it is aimed outside of one. */
  readonly systems?: SceneSystems
  /** The parent's calls after the fork: what this system does when nothing changes. */
  readonly future: readonly WorldCall[]
  readonly dose: JsonObject
  /** True where the system is a process that can be killed and started again. */
  readonly isRestartable?: boolean
  /** The tool, disturbance or goal variant that the probe names; any will do where left out. */
  readonly target?: string
  /** A uniform draw in [0, 1) for a named choice, the same for both twins. */
  draw(choice: string): number
}

/** The systems of a study, and which of them works here. */
export interface SceneSystems {
  readonly ownId: string
  readonly referenceId: string
  /** `isOutside`: it keeps a loop of its own, so that nobody else can have its turns answered by it. */
  readonly known: readonly { readonly id: string; readonly label: string; readonly isOutside?: true }[]
}

/** An intervention aimed at one fork point, or the capability that is missing there. */
export type Preparation =
  | { readonly kind: 'not-applicable'; readonly missing: string }
  | {
      readonly kind: 'ready'
      readonly link: Link
      readonly constraint: Constraint
      /** The adaptive response applied to a plan in calls of the unchanged surface; the witness executes it. */
      adapt(plan: readonly WorldCall[]): readonly WorldCall[]
    }

/**
 * One link of the chain around a trial. Hooks are pure: what a link knows is its context, so that its state is the fold
 * of recorded calls and receipts. It never retries, heals or swallows.
 */
export interface Link {
  /** That of its intervention. */
  readonly name: string
  /** The calls that are opportunities of `call` and `result`; others pass untouched and are not counted. */
  matches?(call: WorldCall): boolean
  /** Before each ask: the tools offered. */
  offer?(tools: readonly ToolSpec[], context: LinkContext): OfferChange
  /** Before a tool runs. */
  call?(call: ToolCall, context: LinkContext): CallChange
  /** After a tool ran; `call` is as the world received it. */
  result?(call: ToolCall, result: ToolResult, context: LinkContext): ResultChange
  /** Before each ask: a change of the world's state. */
  disturb?(context: LinkContext): DisturbChange
  /** Before each ask: a word from the operator. */
  speak?(context: LinkContext): SpeakChange
  /** Before each ask: the steps that the trial may take. */
  limit?(context: LinkContext): LimitChange
  /** Before each ask, after all else: the conversation that the model is shown now and from now on. */
  rewrite?(messages: readonly Message[], context: LinkContext): RewriteChange
  /** Before each ask, after all else: who answers it. */
  route?(context: LinkContext): RouteChange
  /**
   * When an agent asks: what it gets back. Leadline's own loop has no such place. A link that responds has no other hook
   * and is told of no calls.
   */
  respond?(context: LinkContext): ResponseChange
}

/** All that a link may base its decision on. */
export interface LinkContext {
  /** Step of the trial, counted from the fork: 0 is the first ask with the chain in place. */
  readonly step: number
  /** How many opportunities of this link at this seam came before. */
  readonly opportunity: number
  /** How many receipts this link has so far. */
  readonly delivered: number
  /**
   * Calls since the fork that fitted what was offered, as the model made them, in order; the one that is asked about is
   * not among them.
   */
  readonly earlier: readonly WorldCall[]
  /** Uniform in [0, 1), bound to (pair, link, opportunity). */
  readonly draw: number
}

/** Proof of one delivery, written by the chain and confirmed by a verifier that shares no code with it. */
export interface Receipt {
  readonly intervention: string
  readonly seam: Seam
  readonly arm: 'sham' | 'varied'
  /** Step of the trial (counted from its own beginning, prefix included). */
  readonly step: number
  /** n-th opportunity of the link at this seam, from 0. */
  readonly opportunity: number
  /** What was touched: a tool, a call id, a disturbance, a goal variant, a limit, the conversation, the system asked. */
  readonly place: string
  /**
   * Content hash of what would have passed, and of what did pass. Tool list: the offers. Call and result: the result
   * text and flag, and the seconds that it took where it was made slow; where a call of an agent was kept back, the call
   * itself before. Operator turn: the text (`before` is the hash of the empty text). Environment: the world's state.
   * Budget: the steps of the whole trial. Model request: the hashes of the conversation's messages in order, or the id of
   * the system asked. Model response: the model's turn, or for a request that failed or whose process was ended the
   * request; and what the agent got in its place.
   * In a sham arm both are equal.
   */
  readonly beforeHash: string
  readonly afterHash: string
}

/** A place in a baseline. One step at least comes before it and one after. */
export type Onset =
  /** After so many steps, from 1. */
  | { readonly step: number }
  /** Before the n-th call, from 1; of a tool where one is named. */
  | { readonly call: number; readonly tool?: string }
  /** Once so much of the reference effort was reached, as a share above 0 and below 1. */
  | { readonly progress: number }
  /** Once a checkpoint was reached. */
  | { readonly checkpoint: string }
  /** Once an answer of a tool contained a text. */
  | { readonly seen: string }

/**
 * An onset in words.
 *
 * @example onsetWords({ call: 3, tool: 'load' })
 * // 'before call 3 of load'
 */
export function onsetWords(onset: Onset): string {
  if ('step' in onset) return `after step ${onset.step}`
  if ('call' in onset) return `before call ${onset.call}${onset.tool === undefined ? '' : ` of ${onset.tool}`}`
  if ('progress' in onset) return `from ${percent(onset.progress)} of the effort`
  return 'checkpoint' in onset ? `after checkpoint ${onset.checkpoint}` : `once "${onset.seen}" was seen`
}
