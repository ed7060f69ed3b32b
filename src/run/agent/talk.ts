import {
  type AgentAsk,
  asJson,
  canonicalJson,
  type Message,
  type Rewritten,
  type ToolOffer,
} from '../../domain/index.js'
import { shownOf } from './calls.js'
import type { Session } from './session.js'

/** A conversation on its way to the model. */
export interface Talk {
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
  /** What the agent says that was not answered yet. */
  readonly fresh: readonly Message[]
  readonly isBegun: boolean
  /** Which start of the agent asks. */
  readonly start: number
  /** Names what the agent has sent. */
  readonly key: string
}

/** Takes in what an agent sends: results of tools go through the chain when they first come back. */
export function takeIn(session: Session, { messages, tools, start = 1 }: AgentAsk): Talk {
  const { recorder, threads } = session
  const ownToolsHash = recorder.keep(asJson(tools))
  const begin = messages.findIndex(({ role }) => role !== 'system')
  const opening = begin === -1 ? messages : messages.slice(0, begin)
  const said = messages.slice(opening.length)
  const { thread, fresh, key } = threads.find(said)
  if (session.ownToolsHash === undefined) startTrial(session, [...opening, ...fresh], ownToolsHash)
  const isContinued = thread !== undefined && canonicalJson(asJson(thread.opening)) === canonicalJson(asJson(opening))
  const shown = fresh.map((message) => shownOf(session, message))
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
    start,
    fresh,
    isBegun: thread !== undefined,
    key,
  }
}

function startTrial(session: Session, said: readonly Message[], toolsHash: string): void {
  const { recorder, startState, isRestartable } = session
  session.ownToolsHash = toolsHash
  session.toolsHash = toolsHash
  const opening = said.filter(({ role }) => role === 'system' || role === 'user')
  recorder.emit({
    kind: 'trial-started',
    messages: opening.map((message) => recorder.keep(asJson(message))),
    toolsHash,
    stateHash: recorder.keep(startState),
    ...(isRestartable && { isRestartable }),
  })
}

/** What an agent puts in between is the operator's word to the model, whoever wrote it. */
export function noteOperator({ recorder, step }: Session, { fresh, isBegun }: Talk): void {
  // The opening stands in the beginning of the trial.
  if (!isBegun) return
  for (const message of fresh) {
    if (message.role !== 'user') continue
    recorder.emit({ kind: 'operator-spoke', step, messageHash: recorder.keep(asJson(message)) })
  }
}

/** Writes down that the agent has asked, with what the model is shown of it. */
export function noteAsked(
  { recorder, step }: Session,
  talk: Talk,
  of: { readonly toolsHash: string; readonly evidenceOf?: readonly string[]; readonly instead?: string },
): void {
  const { received, after, added, start, rewritten } = talk
  talk.rewritten = undefined
  recorder.emit({
    kind: 'model-asked',
    step,
    added: added.map((message) => recorder.keep(asJson(message))),
    ...of,
    ...(received !== undefined && { received }),
    // Of the first ask the step before is -1, too; a rewrite says so.
    ...((after !== step - 1 || rewritten !== undefined) && { after }),
    ...(rewritten !== undefined && { rewritten }),
    ...(start > 1 && { start }),
  })
}
