import type { Constraint, Environment, WorldCall } from './environment.js'
import type { JsonObject } from './identity.js'
import type { ToolCall, ToolResult, ToolSpec } from './message.js'
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
  /** `security`: what it finds is not weakness at work and is shown apart; weakness at work where left out. */
  readonly concern?: 'security'
  /**
   * Called when a study is planned, so that no baseline is paid for first; whatever fits the kinds of `dose` will do where
   * left out.
   *
   * @throws ConfigError where a dose cannot be used
   */
  checkDose?(dose: JsonObject): void
  /** Chooses target and constraint for one fork point. */
  prepare(scene: Scene): Preparation
}

/** What an intervention may look at when it is aimed: the state at the fork and what the parent trial did afterwards. */
export interface Scene {
  readonly sample: Sample
  /** A world of its own, restored to the fork's state; changes to it are thrown away. */
  readonly environment: Environment
  /** The parent's calls before the fork. */
  readonly past: readonly WorldCall[]
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

/** `replace` delivers; the receipt is written the first time the replaced list is offered. */
export type OfferChange = { readonly kind: 'pass' } | { readonly kind: 'replace'; readonly tools: readonly ToolSpec[] }

/** `translate` maps a call of the changed surface back and delivers nothing; `answer` replaces the tool and delivers. */
export type CallChange =
  | { readonly kind: 'pass' }
  | { readonly kind: 'translate'; readonly call: ToolCall }
  /** The tool does not run. `delivers: false` where the refusal only follows from an earlier delivery. */
  | { readonly kind: 'answer'; readonly result: ToolResult; readonly delivers: boolean }

/** What a link does to the result of a call. */
export type ResultChange =
  | { readonly kind: 'pass' }
  /** `seconds`: what the call took of the time of the trial; an agent with a loop of its own waits for them. */
  | { readonly kind: 'replace'; readonly result: ToolResult; readonly seconds?: number }
  /** The result stands, the effect is rolled back. Delivers only if the call changed the state. */
  | { readonly kind: 'undo' }
  /** Answer the same call from the state at the fork. Delivers only if that answer differs. */
  | { readonly kind: 'recall' }
  /** The answer to another call, which only reads. Delivers only if that answer differs. */
  | { readonly kind: 'substitute'; readonly call: WorldCall }

/** What a link does to the world: nothing, or one of the disturbances that the environment declares. */
export type DisturbChange = { readonly kind: 'pass' } | { readonly kind: 'disturb'; readonly disturbance: string }

/** What the operator says between two steps, if anything. */
export type SpeakChange =
  | { readonly kind: 'pass' }
  /** With `variant`, the scorer's goal changes too. */
  | { readonly kind: 'speak'; readonly text: string; readonly variant?: string }

/** `steps`: so many are left from now on, the coming one included; has to be less than before. */
export type LimitChange = { readonly kind: 'pass' } | { readonly kind: 'cut'; readonly steps: number }

/** How a request fails at a vendor: too much to do, too many asks of this account, or an error of its own. */
export type VendorFailure = 'overloaded' | 'rate-limit' | 'server-error'

/** How an answer goes over the line where it does not go as it should. */
export type LineFault =
  /** The connection breaks off after so much of the answer, as a share above 0 and below 1. */
  | { readonly kind: 'break'; readonly share: number }
  /** The answer comes piece by piece, over so many seconds. */
  | { readonly kind: 'slow'; readonly seconds: number }

/** What an agent gets back for a request. */
export type ResponseChange =
  | { readonly kind: 'pass' }
  /** The model is not asked; the request fails in the words of a vendor. */
  | { readonly kind: 'fail'; readonly error: VendorFailure; readonly retryAfterSeconds?: number }
  | LineFault
  /** The answer ends at a limit of tokens, after so much of its text; the rest and its calls are lost. */
  | { readonly kind: 'truncate'; readonly share: number }
  /** Nothing: the process that asks is killed, and its command started again in the same place. */
  | { readonly kind: 'end' }

/** Proof of one delivery, written by the chain and confirmed by a verifier that shares no code with it. */
export interface Receipt {
  readonly intervention: string
  readonly seam: Seam
  readonly arm: 'sham' | 'varied'
  /** Step of the trial (counted from its own beginning, prefix included). */
  readonly step: number
  /** n-th opportunity of the link at this seam, from 0. */
  readonly opportunity: number
  /** What was touched: a tool, a call id, a disturbance, a goal variant, a limit. */
  readonly place: string
  /**
   * Content hash of what would have passed, and of what did pass. Tool list: the offers. Call and result: the result
   * text and flag, and the seconds that it took where it was made slow; where a call of an agent was kept back, the call itself before. Operator turn: the text (`before` is
   * the hash of the empty text). Environment: the world's state. Budget: the steps of the whole trial. Model response: the model's turn, or for a request that
   * failed or whose process was ended the request; and what the agent got in its place.
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
