import {
  type AgentReply,
  canonicalJson,
  type JsonValue,
  type Lease,
  type LimitKind,
  type Limits,
  type Message,
  type ToolCall,
  type ToolOffer,
  type ToolResult,
  type ToolSpec,
} from '../../domain/index.js'
import type { AskResult } from '../ask/index.js'
import { type Chain, createChain, type Delivery } from '../chain.js'
import { NOTHING_USED } from '../limits.js'
import { createRecorder } from '../recorder.js'
import { type Asking, deliver, type TrialSetup } from '../running.js'
import { createResponses, type Responses } from './responses.js'
import { createThreads, type Threads } from './threads.js'

/** Why nothing is answered any more. */
export type Over =
  | { readonly kind: 'limit'; readonly limit: LimitKind }
  /** What came of an ask that got no answer. */
  | { readonly kind: 'unanswered'; readonly result: Exclude<AskResult, { kind: 'answered' }> }
  /** A link failed. */
  | { readonly kind: 'broken'; readonly error: unknown }

/** A call that was passed on to the agent. */
interface SentCall {
  /** As the model made it. */
  readonly call: ToolCall
  /** As the agent got it. */
  readonly passed: ToolCall
  readonly step: number
  /** Whether the links may look at its result. */
  readonly isWatched: boolean
  /** Whether it counts among the calls that links are told of. */
  readonly isNoted: boolean
  /** What came back and what the model was shown of it. */
  returned?: { readonly given: ToolResult; readonly shown: ToolResult }
}

/** A trial of an agent while it runs: between the agent, which keeps its own loop, and the model that it asks. */
export interface Session extends Asking {
  readonly setup: Pick<TrialSetup, 'candidate' | 'candidateOf' | 'limits' | 'sample'>
  readonly chain: Chain | undefined
  readonly responses: Responses
  readonly threads: Threads
  readonly sent: Map<string, SentCall>
  /** Interventions whose change has become visible since the last ask. */
  readonly evidence: Set<string>
  /** First results of calls, by name and arguments. */
  readonly earliest: Map<string, ToolResult>
  readonly startState: JsonValue
  /** Turns that were answered by another system than the trial's own. */
  readonly stoodIn: WeakSet<Message>
  /** Whether its process can be killed and started again. */
  readonly isRestartable: boolean
  /** Aborted when the trial is over. */
  readonly ending: AbortController
  /** Those of the setup, until a link cuts them. */
  limits: Limits
  messages: readonly Message[]
  toolsHash: string
  step: number
  /** Hash of the list that the agent offered at first; undefined before its first ask. */
  ownToolsHash: string | undefined
  over: Over | undefined
  /** True when the agent has gone: an ask that is still under way is taken back. */
  isLeft: boolean
  /** True once an ask has failed because a link wanted it. */
  hasFailed: boolean
  /** How often the process of the agent had to be started. */
  starts: number
  /** How long the next ask has to wait for results that were made slow. */
  waitMs: number
  /** The vendor's last word, where it was a refusal of the conversation. */
  refusal: Extract<AgentReply, { kind: 'rejected' }> | undefined
}

/** Begins a trial in the state in which its agent finds its work. */
export function beginSession(
  lease: Lease,
  setup: TrialSetup,
  given: Pick<Session, 'context' | 'startState' | 'isRestartable'>,
): Session {
  const { context, startState, isRestartable } = given
  const { pairId, arm, chainFrom = 0 } = lease.trial
  const { links } = setup
  // Nothing that an agent has done can be restored: it begins again, and what it asked before counts no more.
  const repeatedAsks = lease.past.filter(({ body }) => body.kind === 'model-answered').length
  const resumed = { kind: 'trial-resumed', afterSeq: -1, repeatedAsks } as const
  return {
    lease,
    setup,
    context,
    startState,
    isRestartable,
    recorder: createRecorder(context.journal, lease, {
      past: [],
      ...(lease.past.length > 0 && { resumed }),
    }),
    chain:
      links.length === 0
        ? undefined
        : createChain({ arm: arm === 'varied' ? 'varied' : 'sham', links, pairId, firstStep: chainFrom }),
    responses: createResponses({ links, pairId, firstStep: chainFrom }),
    threads: createThreads(),
    sent: new Map(),
    evidence: new Set(),
    earliest: new Map(),
    stoodIn: new WeakSet(),
    ending: new AbortController(),
    limits: setup.limits,
    messages: [],
    toolsHash: '',
    step: 0,
    used: NOTHING_USED,
    counted: undefined,
    answering: undefined,
    startedMs: context.clock.monotonicMs(),
    ownToolsHash: undefined,
    over: undefined,
    isLeft: false,
    hasFailed: false,
    starts: 1,
    waitMs: 0,
    refusal: undefined,
  }
}

/** Takes back what is still under way for an agent that has gone. */
export function leave(session: Session): void {
  session.isLeft = true
  session.ending.abort(new Error('the agent has gone'))
}

/** Ends the trial for its agent. */
export function end(session: Session, over: Over): void {
  session.over ??= over
  session.ending.abort(new Error('the trial is over'))
}

/** The chain where it is in place: from its chainFrom on, in asks that offer the agent's own list. */
export function chainAt({ chain, lease, ownToolsHash }: Session, step: number, toolsHash: string): Chain | undefined {
  return step >= (lease.trial.chainFrom ?? 0) && toolsHash === ownToolsHash ? chain : undefined
}

/** Writes a delivery down where it took place. */
export function note({ recorder }: Session, step: number, delivery: Delivery): void {
  deliver({ recorder, step }, [delivery])
}

/**
 * The agent's tools with what is known of them, their schemas as a record gives them back: a link that goes by the order
 * of fields has to find the same one when it is asked again.
 */
export function specsOf({ setup }: Session, tools: readonly ToolOffer[]): ToolSpec[] {
  const reads = setup.sample.ownTools?.reads ?? []
  return tools.map(({ name, description, parameters }) => ({
    name,
    description,
    parameters: JSON.parse(canonicalJson(parameters)),
    effect: reads.includes(name) ? 'reads' : 'writes',
  }))
}
