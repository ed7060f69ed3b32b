import type { LineFault, VendorFailure } from './changes/index.js'
import type { Checkpoint, Environment, Score } from './environment.js'
import { contentHash, type JsonValue } from './identity.js'
import type { Answer, Claim, Message, Model, ToolOffer } from './message.js'
import type { Sample } from './task.js'

/** What is compared and bought: the same weights on two hosts are two systems. */
export interface System {
  /** As its vendor names it. */
  readonly model: string
  /** Endpoint, and quantisation where known. */
  readonly host?: string
  /** Agent or loop around the model. */
  readonly agent?: string
  /** Reasoning effort, temperature, tool choice, as one text. */
  readonly settings?: string
  /** ISO date of the runs. */
  readonly date?: string
}

/** Where a model comes from: a claim with a source and a date; a measured result always outranks it. */
export interface Provenance {
  /** `suspected`: said by others and not proven. */
  readonly kind: 'frontier-trained' | 'declared-derivative' | 'suspected' | 'unknown'
  /** Who says so. */
  readonly source?: string
  /** ISO date of the claim. */
  readonly date?: string
}

/** Price of a system's tokens in US dollars a million; undefined prices mean that cost is unknown, not zero. */
export interface Price extends TokenPrice {
  /** What an ask with more input than so many tokens costs, all of it. */
  readonly beyond?: TokenPrice & { readonly inputTokens: number }
}

/** US dollars a million tokens. */
export interface TokenPrice {
  readonly inputUsdPerMillion: number
  readonly outputUsdPerMillion: number
  /** Of input that is read from the vendor's cache; as other input where left out. */
  readonly cacheReadUsdPerMillion?: number
  /** Of input that is put into the vendor's cache; as other input where left out. */
  readonly cacheWriteUsdPerMillion?: number
}

/** Whose rate limits an ask counts against: whoever a host takes the asks of one key for. */
export interface Account {
  /** Tells accounts apart; a hash, from which no key can be read. */
  readonly id: string
  /** As people know it: the host. */
  readonly label: string
  /** `server`: one that was named by its address, and may be a single machine of the reader's own. */
  readonly kind: 'vendor' | 'server'
}

/**
 * The account behind a host and a key; the same two give the same account in every process.
 *
 * @param place.key left out where the host takes none
 */
export function accountOf(place: Pick<Account, 'kind'> & { readonly host: string; readonly key?: string }): Account {
  const { host, key, kind } = place
  return { id: contentHash({ kind: 'account', host, key }), label: host, kind }
}

/** Identity of a system, hashed from its five fields: 32 hexadecimal digits. */
export function systemIdOf(system: System): string {
  const { model, host, agent, settings, date } = system
  return contentHash({ kind: 'system', model, host, agent, settings, date })
}

/** How people read a system: the model, then whatever else is stated. */
export function systemLabel(system: System): string {
  const rest = [system.host, system.agent, system.settings, system.date].filter((part) => part !== undefined)
  return rest.length === 0 ? system.model : `${system.model} (${rest.join(', ')})`
}

/** What an agent asks over its endpoint, in terms that providers share. */
export interface AgentAsk {
  /** The whole conversation as the agent keeps it. */
  readonly messages: readonly Message[]
  /** The agent's own tools, as it offers them; empty in an ask without tools. */
  readonly tools: readonly ToolOffer[]
  /** Which start of its process asks, from 1; the first where left out. */
  readonly start?: number
}

/** What an agent gets back for an ask. */
export type AgentReply =
  | { readonly kind: 'answered'; readonly answer: Answer; readonly line?: LineFault }
  /** As it would fail at a vendor; asking again can help. */
  | { readonly kind: 'failed'; readonly error: VendorFailure; readonly retryAfterSeconds?: number }
  /** The vendor refuses the conversation; `isTooLong`: because it is longer than the model takes. */
  | { readonly kind: 'rejected'; readonly message: string; readonly isTooLong: boolean }
  /** Nothing: its process is killed and its command started again. */
  | { readonly kind: 'ended' }
  /** The trial has ended, or cannot go on: nothing is answered any more. */
  | { readonly kind: 'over'; readonly message: string }

/** An agent that keeps its own loop and runs its own tools: its trials are whole runs, never forks. */
export interface Agent {
  /**
   * Makes a place in which one trial is worked on, equal for all trials of a pair.
   *
   * @throws whatever keeps it from being made: the trial is launched again
   */
  open(trial: { readonly sample: Sample; readonly pairId: string }): Promise<AgentPlace>
}

/** Where one trial of an agent takes place. */
export interface AgentPlace {
  /** Whether the agent is a process that can be killed and started again. */
  readonly isRestartable?: boolean
  /** What there is to be worked on, as a value of bounded size, such as hashes of files. */
  state(): Promise<JsonValue>
  /**
   * Lets the agent work. Resolves when it has ended, by itself or because the signal ended it, and nothing of it is left.
   *
   * @throws where it could not be started
   */
  work(asks: { readonly ask: (ask: AgentAsk) => Promise<AgentReply>; readonly signal: AbortSignal }): Promise<AgentWork>
  /** @throws where the result cannot be judged */
  judge(): Promise<JudgedWork>
  close(): Promise<void>
}

/** How an agent ended, in words, such as `exit 1: key is missing`; shown where it never asked a model. */
export interface AgentWork {
  readonly ended: string
}

/** What has become of a piece of work that an agent did. */
export interface JudgedWork {
  readonly score: Score
  /** Empty where the task has none. */
  readonly checkpoints: readonly Checkpoint[]
  /** `unstated` where nothing says it. */
  readonly claim: Claim
}

/** What an agent is started with in one trial. */
export interface AgentJob {
  /** Address of the endpoint, without a path: `http://127.0.0.1:PORT`. */
  readonly url: string
  /** The key under which it asks. */
  readonly key: string
  /** Name that it may give the model; any other does as well. */
  readonly model: string
  /** What is asked for. */
  readonly goal: string
  /** The copy in which it works. */
  readonly folder: string
  /** An empty home of its own. */
  readonly home: string
  readonly temporary: string
  /** Aborted when its time is over. */
  readonly signal: AbortSignal
  /** Aborted where it is to be killed without being asked to end first. */
  readonly killed?: AbortSignal
  /** Which start this is in its trial, from 1; the first where left out. What it left lies as it left it. */
  readonly start?: number
}

/** How an agent is let loose: resolves when it has ended and nothing of it is left. */
export type StartAgent = ((job: AgentJob) => Promise<AgentWork>) & {
  /** Whether it heeds `killed`, so that it may be started again. */
  readonly isRestartable?: boolean
}

/** What stands for a model in one trial only. */
export interface TrialModel {
  readonly model: Model
  /** Told of the world of the trial before the first ask. */
  meet?(world: Environment): void
  /** The trial is over, however it ended. */
  close(): Promise<void>
}
