import { type Message, textHash } from '../../domain/index.js'

/** A conversation as far as it was answered: the agent knows it in its own form, the model in the form it was shown. */
interface Thread {
  /** The system messages that it opened with. */
  readonly opening: readonly Message[]
  /** What the model has seen and said since, withheld calls and their results included. */
  readonly shown: readonly Message[]
  /** Results of calls that the agent never got to see; the next ask shows them. */
  readonly unasked: readonly Message[]
  /** Step of the answer that it ends with. */
  readonly step: number
}

/** How an ask goes on. */
interface Continuation {
  /** The longest conversation already answered that the ask begins with; undefined where it begins with none. */
  readonly thread: Thread | undefined
  /** What the ask says after that. */
  readonly fresh: readonly Message[]
  /** Names all of what it says. */
  readonly key: string
}

/** The conversations of one trial. An agent sends its whole history each time, and may keep several beside each other. */
export interface Threads {
  find(messages: readonly Message[]): Continuation
  /** @param key of the ask that `reply` answers */
  note(key: string, reply: Message, thread: Thread): void
}

/** Knows no conversation yet. */
export function createThreads(): Threads {
  const threads = new Map<string, Thread>()
  return {
    find(messages) {
      let key = ''
      let found: Pick<Continuation, 'thread' | 'fresh'> = { thread: undefined, fresh: messages }
      for (const [place, message] of messages.entries()) {
        key = keyAfter(key, message)
        const thread = threads.get(key)
        if (thread !== undefined) found = { thread, fresh: messages.slice(place + 1) }
      }
      return { ...found, key }
    },
    note(key, reply, thread) {
      threads.set(keyAfter(key, reply), thread)
    },
  }
}

function keyAfter(key: string, message: Message): string {
  return textHash(`${key}\n${JSON.stringify(essenceOf(message))}`)
}

/** What stays of a message whatever an agent does to it on its way back: calls are known by their ids. */
function essenceOf(message: Message): readonly string[] {
  if (message.role === 'tool') return ['tool', message.callId, message.text]
  if (message.role !== 'assistant') return [message.role, message.text]
  const { calls, text } = message
  return calls.length > 0 ? ['calls', ...calls.map(({ id }) => id)] : ['assistant', text.trim()]
}
