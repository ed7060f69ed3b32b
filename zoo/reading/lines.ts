import type { Ask, Message, ToolOffer } from 'leadline'
import { wordsOf } from './words.js'

/** What a line is, in the order of the numbers that a network reads. */
export const LINE_KINDS = ['start', 'tool', 'rule', 'goal', 'told', 'seen', 'turn'] as const
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

/** Words of a line that are read. */
export const MOST_WORDS = 12
/** Words of a tool's description that are read. */
export const MOST_ABOUT = 20
/** Tools that are read. */
export const MOST_TOOLS = 24
/** Lines that are read, the newest where there are more. */
export const MOST_LINES = 160
/** Latest turns that are read as turns. */
const MOST_TURNS = 8
/** Of lines that begin with the same two words and have no subject of their own, so many are read, the latest. */
const MOST_ALIKE = 8

/**
 * What a model keeps of a conversation: the tools, the rules, the goal, what it was told, the latest line about each
 * subject, and its last turns. Tools come first, in their order.
 */
export function linesOf({ messages, tools }: Pick<Ask, 'messages' | 'tools'>): Line[] {
  const standing: Line[] = []
  const { seen, turns, told } = readMessages(messages, standing)
  const lines = [...told, ...[...seen.values()].flat(), ...turns]
  const head = [...tools.slice(0, MOST_TOOLS).map(toolLine), ...standing]
  return [...head, ...lines.slice(Math.max(0, lines.length - (MOST_LINES - head.length)))].slice(0, MOST_LINES)
}

function readMessages(messages: readonly Message[], standing: Line[]) {
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
      see(message, age, seen)
      if (age < MOST_TURNS) turns.push(turnLine(calls.get(message.callId)?.words ?? [], message, age))
    } else if (message.role === 'system' || !isGoalRead) {
      standing.push(...said(message.role === 'system' ? 'rule' : 'goal', message.text, 0))
      isGoalRead ||= message.role === 'user'
    } else told.push(...said('told', message.text, total - turn))
  }
  return { seen, turns, told }
}

function said(kind: LineKind, text: string, age: number): Line[] {
  return text.split('\n').flatMap((line) => partsOf(line).map((words) => ({ kind, words, about: [], age })))
}

/** What a line says, part by part, and what it is about; read once for each text, since conversations repeat themselves. */
const READ = new Map<string, { readonly subject: string; readonly parts: readonly (readonly string[])[] }>()
const MOST_READ = 50_000

function readLine(line: string) {
  const known = READ.get(line)
  if (known !== undefined) return known
  if (READ.size >= MOST_READ) READ.clear()
  const read = { subject: subjectOf(line), parts: clausesOf(line).flatMap((clause) => pieces(wordsOf(clause))) }
  READ.set(line, read)
  return read
}

const partsOf = (line: string) => readLine(line).parts

/** Sentences, and parts that a semicolon divides. */
function clausesOf(line: string): string[] {
  return line.split(/; |(?<=\.) (?=[A-Z])/).filter((clause) => clause.trim() !== '')
}

function pieces(words: readonly string[]): (readonly string[])[] {
  const parts: (readonly string[])[] = []
  for (let start = 0; start < Math.max(1, words.length); start += MOST_WORDS)
    parts.push(words.slice(start, start + MOST_WORDS))
  return parts
}

/**
 * Each line of a result stands until another one about its subject comes. Whether the result is marked as an error is
 * left out: not every way to a model carries the mark, and the words say it.
 */
function see({ text }: Extract<Message, { role: 'tool' }>, age: number, seen: Map<string, Line[]>): void {
  for (const line of text.split('\n')) {
    const { subject, parts } = readLine(line === '' ? 'nothing' : line)
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

function subjectOf(line: string): string {
  const channel = /^(\S+ [->] \S+) \(/.exec(line)?.[1]
  const label = /^([^:]{1,30}):/.exec(line)?.[1]
  const crate = /C-\d+/.exec(line)?.[0]
  if (channel !== undefined || label !== undefined) return channel ?? label ?? ''
  return crate === undefined ? line : `event of ${crate}`
}

function turnLine(call: readonly string[], { text }: Extract<Message, { role: 'tool' }>, age: number): Line {
  const [first = ''] = text.split('\n')
  const [said = []] = partsOf(first === '' ? 'nothing' : first)
  return { kind: 'turn', words: [...call, ...said].slice(0, MOST_WORDS), about: [], age }
}

const TOOL_LINES = new WeakMap<ToolOffer, Line>()

function toolLine(offer: ToolOffer): Line {
  const line = TOOL_LINES.get(offer) ?? readTool(offer)
  TOOL_LINES.set(offer, line)
  return line
}

function readTool({ name, description, parameters }: ToolOffer): Line {
  const { properties } = parameters
  const own = typeof properties === 'object' && properties !== null ? Object.keys(properties) : []
  const words = wordsOf([name, ...own].join(' ').replace(/[_-]|(?<=[a-z])(?=[A-Z])/g, ' '))
  return {
    kind: 'tool',
    words: words.slice(0, MOST_WORDS),
    about: wordsOf(description).slice(0, MOST_ABOUT),
    age: 0,
  }
}
