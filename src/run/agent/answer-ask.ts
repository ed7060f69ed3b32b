import {
  type AgentAsk,
  type AgentReply,
  type Answer,
  asJson,
  assistantTurn,
  canonicalJson,
  type Message,
  type Rewritten,
  seedOf,
  type ToolOffer,
} from '../../domain/index.js'
import type { AskResult } from '../ask/index.js'
import { type Chain, offersOf } from '../chain.js'
import { limitReached } from '../limits.js'
import { askAnew, noteAnswer } from '../turn.js'
import { shownOf, sortCalls } from './calls.js'
import { requestOf, retell, shownTo } from './request.js'
import { chainAt, end, note, type Session, specsOf } from './session.js'

/** A conversation on its way to the model. */
interface Talk {
  opening: readonly Message[]
  shown: Message[]
  /** Messages that the last ask did not show. */
  added: readonly Message[]
  readonly tools: readonly ToolOffer[]
  readonly ownToolsHash: string
  /** Absent in asks that follow withheld calls. */
  received: { readonly added: readonly string[]; readonly toolsHash: string } | undefined
  after: number
  /** What an intervention has made of the conversation before the ask at hand. */
  rewritten?: Rewritten | undefined
  /** Names what the agent has sent. */
  readonly key: string
}

/**
 * Answers one ask of an agent: what it sends goes through the chain to the model, and the model's answer back. Asks of
 * one trial must come one after another.
 */
export async function answerAsk(session: Session, ask: AgentAsk): Promise<AgentReply> {
  if (session.over !== undefined || session.isLeft) return over(session)
  try {
    // What the model will not be shown any more has not come back to it.
    if (isAtLimit(session)) return over(session)
    const talk = takeIn(session, ask)
    for (;;) {
      const reply = isAtLimit(session) ? over(session) : await turn(session, talk)
      if (reply !== undefined) return reply
    }
  } catch (error) {
    // The agent is ended; whoever started it finds out why.
    if (session.over === undefined && !session.isLeft) end(session, { kind: 'broken', error })
    return over(session)
  }
}

function takeIn(session: Session, { messages, tools }: AgentAsk): Talk {
  const { recorder, threads } = session
  const ownToolsHash = recorder.keep(asJson(tools))
  const begin = messages.findIndex(({ role }) => role !== 'system')
  const opening = begin === -1 ? messages : messages.slice(0, begin)
  const said = messages.slice(opening.length)
  const { thread, fresh, key } = threads.find(said)
  if (session.ownToolsHash === undefined) startTrial(session, [...opening, ...fresh], ownToolsHash)
  const isContinued = thread !== undefined && canonicalJson(asJson(thread.opening)) === canonicalJson(asJson(opening))
  const shown = fresh.map((message) => shownOf(session, message))
  if (thread !== undefined) noteOperator(session, fresh)
  const whole = [...(thread?.shown ?? []), ...shown]
  return {
    opening,
    shown: whole,
    added: isContinued ? [...thread.unasked, ...shown] : [...opening, ...whole],
    tools,
    ownToolsHash,
    received: {
      added: (isContinued ? fresh : messages).map((message) => recorder.keep(asJson(message))),
      toolsHash: ownToolsHash,
    },
    after: isContinued ? thread.step : -1,
    key,
  }
}

function startTrial(session: Session, said: readonly Message[], toolsHash: string): void {
  const { recorder, startState } = session
  session.ownToolsHash = toolsHash
  session.toolsHash = toolsHash
  const opening = said.filter(({ role }) => role === 'system' || role === 'user')
  recorder.emit({
    kind: 'trial-started',
    messages: opening.map((message) => recorder.keep(asJson(message))),
    toolsHash,
    stateHash: recorder.keep(startState),
  })
}

/** What an agent puts in between is the operator's word to the model, whoever wrote it. */
function noteOperator({ recorder, step }: Session, fresh: readonly Message[]): void {
  for (const message of fresh) {
    if (message.role !== 'user') continue
    recorder.emit({ kind: 'operator-spoke', step, messageHash: recorder.keep(asJson(message)) })
  }
}

/** @returns undefined where all that the model wanted was kept from the agent, so that the model is asked again */
async function turn(session: Session, talk: Talk): Promise<AgentReply | undefined> {
  const chain = chainAt(session, session.step, talk.ownToolsHash)
  if (chain !== undefined) {
    speak(session, chain, talk)
    cut(session, chain)
  }
  const offered = offer(session, chain, talk)
  retell(talk, requestOf(session, chain, [...talk.opening, ...talk.shown]))
  const result = await askModel(session, talk, offered)
  if (result.kind !== 'answered') return unanswered(session, result)
  const answer = { ...result.answer, calls: withOwnIds(session, result.answer.calls) }
  noteAnswer(session, answer, result.latencyMs)
  const { passed, withheld } = sortCalls(session, answer.calls, { own: talk.tools, offered, chain })
  const said = assistantTurn(answer)
  if (session.answering !== undefined) session.stoodIn.add(said)
  talk.shown.push(said, ...withheld)
  const step = session.step
  session.step += 1
  session.refusal = undefined
  session.context.stepDone()
  if (passed.length === 0 && answer.calls.length > 0) {
    talk.added = withheld
    talk.received = undefined
    talk.after = step
    return undefined
  }
  const reply: Answer = { ...answer, calls: passed }
  const { opening, shown, key } = talk
  const message = { role: 'assistant', text: reply.text, calls: passed } as const
  session.threads.note(key, message, { opening, shown: [...shown], unasked: withheld, step })
  await session.recorder.commit()
  return { kind: 'answered', answer: reply }
}

/** Ids are unique within a trial, though an agent may keep several conversations. */
function withOwnIds({ sent, step }: Session, calls: Answer['calls']): Answer['calls'] {
  return calls.map((call) => (sent.has(call.id) ? { ...call, id: `${call.id}-${step}` } : call))
}

function speak(session: Session, chain: Chain, talk: Talk): void {
  const { recorder, step, evidence } = session
  const wanted = chain.speech(step)
  if (wanted === undefined) return
  const { text, claim } = wanted
  note(session, step, chain.deliver(claim, 'operator', { before: { text: '' }, after: { text } }))
  if (chain.arm === 'sham') return
  const message = { role: 'user', text } as const
  talk.shown.push(message)
  talk.added = [...talk.added, message]
  evidence.add(claim.link)
  recorder.emit({ kind: 'operator-spoke', step, messageHash: recorder.keep(asJson(message)) })
}

/** Takes away steps that the trial would have had. */
function cut(session: Session, chain: Chain): void {
  const { step, limits } = session
  const wanted = chain.cut(step)
  const now = wanted === undefined ? undefined : step + wanted.steps
  if (wanted === undefined || now === undefined || (limits.steps !== undefined && limits.steps <= now)) return
  const change = { before: { steps: limits.steps ?? null }, after: { steps: now } }
  note(session, step, chain.deliver(wanted.claim, 'steps', change))
  if (chain.arm === 'varied') session.limits = { ...limits, steps: now }
}

function offer(session: Session, chain: Chain | undefined, { tools }: Talk): readonly ToolOffer[] {
  const { recorder, step, evidence } = session
  const own = specsOf(session, tools)
  const { tools: offered, deliveries } = chain?.offer(own, step) ?? { tools: own, deliveries: [] }
  const offers = offersOf([...offered]).map((tool) => asSent(tools, tool))
  const toolsHash = recorder.keep(asJson(offers))
  if (toolsHash !== session.toolsHash) recorder.emit({ kind: 'tools-offered', step, toolsHash })
  session.toolsHash = toolsHash
  for (const delivery of deliveries) {
    note(session, step, delivery)
    if (chain?.arm === 'varied') evidence.add(delivery.receipt.intervention)
  }
  return offers
}

/** What is not changed is shown just as the agent sent it. */
function asSent(tools: readonly ToolOffer[], offered: ToolOffer): ToolOffer {
  const own = tools.find(({ name }) => name === offered.name)
  return own !== undefined && canonicalJson(asJson(own)) === canonicalJson(asJson(offered)) ? own : offered
}

async function askModel(session: Session, talk: Talk, tools: readonly ToolOffer[]): Promise<AskResult> {
  const { recorder, step, toolsHash, evidence, lease, context, ending } = session
  const { received, after, added, opening, shown, rewritten } = talk
  talk.rewritten = undefined
  recorder.emit({
    kind: 'model-asked',
    step,
    added: added.map((message) => recorder.keep(asJson(message))),
    toolsHash,
    ...(evidence.size > 0 && { evidenceOf: [...evidence] }),
    ...(received !== undefined && { received }),
    // Of the first ask the step before is -1, too; a rewrite says so.
    ...((after !== step - 1 || rewritten !== undefined) && { after }),
    ...(rewritten !== undefined && { rewritten }),
  })
  evidence.clear()
  if (after !== step - 1) session.counted = undefined
  session.messages = shownTo(session, [...opening, ...shown])
  await recorder.commit()
  return askAnew(session, {
    messages: session.messages,
    tools,
    seed: seedOf(`${lease.trial.id}/${step}`),
    signal: AbortSignal.any([context.signal, ending.signal]),
  })
}

function unanswered(session: Session, result: Exclude<AskResult, { kind: 'answered' }>): AgentReply {
  const isTooLong = result.kind === 'too-long'
  // A conversation that is refused is the agent's to mend: many shorten theirs and go on.
  if (isTooLong || (result.kind === 'rejected' && session.step > 0)) {
    const message = isTooLong ? 'the conversation is longer than the context of the model' : result.message
    session.refusal = { kind: 'rejected', message, isTooLong }
    return session.refusal
  }
  end(session, result.kind === 'too-late' ? { kind: 'limit', limit: 'time' } : { kind: 'unanswered', result })
  return over(session)
}

function over({ over: why }: Session): AgentReply {
  const message = why?.kind === 'limit' ? 'the session has reached its limit' : 'the session has ended'
  return { kind: 'over', message }
}

/** Ends the trial where it has reached a limit. */
function isAtLimit(session: Session): boolean {
  const { limits, used, context, startedMs } = session
  const limit = limitReached(limits, { ...used, seconds: (context.clock.monotonicMs() - startedMs) / 1_000 })
  if (limit !== undefined) end(session, { kind: 'limit', limit })
  return limit !== undefined
}
