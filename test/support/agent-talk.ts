import {
  type Agent,
  type AgentAsk,
  type AgentReply,
  type Answer,
  type Ask,
  type Candidate,
  type JudgedWork,
  type Link,
  type Message,
  type System,
  systemIdOf,
  type ToolOffer,
} from '../../src/domain/index.js'
import { openMemoryJournal } from '../../src/journal/index.js'
import { plannedTrial } from '../../src/probe/index.js'
import { createAccounts, DEFAULT_RETRY, runTrials, type TrialSetup } from '../../src/run/index.js'
import { anOwner, stillClock } from './depot-study.js'
import { sumSample } from './sum-study.js'

/** Tools of an agent that only talks. */
export const talkTools: readonly ToolOffer[] = ['look', 'put'].map((name) => ({
  name,
  description: `${name}s.`,
  parameters: { type: 'object', properties: { at: { type: 'string' } } },
}))

const STAND_IN: System = { model: 'stand-in' }

/** Id of another system, which answers as the own one does. */
export const stoodInId = systemIdOf(STAND_IN)

/** What one side of a talk says. */
export type Talk = (ask: (ask: AgentAsk) => Promise<AgentReply>, signal: AbortSignal) => Promise<void>

/** Runs one trial of an agent that says what it is told to say, against a model that does too. */
export async function talkTrial(given: {
  readonly talk: Talk
  readonly answer: (ask: Ask) => Answer | Promise<Answer>
  readonly link?: Link
  readonly arm?: 'sham' | 'varied'
  readonly chainFrom?: number
  /** Leaves the chain out of a trial that is planned with one: a machinery that swallows everything. */
  readonly isSwallowed?: boolean
  readonly limits?: TrialSetup['limits']
  readonly judge?: () => Promise<JudgedWork>
}) {
  const { link, arm = 'varied', chainFrom = 0 } = given
  const asks: Ask[] = []
  const agent: Agent = {
    open: async () => ({
      state: async () => ({ files: 0 }),
      work: async ({ ask, signal }) => {
        await given.talk(ask, signal)
        return { ended: 'done' }
      },
      judge:
        given.judge ??
        (async () => ({ score: { value: 0, isSolved: false, evidence: [] }, checkpoints: [], claim: 'unstated' })),
      close: async () => undefined,
    }),
  }
  const candidate: Candidate = {
    system: { model: 'talker' },
    provenance: { kind: 'unknown' },
    model: {
      ask: async (ask) => {
        asks.push({ ...ask, messages: structuredClone(ask.messages) })
        return given.answer(ask)
      },
    },
    agent,
  }
  const probe = { intervention: link?.name ?? 'none', dose: {}, trigger: 0 }
  const coordinates =
    link === undefined
      ? ({ pairId: 'pair', systemId: 'system', arm: 'baseline' } as const)
      : ({ pairId: 'pair', systemId: 'system', arm, probe, chainFrom } as const)
  const trial = plannedTrial(coordinates, sumSample.id, 0, 'solution')
  const clock = stillClock()
  const journal = openMemoryJournal({ monotonic: () => clock.monotonicMs() })
  journal.addTrials([trial])
  await runTrials({
    journal,
    owner: anOwner,
    concurrency: 1,
    accounts: createAccounts([candidate], { clock }),
    clock,
    retry: DEFAULT_RETRY,
    signal: new AbortController().signal,
    mostAttempts: 1,
    setupOf: async () => ({
      sample: sumSample,
      open: () => {
        throw new Error('an agent has no world')
      },
      candidate,
      candidateOf: () => ({ ...candidate, system: STAND_IN }),
      limits: given.limits ?? {},
      links: link === undefined || given.isSwallowed === true ? [] : [link],
      prefix: [],
      prefixEvents: [],
    }),
    follow: async () => [],
    stepDone: () => undefined,
  })
  return { journal, trial, asks }
}

/** A turn of the model that calls tools. */
export function calling(...calls: readonly (readonly [id: string, name: string, at?: string])[]): Answer {
  return {
    text: '',
    calls: calls.map(([id, name, at]) => ({ id, name, arguments: at === undefined ? {} : { at } })),
    stop: 'calls',
  }
}

/** A turn of the model that ends its work. */
export function saying(text: string): Answer {
  return { text, calls: [], stop: 'end' }
}

/** An agent's memory of an answer that it got. */
export function remembered(reply: AgentReply): Message {
  if (reply.kind !== 'answered') throw new Error(`no answer but ${reply.kind}`)
  const { text, calls } = reply.answer
  return { role: 'assistant', text, calls }
}

/** A result as an agent sends it. */
export function resultOf(callId: string, text: string, name = 'look'): Message {
  return { role: 'tool', callId, name, text, isError: false }
}

/** How the talks of agents begin. */
export const TALK_SYSTEM: Message = { role: 'system', text: 'Be brief.' }
/** What they are asked for. */
export const TALK_GOAL: Message = { role: 'user', text: 'Look and put.' }

/** An agent that keeps one conversation, with tools that answer `NAME of AT`. */
export const plainTalk: Talk = async (ask) => {
  const messages: Message[] = [TALK_SYSTEM, TALK_GOAL]
  for (;;) {
    const reply = await ask({ messages, tools: talkTools })
    if (reply.kind !== 'answered') return
    messages.push(remembered(reply))
    if (reply.answer.calls.length === 0) return
    for (const { id, name, arguments: given } of reply.answer.calls) {
      messages.push(resultOf(id, `${name} of ${given.at}`, name))
    }
  }
}
