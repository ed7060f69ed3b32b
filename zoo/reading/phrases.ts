import type { ToolOffer } from 'leadline'
import { FIRST_NAME, FIRST_WORD, kindNumber, type Vocabulary, wordsOf } from './words.js'

/** Words of a line that are read. */
export const MOST_WORDS = 12
/** Words of a tool's description that are read. */
export const MOST_ABOUT = 20
/** Texts that are remembered. */
const MOST_READ = 50_000

/** Words with their numbers. */
export interface Part {
  /** In lower case. */
  readonly words: readonly string[]
  /** Names of one kind have one number. */
  readonly numbers: Uint16Array
  /** Numbers of the names among the words, each its own. */
  readonly names: readonly number[]
}

/** A line of text as it is read. */
export interface Phrase {
  /** What it is about: a line with the same subject takes its place. The whole text where it has none of its own. */
  readonly subject: string
  /** Of at most `MOST_WORDS` each. */
  readonly parts: readonly Part[]
}

/** A tool as it is read. */
export interface ToolPhrase extends Part {
  /** Of its description. */
  readonly about: Part
}

/** Reads lines and tools. */
export interface Reader {
  line(text: string): Phrase
  tool(offer: ToolOffer): ToolPhrase
  part(words: readonly string[]): Part
}

/** A reader that reads each text once, since conversations repeat themselves. */
export function createReader(vocabulary: Vocabulary): Reader {
  const lines = new Map<string, Phrase>()
  const tools = new WeakMap<ToolOffer, ToolPhrase>()
  const part = (words: readonly string[]) => partOf(words, vocabulary)
  return {
    part,
    line(text) {
      const known = lines.get(text)
      if (known !== undefined) return known
      if (lines.size >= MOST_READ) lines.clear()
      const phrase = readLine(text === '' ? 'nothing' : text, part)
      lines.set(text, phrase)
      return phrase
    },
    tool(offer) {
      const phrase = tools.get(offer) ?? readTool(offer, part)
      tools.set(offer, phrase)
      return phrase
    },
  }
}

function partOf(words: readonly string[], vocabulary: Vocabulary): Part {
  const own = words.map((word) => vocabulary.numberOf(word))
  const names = own.filter((number) => number >= FIRST_NAME && number < FIRST_WORD)
  return { words, numbers: Uint16Array.from(own, kindNumber), names }
}

function readLine(text: string, part: Reader['part']): Phrase {
  return { subject: subjectOf(text), parts: clausesOf(text).flatMap((clause) => pieces(wordsOf(clause)).map(part)) }
}

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

function subjectOf(line: string): string {
  const channel = /^(\S+ [->] \S+) \(/.exec(line)?.[1]
  const label = /^([^:]{1,30}):/.exec(line)?.[1]
  const crate = /C-\d+/.exec(line)?.[0]
  if (channel !== undefined || label !== undefined) return channel ?? label ?? ''
  return crate === undefined ? line : `event of ${crate}`
}

function readTool({ name, description, parameters }: ToolOffer, part: Reader['part']): ToolPhrase {
  const { properties } = parameters
  const own = typeof properties === 'object' && properties !== null ? Object.keys(properties) : []
  const words = wordsOf([name, ...own].join(' ').replace(/[_-]|(?<=[a-z])(?=[A-Z])/g, ' '))
  return { ...part(words.slice(0, MOST_WORDS)), about: part(wordsOf(description).slice(0, MOST_ABOUT)) }
}
