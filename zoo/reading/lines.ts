import type { Ask, Message } from 'leadline'
import { createMemories, type Memory, MOST_TURNS, type Said } from './memory.js'
import { createReader, type Part, type Reader } from './phrases.js'
import type { Vocabulary } from './words.js'

/** What a line is, in the order of the numbers that a network reads. */
export const LINE_KINDS = ['start', 'tool', 'rule', 'goal', 'told', 'seen', 'turn'] as const
/** What a line is. */
export type LineKind = (typeof LINE_KINDS)[number]

/** One line of what a model knows of a conversation. */
export interface Line extends Part {
  readonly kind: LineKind
  /** Of a tool: its description. */
  readonly about?: Part
  /** Turns since it was said; 0 for what always stands. */
  readonly age: number
}

/** Tools that are read. */
export const MOST_TOOLS = 24
/** Lines that are read, the newest where there are more. */
export const MOST_LINES = 160
/**
 * What a model keeps of a conversation: the tools, the rules, the goal, what it was told, the latest line about each
 * subject, and its last turns. Tools come first, in their order.
 */
export function linesOf({ messages, tools }: Pick<Ask, 'messages' | 'tools'>, recall: Recall): Line[] {
  const { standing, told, seen, turns, turn } = recall.memory(messages)
  const lineOf = ({ kind, words, numbers, names, turn: said }: Said): Line => {
    return { kind, words, numbers, names, age: turn - said }
  }
  const recent = turns.filter(({ turn: said }) => turn - said < MOST_TURNS)
  const lines = [...told, ...[...seen.values()].flat(), ...recent].map(lineOf)
  const head = [
    ...tools.slice(0, MOST_TOOLS).map((offer): Line => ({ kind: 'tool', age: 0, ...recall.reader.tool(offer) })),
    // Rules and goal always stand, however long ago they were said.
    ...standing.map((said): Line => ({ ...lineOf(said), age: 0 })),
  ]
  return [...head, ...lines.slice(Math.max(0, lines.length - (MOST_LINES - head.length)))].slice(0, MOST_LINES)
}

/** How texts and conversations are read, each once. */
export interface Recall {
  readonly reader: Reader
  readonly memory: (messages: readonly Message[]) => Memory
}

/** A recall that knows nothing yet. */
export function createRecall(vocabulary: Vocabulary): Recall {
  const reader = createReader(vocabulary)
  return { reader, memory: createMemories(reader) }
}
