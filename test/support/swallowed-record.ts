import {
  contentHash,
  type EventBody,
  type JsonObject,
  type Message,
  type Receipt,
  type ToolResult,
} from '../../src/domain/index.js'
import type { PlainJournal } from './plain-journal.js'

/** A request as it would be without what a receipt says of it: nothing is told anew, and its own system answers. */
function asBefore(body: EventBody, { place, beforeHash }: Receipt, journal: PlainJournal): EventBody {
  if (place === 'system' && body.kind === 'model-answered') {
    const { by, ...answered } = body
    return answered
  }
  if (place !== 'conversation' || body.kind !== 'model-asked' || body.rewritten === undefined) return body
  const { after, rewritten, ...asked } = body
  const { messages }: { messages: readonly string[] } = Object(journal.content(beforeHash))
  const isSaid = (hash: string) => Object(journal.content(hash)).role === 'assistant'
  return { ...asked, added: messages.slice(messages.findLastIndex(isSaid) + 1) }
}

/** The record as it would be had the change of a receipt been dropped on its way, the receipt notwithstanding. */
export function swallow(journal: PlainJournal, id: string, receipt: Receipt): PlainJournal {
  const opening = journal.events('parent').find(({ body }) => body.kind === 'trial-started')?.body
  const openingHash = opening?.kind === 'trial-started' ? opening.toolsHash : ''
  const keep = (value: JsonObject): string => {
    const hash = contentHash(value)
    journal.keep(value, hash)
    return hash
  }
  const edit = (body: EventBody): EventBody[] => {
    if (receipt.seam === 'tool-list' && (body.kind === 'model-asked' || body.kind === 'tools-offered')) {
      return [{ ...body, toolsHash: openingHash }]
    }
    if (receipt.seam === 'model-request') return [asBefore(body, receipt, journal)]
    if (receipt.seam === 'operator-turn' && body.kind === 'operator-spoke') return []
    const isLimit = receipt.seam === 'budget' && body.kind === 'trial-ended' && body.end.kind === 'limit'
    if (isLimit) return [{ ...body, step: body.step + 1 }]
    const isState = receipt.seam === 'environment' && body.kind === 'snapshot-taken' && body.step === receipt.step
    if (isState && body.moment === 'after-delivery') return [{ ...body, stateHash: receipt.beforeHash }]
    const isResult = receipt.seam === 'before-call' || receipt.seam === 'tool-result'
    if (isResult && body.kind === 'tool-returned' && body.callId === receipt.place) {
      const would = journal.content(receipt.beforeHash) as unknown as ToolResult
      const message = journal.content(body.messageHash) as unknown as Extract<Message, { role: 'tool' }>
      return [{ ...body, messageHash: keep({ ...message, ...would }), isError: would.isError }]
    }
    return [body]
  }
  const events = journal.events(id).map((event) => ({ event, bodies: edit(event.body) }))
  const edited = events.flatMap(({ event, bodies }) => bodies.map((body) => ({ ...event, body })))
  return { ...journal, events: (trialId) => (trialId === id ? edited : journal.events(trialId)) }
}
