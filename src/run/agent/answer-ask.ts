import {
  type AgentAsk,
  type AgentReply,
  type Answer,
  asJson,
  assistantTurn,
  canonicalJson,
  seedOf,
  type ToolOffer,
} from '../../domain/index.js'
import type { AskResult } from '../ask/index.js'
import { type Chain, offersOf } from '../chain.js'
import { limitReached } from '../limits.js'
import { askAnew } from '../turn.js'
import { sortCalls } from './calls.js'
import { failAsk, recordAnswer } from './instead.js'
import { requestOf, retell, shownTo } from './request.js'
import type { Response } from './responses.js'
import { chainAt, end, note, type Session, specsOf } from './session.js'
import { noteAsked, noteOperator, type Talk, takeIn } from './talk.js'

/**
 * Answers one ask of an agent: what it sends goes through the chain to the model, and the model's answer back. Asks of
 * one trial must come one after another.
 */
export async function answerAsk(session: Session, ask: AgentAsk): Promise<AgentReply> {
  if (session.over !== undefined || session.isLeft) return over(session)
  try {
    // What the model will not be shown any more has not come back to it.
    if (isAtLimit(session)) return over(session)
    // What a process asks that has been killed meanwhile.
    if ((ask.start ?? 1) < session.starts) return { kind: 'ended' }
    const talk = takeIn(session, ask)
    await waitForSlow(session)
    const response = chainAt(session, session.step, talk.ownToolsHash) && session.responses.next(session.step)
    const failed = response && (await failAsk(session, talk, response))
    if (failed !== undefined) return failed
    noteOperator(session, talk)
    for (;;) {
      const reply = isAtLimit(session) ? over(session) : await turn(session, talk, response)
      if (reply !== undefined) return reply
    }
  } catch (error) {
    // The agent is ended; whoever started it finds out why.
    if (session.over === undefined && !session.isLeft) end(session, { kind: 'broken', error })
    return over(session)
  }
}

/** Waits for the results of slow calls: for an agent time is what its own clock says. */
async function waitForSlow(session: Session): Promise<void> {
  const { waitMs, recorder, context, ending } = session
  session.waitMs = 0
  if (waitMs === 0) return
  await recorder.commit()
  await context.clock.wait(waitMs, AbortSignal.any([context.signal, ending.signal]))
}

/** @returns undefined where all that the model wanted was kept from the agent, so that the model is asked again */
async function turn(session: Session, talk: Talk, response?: Response): Promise<AgentReply | undefined> {
  const chain = chainAt(session, session.step, talk.ownToolsHash)
  if (chain !== undefined) {
    speak(session, chain, talk)
    cut(session, chain)
  }
  const offered = offer(session, chain, talk)
  retell(talk, requestOf(session, chain, [...talk.opening, ...talk.shown]))
  const result = await askModel(session, talk, offered)
  if (result.kind !== 'answered') return unanswered(session, result)
  const made = { ...result.answer, calls: withOwnIds(session, result.answer.calls) }
  const { answer, line } = recordAnswer(session, made, { latencyMs: result.latencyMs, chain, response })
  // What breaks off on its way never reaches the agent: none of its calls is made.
  const calls = line?.kind === 'break' ? [] : answer.calls
  const { passed, withheld } = sortCalls(session, calls, { own: talk.tools, offered, chain })
  const said = assistantTurn(answer)
  if (session.answering !== undefined) session.stoodIn.add(said)
  talk.shown.push(said, ...withheld)
  const step = session.step
  session.step += 1
  session.refusal = undefined
  session.context.stepDone()
  if (passed.length === 0 && calls.length > 0) {
    talk.added = withheld
    talk.received = undefined
    talk.after = step
    return undefined
  }
  const reply: Answer = { ...answer, calls: passed }
  const { opening, shown, key } = talk
  const message = { role: 'assistant', text: reply.text, calls: passed } as const
  if (line?.kind !== 'break') {
    session.threads.note(key, message, { opening, shown: [...shown], unasked: withheld, step })
  }
  await session.recorder.commit()
  if (line?.kind === 'break') return { kind: 'answered', answer, line }
  return { kind: 'answered', answer: reply, ...(line !== undefined && { line }) }
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
  const { after, opening, shown } = talk
  noteAsked(session, talk, { toolsHash, ...(evidence.size > 0 && { evidenceOf: [...evidence] }) })
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
