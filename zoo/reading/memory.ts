import type { Message } from 'leadline'
import { MOST_WORDS, type Part, type Reader } from './phrases.js'
import { wordsOf } from './words.js'

/** Words that were said at a turn; turns count from 1, and 0 is before the first. */
export interface Said extends Part {
  readonly kind: 'rule' | 'goal' | 'told' | 'seen' | 'turn'
  readonly turn: number
}

/** What is kept of a conversation. */
export interface Memory {
  /** Rules and goal. */
  readonly standing: Said[]
  /** What the operator said later. */
  readonly told: Said[]
  /** The latest line about each subject, the one that was heard last at the end. */
  readonly seen: Map<string, readonly Said[]>
  /** The last turns: a call and what came of it. */
  readonly turns: Said[]
  /** Turns so far. */
  turn: number
}

interface Remembered extends Memory {
  /** Everything that it is of: a conversation that begins otherwise is another one. */
  messages: readonly Message[]
  readonly calls: Map<string, { readonly words: readonly string[]; readonly turn: number }>
  isGoalRead: boolean
}

/** Latest turns that are kept as turns. */
export const MOST_TURNS = 6
/** Of lines that begin with the same two words and have no subject of their own, so many are kept, the latest. */
const MOST_ALIKE = 8
/** Messages that a conversation has grown by at most since it was last remembered. */
const MOST_NEW = 6

/** Remembers conversations: one that has only grown is read on from where it was. */
export function createMemories(reader: Reader): (messages: readonly Message[]) => Memory {
  const known = new WeakMap<Message, Remembered>()
  return (messages) => {
    const before = longestKnown(messages, known)
    const memory = before === undefined ? nothing() : copyOf(before)
    for (const message of messages.slice(memory.messages.length)) hear(message, memory, reader)
    memory.messages = [...messages]
    const last = messages.at(-1)
    if (last !== undefined) known.set(last, memory)
    return memory
  }
}

function longestKnown(messages: readonly Message[], known: WeakMap<Message, Remembered>): Remembered | undefined {
  for (let length = messages.length; length > 0 && length >= messages.length - MOST_NEW; length -= 1) {
    const last = messages[length - 1]
    const found = last === undefined ? undefined : known.get(last)
    const isSame =
      found?.messages.length === length && found.messages.every((message, index) => message === messages[index])
    if (found !== undefined && isSame) return found
  }
  return undefined
}

function nothing(): Remembered {
  const empty = { standing: [], told: [], turns: [], seen: new Map(), calls: new Map() }
  return { ...empty, messages: [], turn: 0, isGoalRead: false }
}

function copyOf(memory: Remembered): Remembered {
  const { standing, told, turns, seen, calls } = memory
  const copied = {
    standing: [...standing],
    told: [...told],
    turns: [...turns],
    seen: new Map(seen),
    calls: new Map(calls),
  }
  return { ...memory, ...copied }
}

function hear(message: Message, memory: Remembered, reader: Reader): void {
  if (message.role === 'assistant') {
    memory.turn += 1
    for (const { id, name, arguments: given } of message.calls)
      memory.calls.set(id, { words: wordsOf(`${name} ${Object.values(given).join(' ')}`), turn: memory.turn })
  } else if (message.role === 'tool') {
    const call = memory.calls.get(message.callId)
    const turn = call?.turn ?? memory.turn
    see(message.text, { turn, seen: memory.seen, reader })
    const [first = ''] = message.text.split('\n')
    const [said] = reader.line(first).parts
    const words = [...(call?.words ?? []), ...(said?.words ?? [])].slice(0, MOST_WORDS)
    memory.turns.push({ kind: 'turn', turn, ...reader.part(words) })
  } else if (message.role === 'system' || !memory.isGoalRead) {
    memory.standing.push(...saidIn(message.text, message.role === 'system' ? 'rule' : 'goal', { turn: 0, reader }))
    memory.isGoalRead ||= message.role === 'user'
  } else memory.told.push(...saidIn(message.text, 'told', { turn: memory.turn, reader }))
}

interface Heard {
  readonly turn: number
  readonly reader: Reader
}

function saidIn(text: string, kind: Said['kind'], { turn, reader }: Heard): Said[] {
  return text.split('\n').flatMap((line) => reader.line(line).parts.map((part) => ({ kind, turn, ...part })))
}

/**
 * Each line of a result stands until another one about its subject comes. Whether the result is marked as an error is
 * left out: not every way to a model carries the mark, and the words say it.
 */
function see(text: string, { turn, reader, seen }: Heard & { readonly seen: Map<string, readonly Said[]> }): void {
  for (const line of text.split('\n')) {
    const { subject, parts } = reader.line(line)
    seen.delete(subject)
    seen.set(
      subject,
      parts.map((part) => ({ kind: 'seen', turn, ...part })),
    )
    if (subject === line) forgetAlike(subject, seen)
  }
}

/** Drops the oldest of the lines that begin like one, where there are too many. */
function forgetAlike(key: string, seen: Map<string, readonly Said[]>): void {
  const start = /^\S+ ?\S*/.exec(key)?.[0] ?? key
  const alike = [...seen.keys()].filter((other) => other.startsWith(start))
  for (const old of alike.slice(0, Math.max(0, alike.length - MOST_ALIKE))) seen.delete(old)
}
