import { type AgentReply, type Answer, asJson } from '../../domain/index.js'
import type { Chain } from '../chain.js'
import { noteAnswer } from '../turn.js'
import { type Instead, insteadOf, type Response, turnValue } from './responses.js'
import { note, type Session } from './session.js'
import { noteAsked, type Talk } from './talk.js'

/**
 * Fails an ask of the agent where the links want it, or ends its process; a sham passes it on.
 *
 * @returns undefined where the model is asked
 */
export async function failAsk(session: Session, talk: Talk, response: Response): Promise<AgentReply | undefined> {
  const { chain, recorder, step, responses, evidence } = session
  const { change, claim } = response
  if ((change.kind !== 'fail' && change.kind !== 'end') || chain === undefined) return undefined
  const instead = asJson(change)
  const before = { asked: talk.received?.added ?? [], toolsHash: talk.ownToolsHash }
  note(session, step, responses.deliver(chain, response, { step, before, after: instead }))
  if (chain.arm === 'sham') return undefined
  noteAsked(session, talk, { toolsHash: talk.ownToolsHash, instead: recorder.keep(instead) })
  if (change.kind === 'fail') session.hasFailed = true
  else session.starts += 1
  evidence.add(claim.link)
  await recorder.commit()
  return change.kind === 'fail' ? { ...change, kind: 'failed' } : { kind: 'ended' }
}

/** Writes an answer down, and what the agent gets of it. */
export function recordAnswer(
  session: Session,
  answer: Answer,
  of: { readonly latencyMs: number; readonly chain: Chain | undefined; readonly response: Response | undefined },
): Pick<Instead, 'answer' | 'line'> {
  const { recorder, step, responses, evidence } = session
  const { latencyMs, chain, response } = of
  const instead = response && insteadOf(answer, response)
  if (chain === undefined || response === undefined || instead === undefined) {
    noteAnswer(session, answer, latencyMs)
    return { answer }
  }
  note(session, step, responses.deliver(chain, response, { step, before: turnValue(answer), after: instead.value }))
  if (chain.arm === 'sham') {
    noteAnswer(session, answer, latencyMs)
    return { answer }
  }
  noteAnswer(session, answer, latencyMs, recorder.keep(instead.value))
  // The conversation is shorter than what the vendor has counted.
  session.counted = undefined
  evidence.add(response.claim.link)
  return instead
}
