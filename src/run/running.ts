import {
  type Answer,
  asJson,
  type Candidate,
  type Environment,
  type Journal,
  type JournalEvent,
  type Lease,
  type LimitKind,
  type Limits,
  type Link,
  type Message,
  type Owner,
  type PlannedTrial,
  type Sample,
  type ToolOffer,
  type VoidCause,
} from '../domain/index.js'
import type { Accounts, Clock, Counted, RetryRule, Trouble } from './ask/index.js'
import type { Delivery } from './chain.js'
import type { ChainedWorld } from './chained-world.js'
import { limitReached, type Used } from './limits.js'
import type { Recorder } from './recorder.js'

/** Everything one trial needs beside its place in the journal. */
export interface TrialSetup {
  readonly sample: Sample
  /** Opens the sample's world in its initial state; called again for the twin that lives on without a change. */
  readonly open: () => Environment
  readonly candidate: Candidate
  readonly limits: Limits
  /** The links of the chain; empty for a baseline. */
  readonly links: readonly Link[]
  /** The parent's answers to its first steps, for a fork. */
  readonly prefix: readonly Answer[]
  /** What the parent recorded up to the fork: acting the prefix out has to bring about the same. Empty for a baseline. */
  readonly prefixEvents: readonly JournalEvent[]
  /** Working time of the parent's first steps, which counts against the limit of a fork. */
  readonly prefixSeconds?: number
  readonly parentAttempt?: number
  /** Another system of the study, which a link may have answer; where it is left out there is none. */
  readonly candidateOf?: (systemId: string) => Candidate
  /** Where what answers keeps a memory of its own: a further attempt begins at the start. */
  readonly isBegunAnew?: boolean
}

/** What the runner passes to every trial. */
export interface TrialContext {
  readonly journal: Journal
  readonly clock: Clock
  readonly retry: RetryRule
  /** What asks pass through; without it nothing bounds them but the number of trials. */
  readonly accounts?: Accounts
  readonly signal: AbortSignal
  readonly budgetUsd?: number
  /** Longest wait for one answer, in milliseconds; ten minutes where left out. */
  readonly answerWaitMs?: number
  /** Aborted where nothing is to be begun any more, though what is under way may end. */
  readonly halt?: AbortSignal
  /** Causes by which a trial may have been void before and is to go on all the same. */
  readonly retryVoid?: readonly VoidCause[]
  /** Called after each step that this attempt got an answer for. */
  readonly stepDone: () => void
  /** Told of everything that goes wrong around the models. */
  readonly troubled?: ((trouble: Trouble) => void) | undefined
}

/** What the runner needs to carry out the trials of a journal. */
export interface RunOptions {
  readonly journal: Journal
  readonly owner: Owner
  /** Most trials at a time in this process; their accounts may allow fewer. */
  readonly concurrency: number
  readonly accounts: Accounts
  readonly clock: Clock
  readonly retry: RetryRule
  readonly signal: AbortSignal
  readonly budgetUsd?: number
  /** Attempts of one trial that may end because something around the model broke, before it is void. */
  readonly mostAttempts: number
  /** Longest wait for one answer, in milliseconds; ten minutes where left out. */
  readonly answerWaitMs?: number
  readonly setupOf: (trial: PlannedTrial) => Promise<TrialSetup>
  /** Trials that the end of this one makes possible; must give the same trials in every process. */
  readonly follow: (ended: PlannedTrial) => Promise<readonly PlannedTrial[]>
  readonly stepDone: () => void
  /** Causes by which trials were void that are launched again now; their model being out of reach always is one. */
  readonly retryVoid?: readonly VoidCause[]
  /** Told of everything that goes wrong around the models. */
  readonly troubled?: ((trouble: Trouble) => void) | undefined
}

/** What asking needs to know of a trial, and moves on. */
export interface Asking {
  readonly lease: Lease
  readonly setup: Pick<TrialSetup, 'candidate' | 'limits'>
  readonly context: TrialContext
  readonly recorder: Recorder
  readonly messages: readonly Message[]
  readonly toolsHash: string
  readonly step: number
  used: Used
  /** What the vendor has counted of the conversation. */
  counted: Counted | undefined
  /** Who answers in place of the trial's own system, and how many messages there were when that began. */
  answering: { readonly candidate: Candidate; readonly since: number } | undefined
  /** Ids of calls that the conversation held before it was told anew. */
  readonly forgotten?: Set<string>
  /** When the working time of this attempt began; moved on by time that is not the model's, such as waits. */
  startedMs: number
}

/** A list of tools as a model is shown it. */
export interface Offer {
  readonly tools: readonly ToolOffer[]
  /** All of it as text: equal texts are one list. */
  readonly text: string
  /** By which the record names it. */
  readonly hash: string
}

/** State of a trial while it runs. */
export interface Running extends Asking {
  readonly setup: TrialSetup
  readonly environment: Environment
  readonly messages: Message[]
  readonly forgotten: Set<string>
  /** Messages the model has not been shown yet, by hash. */
  fresh: string[]
  world: ChainedWorld
  toolsHash: string
  /** What was offered last. */
  offer: Offer | undefined
  step: number
  reached: ReadonlySet<string>
  lastCheckpointStep: number | undefined
  /** Those of the setup, until a link cuts them. */
  limits: Limits
  /** Only of a whole run with a probe. */
  heard: Heard | undefined
}

/** What was said to the model's side before any chain, kept apart so that a verifier can hold the record against it. */
export interface Heard {
  /** Hashes of the messages since the last ask. */
  received: string[]
  /** The list of tools as it is without a chain. */
  readonly toolsHash: string
}

/** Adds a message to the conversation; the next ask shows it. */
export function say(running: Running, message: Message, recorder: Recorder): string {
  running.messages.push(message)
  const hash = recorder.keep(asJson(message))
  running.fresh.push(hash)
  return hash
}

/** Tells the conversation anew; the next ask shows all of it. */
export function retell({ messages, fresh, forgotten }: Running, told: readonly Message[], recorder: Recorder): void {
  for (const message of messages)
    if (message.role === 'assistant') for (const { id } of message.calls) forgotten.add(id)
  messages.splice(0, messages.length, ...told)
  fresh.splice(0, fresh.length, ...told.map((message) => recorder.keep(asJson(message))))
}

/** What an answer that is about to be added says of the conversation before it; undefined where it does not say. */
export function countedBy({ messages, toolsHash }: Asking, { usage }: Answer): Counted | undefined {
  if (usage?.inputTokens === undefined || usage.outputTokens === undefined) return undefined
  const tokens = usage.inputTokens + usage.outputTokens
  return { messages: messages.length + 1, toolsHash, tokens, shownTokens: tokens - (usage.reasoningTokens ?? 0) }
}

/** Writes receipts down, each between the states on either side where it has them. */
export function deliver({ recorder, step }: Pick<Running, 'recorder' | 'step'>, deliveries: readonly Delivery[]): void {
  for (const { receipt, contents, state } of deliveries) {
    if (state !== undefined) {
      const stateHash = recorder.keep(state.before)
      recorder.emit({ kind: 'snapshot-taken', step, stateHash, moment: 'before-delivery' })
    }
    recorder.emit({ kind: 'intervention-applied', receipt }, contents)
    if (state !== undefined) {
      const stateHash = recorder.keep(state.after)
      recorder.emit({ kind: 'snapshot-taken', step, stateHash, moment: 'after-delivery' })
    }
  }
}

/** The limit that a trial has reached, if any. */
export function limitNow({ limits, used, context, startedMs, recorder }: Running): LimitKind | undefined {
  // Time that has passed says nothing about a step that was already taken.
  const seconds = recorder.isReplaying() ? 0 : (context.clock.monotonicMs() - startedMs) / 1_000
  return limitReached(limits, { ...used, seconds })
}

/** Whether whoever answers is shown the conversation for the first time. */
export function isFirstShown({ step, setup, answering, messages }: Running): boolean {
  return answering === undefined ? step <= setup.prefix.length : answering.since === messages.length
}
