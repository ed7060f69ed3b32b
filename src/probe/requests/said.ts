import { type EventBody, type JournalEvent, type Message, messageAt, type PlannedTrial } from '../../domain/index.js'
import { type RecordReader, Refuted } from '../verify-seams.js'

/** What a record says was said so far, each message by its hash. */
export interface Said {
  readonly hashes: string[]
  /** How many of them, from the first, the model has been shown or has said itself. */
  shown: number
}

/** The conversation with which a trial begins: that of its parent up to the fork, or none yet. */
export function beginSaid(
  journal: Pick<RecordReader, 'events'>,
  trial: Pick<PlannedTrial, 'parent'> | undefined,
): Said {
  const { trialId = '', step = 0 } = trial?.parent ?? {}
  const said: Said = { hashes: [], shown: 0 }
  if (trialId !== '') for (const { body } of eventsUpTo(journal.events(trialId), step)) noteSaid(said, body)
  return said
}

/** The events of a trial before the ask of a step. */
function eventsUpTo(events: readonly JournalEvent[], step: number): readonly JournalEvent[] {
  const end = events.findIndex(({ body }) => body.kind === 'model-asked' && body.step === step)
  return end === -1 ? events : events.slice(0, end)
}

/** Notes what an event adds to the conversation, or makes of it. */
export function noteSaid(said: Said, body: EventBody): void {
  const { hashes } = said
  switch (body.kind) {
    case 'trial-started':
      hashes.push(...body.messages)
      return
    case 'operator-spoke':
    case 'tool-returned':
      hashes.push(body.messageHash)
      return
    case 'model-asked':
      if (body.rewritten !== undefined) hashes.splice(0, hashes.length, ...body.added)
      said.shown = hashes.length
      return
    case 'model-answered':
      hashes.push(body.messageHash)
      said.shown = hashes.length
      return
    default:
      return
  }
}

/**
 * Recorded messages by their hashes.
 *
 * @throws Refuted where one is no message; RecordError where content is missing
 */
export function messagesAt(journal: Pick<RecordReader, 'content'>, hashes: readonly string[]): Message[] {
  return hashes.map((hash) => {
    const { role }: Readonly<Record<string, unknown>> = Object(journal.content(hash))
    if (role !== 'system' && role !== 'user' && role !== 'assistant' && role !== 'tool') {
      throw new Refuted(`content ${hash} is no message`)
    }
    return messageAt(journal, hash, role)
  })
}

/** The conversation of a recorded trial as it stood before the ask of a step. */
export function conversationAt(
  journal: Pick<RecordReader, 'content'>,
  events: readonly JournalEvent[],
  step: number,
): Message[] {
  const said: Said = { hashes: [], shown: 0 }
  for (const { body } of eventsUpTo(events, step)) noteSaid(said, body)
  return messagesAt(journal, said.hashes)
}
