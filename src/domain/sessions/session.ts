import type { JsonObject } from '../identity.js'
import type { Claim, Usage } from '../message.js'
import type { Outcome } from '../outcome.js'
import type { System } from '../system.js'

/** The formats of recorded work that can be read. */
export const SESSION_FORMATS = ['otel', 'langfuse', 'langsmith', 'inspect', 'atif'] as const

/** One of the formats of recorded work. */
export type SessionFormat = (typeof SESSION_FORMATS)[number]

/** A call of a tool as a source recorded it; what it does not say is absent, never empty. */
export interface SessionCall {
  /** As the source names it, or made from its place. */
  readonly id: string
  readonly name: string
  /** Absent where the source leaves contents out. */
  readonly arguments?: JsonObject
  /** Absent where the source leaves contents out, or the call never returned. */
  readonly result?: string
  /** Absent where the source has no mark for failed calls. */
  readonly isError?: boolean
}

/** One turn of the model with its calls. */
export interface SessionStep {
  /** From 0. */
  readonly index: number
  /** What the operator said just before, in order. */
  readonly operator: readonly string[]
  readonly text: string
  /** What the model wrote for itself, where the source carries it. */
  readonly reasoning?: string
  readonly calls: readonly SessionCall[]
  readonly tokens?: Usage
  readonly costUsd?: number
}

/** Who said how a session ended. */
export type LabelSource = 'source' | 'script' | 'readers'

/** Work of an agent that was recorded elsewhere, in Leadline's own terms. */
export interface Session {
  /** Unique within a record. */
  readonly id: string
  readonly format: SessionFormat
  /** Name of the file it came from, without folders. */
  readonly file: string
  readonly system: System
  /** What was to be done: sessions of one task are repeats of it. The session's own id where the source names none. */
  readonly task: string
  /** Kind of work, where the source names one. */
  readonly family?: string
  /** ISO date and time. */
  readonly startedAt?: string
  /** From the first to the last moment recorded. */
  readonly seconds?: number
  readonly steps: readonly SessionStep[]
  readonly outcome: Outcome
  /** In [0, 1], where a failure has one. */
  readonly score?: number
  /** Absent where the outcome is unknown. */
  readonly labelledBy?: LabelSource
  /** What a model judged; never an outcome by itself. */
  readonly judged?: JudgedResult
  readonly claim: Claim
  /** Sum over all asks, those of sub-agents included; absent where some ask carries none. */
  readonly tokens?: Usage
  /** As `tokens`, in US dollars. */
  readonly costUsd?: number
  /** True where the cost was worked out from tokens and the user's own price. */
  readonly isPriced?: true
  /** Everything the source says under the name of a score. */
  readonly scores: Readonly<Record<string, string | number | boolean>>
}

/** The verdict of a model that was asked how a session ended. */
export interface JudgedResult {
  readonly verdict: 'solved' | 'failed' | 'unknown'
  /** As it was asked for. */
  readonly model: string
}
