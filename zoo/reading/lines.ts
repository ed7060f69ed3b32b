import type { Ask, Message } from 'leadline'
import { MOST_WORDS, type Reader } from './phrases.js'
import { wordsOf } from './words.js'

/** What a line is, in the order of the numbers that a network reads. */
export const LINE_KINDS = ['start', 'tool', 'rule', 'goal', 'told', 'seen', 'turn'] as const
/** What a line is. */
export type LineKind = (typeof LINE_KINDS)[number]

/** One line of what a model knows of a conversation. */
export interface Line {
  readonly kind: LineKind
  /** At most `MOST_WORDS`, in lower case. */
  readonly words: readonly string[]
  /** Words of a tool's description, in any order; empty for other lines. */
  readonly about: readonly string[]
  /** Turns since it was said; 0 for what always stands. */
  readonly age: number
}

/** Tools that are read. */
export const MOST_TOOLS = 24
/** Lines that are read, the newest where there are more. */
export const MOST_LINES = 160
/** Latest turns that are read as turns. */
const MOST_TURNS = 6
/** Of lines that begin with the same two words and have no subject of their own, so many are read, the latest. */
const MOST_ALIKE = 8

/**
 * What a model keeps of a conversation: the tools, the rules, the goal, what it was told, the latest line about each
 * subject, and its last turns. Tools come first, in their order.
 */
export function linesOf({ messages, tools }: Pick<Ask, 'messages' | 'tools'>, reader: Reader): Line[] {
  const standing: Line[] = []
  const { seen, turns, told } = readMessages(messages, standing, reader)
  const lines = [...told, ...[...seen.values()].flat(), ...turns]
  const head = [
    ...tools.slice(0, MOST_TOOLS).map((offer): Line => ({ kind: 'tool', age: 0, ...reader.tool(offer) })),
    ...standing,
  ]
  return [...head, ...lines.slice(Math.max(0, lines.length - (MOST_LINES - head.length)))].slice(0, MOST_LINES)
}

function readMessages(messages: readonly Message[], standing: Line[], reader: Reader) {
  const total = messages.filter(({ role }) => role === 'assistant').length
  const seen = new Map<string, Line[]>()
  const turns: Line[] = []
  const told: Line[] = []
  const calls = new Map<string, { readonly words: readonly string[]; readonly turn: number }>()
  let turn = 0
  let isGoalRead = false
  for (const message of messages) {
    if (message.role === 'assistant') {
      turn += 1
      for (const { id, name, arguments: given } of message.calls)
        calls.set(id, { words: wordsOf(`${name} ${Object.values(given).join(' ')}`), turn })
    } else if (message.role === 'tool') {
      const age = total - (calls.get(message.callId)?.turn ?? turn)
      see(message, { age, seen, reader })
      if (age < MOST_TURNS) turns.push(turnLine(calls.get(message.callId)?.words ?? [], message, { age, reader }))
    } else if (message.role === 'system' || !isGoalRead) {
      standing.push(...said(message.role === 'system' ? 'rule' : 'goal', message.text, { age: 0, reader }))
      isGoalRead ||= message.role === 'user'
    } else told.push(...said('told', message.text, { age: total - turn, reader }))
  }
  return { seen, turns, told }
}

interface Told {
  readonly age: number
  readonly reader: Reader
}

function said(kind: LineKind, text: string, { age, reader }: Told): Line[] {
  return text.split('\n').flatMap((line) => reader.line(line).parts.map((words) => ({ kind, words, about: [], age })))
}

/**
 * Each line of a result stands until another one about its subject comes. Whether the result is marked as an error is
 * left out: not every way to a model carries the mark, and the words say it.
 */
function see(
  { text }: Extract<Message, { role: 'tool' }>,
  { age, reader, seen }: Told & { readonly seen: Map<string, Line[]> },
): void {
  for (const line of text.split('\n')) {
    const { subject, parts } = reader.line(line)
    seen.delete(subject)
    seen.set(
      subject,
      parts.map((words) => ({ kind: 'seen', words, about: [], age })),
    )
    if (subject === line) forgetAlike(subject, seen)
  }
}

/** Drops the oldest of the lines that begin like one, where there are too many. */
function forgetAlike(key: string, seen: Map<string, Line[]>): void {
  const start = beginningOf(key)
  const alike = [...seen.keys()].filter((other) => other.startsWith(start))
  for (const old of alike.slice(0, Math.max(0, alike.length - MOST_ALIKE))) seen.delete(old)
}

function beginningOf(key: string): string {
  return /^\S+ ?\S*/.exec(key)?.[0] ?? key
}

function turnLine(call: readonly string[], { text }: Extract<Message, { role: 'tool' }>, { age, reader }: Told): Line {
  const [first = ''] = text.split('\n')
  const [said = []] = reader.line(first).parts
  return { kind: 'turn', words: [...call, ...said].slice(0, MOST_WORDS), about: [], age }
}
