import type { JsonObject, JsonValue, ParentStep } from './identity.js'
import type { Receipt } from './intervention.js'
import type { Answer, Claim, ToolCall, Usage } from './message.js'
import type { LimitKind, Outcome, VoidCause } from './outcome.js'

/**
 * What happened in a trial, in order. Closed: a new kind is a new format version. Texts and lists that may repeat are
 * stored once as content and named by hash.
 */
export type EventBody =
  | { readonly kind: 'attempt-started'; readonly owner: string }
  /**
   * `messages`: hashes of the opening messages. `stateHash`: the world before anything happened. `isRestartable`: what asks
   * is a process that can be killed and started again.
   */
  | {
      readonly kind: 'trial-started'
      readonly messages: readonly string[]
      readonly toolsHash: string
      readonly stateHash: string
      readonly isRestartable?: true
    }
  | { readonly kind: 'trial-forked'; readonly parent: ParentStep; readonly attempt: number; readonly stateHash: string }
  /** The attempt goes on after event `afterSeq` of the record so far; later ones of an earlier attempt do not count. */
  | { readonly kind: 'trial-resumed'; readonly afterSeq: number; readonly repeatedAsks: number }
  | { readonly kind: 'operator-spoke'; readonly step: number; readonly messageHash: string }
  /** Written when the list differs from the one offered before. */
  | { readonly kind: 'tools-offered'; readonly step: number; readonly toolsHash: string }
  /**
   * `added`: hashes of the messages new since the last ask. `evidenceOf`: interventions first visible in this ask.
   * `received`: what an agent sent, before the chain; absent in an ask that it did not make. `after`: the step that an
   * agent's ask goes on from, where that is not the one before; -1 where the conversation is told anew: `added` is then
   * all of it. `rewritten`: told anew because an intervention changed it. `instead`: hash of what an agent got in place
   * of an answer; the model was then not asked. `start`: which start of the agent asks, from 2; the first where left out.
   */
  | {
      readonly kind: 'model-asked'
      readonly step: number
      readonly added: readonly string[]
      readonly toolsHash: string
      readonly evidenceOf?: readonly string[]
      readonly received?: { readonly added: readonly string[]; readonly toolsHash: string }
      readonly after?: number
      readonly rewritten?: Rewritten
      readonly instead?: string
      readonly start?: number
    }
  /**
   * `by`: id of the system that answered, where it is not that of the trial. `instead`: hash of what an agent got in place
   * of this answer, where that was not the answer as it is.
   */
  | {
      readonly kind: 'model-answered'
      readonly step: number
      readonly messageHash: string
      readonly stop: Answer['stop']
      readonly stopReason?: string
      readonly usage?: Usage
      readonly costUsd?: number
      readonly latencyMs: number
      readonly by?: string
      readonly instead?: string
    }
  /** `passed`: the call as the world received it, where the chain translated it. */
  | {
      readonly kind: 'tool-called'
      readonly step: number
      readonly call: ToolCall
      readonly passed?: { readonly name: string; readonly arguments: JsonObject }
    }
  /**
   * `chargedSeconds`: working time that the trial was charged with for it; `waitedSeconds`: time that an agent was kept
   * waiting for it before the next ask.
   */
  | {
      readonly kind: 'tool-returned'
      readonly step: number
      readonly callId: string
      readonly messageHash: string
      readonly isError: boolean
      readonly chargedSeconds?: number
      readonly waitedSeconds?: number
    }
  /** The world broke at this call; the next attempt makes it again, or may not. */
  | { readonly kind: 'tool-failed'; readonly step: number; readonly callId: string; readonly message: string }
  /** `mayBeCharged`: what was set aside for the ask counts as spent. */
  | {
      readonly kind: 'transport-failed'
      readonly step: number
      readonly vendor: string
      readonly status?: number
      readonly isRetryable: boolean
      readonly mayBeCharged?: boolean
    }
  | { readonly kind: 'intervention-applied'; readonly receipt: Receipt }
  /** `progress`: reference effort behind all checkpoints that hold now, in reference calls. */
  | { readonly kind: 'checkpoint-reached'; readonly step: number; readonly id: string; readonly progress: number }
  /** The content is the world's state. `moment` tells why it was taken. */
  | {
      readonly kind: 'snapshot-taken'
      readonly step: number
      readonly stateHash: string
      readonly moment: 'start' | 'periodic' | 'before-delivery' | 'after-delivery'
    }
  | { readonly kind: 'trial-ended'; readonly step: number; readonly end: TrialEnd; readonly claim: Claim }
  /** `stateHash`: the world that was scored. */
  | {
      readonly kind: 'trial-scored'
      readonly outcome: Outcome
      readonly score?: number
      readonly stateHash?: string
      readonly evidence: readonly string[]
      readonly progress: number
    }
  /** `message`: what broke, one sentence without full stop. */
  | { readonly kind: 'attempt-ended'; readonly reason: AttemptEndReason; readonly message?: string }

/** A conversation told anew: what of the one before still stands in it, and what does not come from there. */
export interface Rewritten {
  /** Name of the intervention. */
  readonly by: string
  /** How many messages of the conversation before are kept. */
  readonly kept: number
  /** Hashes of the messages that were put in place of others, in their order. */
  readonly put: readonly string[]
}

/** `owner` of an attempt that ran nothing and judged a final state anew: no launch of the trial. */
export const RESCORE_OWNER = 'scored again'

/**
 * Why an attempt is over. `transport` and `environment`: something around the model broke; `refused`: a system may not
 * be asked at all, which stops the run; `budget`: the next ask might have passed it; `interrupted`: the run was stopped.
 * A killed attempt has no end.
 */
export type AttemptEndReason = 'scored' | 'transport' | 'environment' | 'refused' | 'budget' | 'interrupted'

/** What ended a trial. `rejected`: the vendor refused the conversation that the model's own turns had made. */
export type TrialEnd =
  | { readonly kind: 'finished' }
  | { readonly kind: 'rejected'; readonly message: string }
  | { readonly kind: 'limit'; readonly limit: LimitKind }
  | { readonly kind: 'void'; readonly cause: VoidCause; readonly message: string }

/** An event as it lies in the journal. */
export interface JournalEvent {
  readonly trialId: string
  /** From 1; a relaunch or a resume is a further attempt of the same trial. */
  readonly attempt: number
  /** From 0 within the trial, going on over attempts. */
  readonly seq: number
  /** Milliseconds since 1970. */
  readonly wallTime: number
  /** Milliseconds on the clock of one process; comparable only within that process. */
  readonly monotonicMs: number
  /** The process that wrote it: `Owner.processId`. */
  readonly processId: string
  readonly body: EventBody
}

/** An event with whether it still counts. */
export interface RecordedEvent {
  readonly event: JournalEvent
  /** False for what a later attempt left behind, and for what tells about attempts and not about the trial. */
  readonly counts: boolean
}

/** Working time while the events of a trial are read in order. */
export interface WorkingTime {
  /** Milliseconds of work so far. */
  ms: number
  /** The event read last. */
  before: JournalEvent | undefined
}

/**
 * Adds what one event took: the latency of an answer in place of all the time that it took to get it, and nothing for
 * asks that failed, for waiting, and for bringing a resumed trial back to where it stood. What a trial was charged with
 * counts as work.
 */
export function noteWork(work: WorkingTime, event: JournalEvent): void {
  const { body, processId, attempt, monotonicMs } = event
  const { before } = work
  work.before = event
  if (body.kind === 'model-answered') work.ms += body.latencyMs
  else if (before?.processId === processId && before.attempt === attempt && !ENDS_A_WAIT.has(body.kind)) {
    work.ms += monotonicMs - before.monotonicMs
  }
  if (body.kind === 'tool-returned') work.ms += (body.chargedSeconds ?? 0) * 1_000
}

/** Kinds before which nobody was working. */
const ENDS_A_WAIT: ReadonlySet<EventBody['kind']> = new Set(['transport-failed', 'attempt-ended', 'trial-resumed'])

/**
 * What an agent got of an answer: of one that broke off or was cut, no call is made.
 *
 * @param instead content of what it got in its place, where that was not the answer as it is
 */
export function arrivedOf(answer: Pick<Answer, 'text' | 'calls'>, instead: JsonValue | undefined) {
  const { kind, text }: Readonly<Record<string, unknown>> = Object(instead)
  if (kind === 'truncate') return { text: String(text), calls: [] }
  return { text: answer.text, calls: kind === 'break' ? [] : answer.calls }
}
