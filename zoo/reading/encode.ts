import type { Ask, ToolOffer } from 'leadline'
import { createRecall, LINE_KINDS, type Line, linesOf } from './lines.js'
import { MOST_ABOUT, MOST_WORDS, type Part } from './phrases.js'
import { EMPTY, FIRST_NAME, FIRST_WORD, NAME_KINDS, nameNumber, RESULTS, UNKNOWN, type Vocabulary } from './words.js'

/** Names of a line that are taken for what it is about. */
export const MOST_NAMED = 4
/** Things that are read at all. */
export const MOST_THINGS = 96
/** Greatest number that can be answered. */
const GREATEST_NUMBER = 12
/** Ages from here on count as one. */
const AGES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 18, 21, 25, 30, 36, 43, 52, 62, 75, 90, 108, 130, 156, 190]
/** The class of each age. */
const AGE_CLASS = Array.from({ length: 1 + (AGES.at(-1) ?? 0) }, (_, age) =>
  AGES.findLastIndex((least) => age >= least),
)

/** A conversation as numbers, for a network: so many lines, of them the first so many tools, and so many things. */
export interface Encoded {
  readonly lines: number
  readonly tools: number
  /** Shape [lines, MOST_WORDS]; all names of one kind are one word here. */
  readonly words: Uint16Array
  /** Shape [tools, MOST_ABOUT]. */
  readonly about: Uint16Array
  /** Shape [lines, 2]: kind and class of age. */
  readonly marks: Uint8Array
  /** Shape [lines, MOST_NAMED]: places in `things`, from 1; 0 for none. */
  readonly named: Uint8Array
  /** Numbers of the names that can be answered with or are spoken of; place 0 is empty. */
  readonly things: Uint16Array
}

/** Reads conversations. */
export interface Encoder {
  encode(ask: Pick<Ask, 'messages' | 'tools'>): Encoded
  /** Words of a conversation that it has no number for. */
  unknown(ask: Pick<Ask, 'messages' | 'tools'>): string[]
}

/** Turns conversations into numbers; a word that the vocabulary has no number for is an unknown word. */
export function createEncoder(vocabulary: Vocabulary): Encoder {
  const recall = createRecall(vocabulary)
  return {
    encode: (ask) => fill(linesOf(ask, recall)),
    unknown({ messages, tools }) {
      const said = messages.flatMap(({ text }) => text.split('\n').flatMap((line) => recall.reader.line(line).parts))
      const offered = tools.flatMap((offer) => [recall.reader.tool(offer), recall.reader.tool(offer).about])
      const words = [...said, ...offered].flatMap((part) => part.words)
      return [...new Set(words.filter((word) => vocabulary.numberOf(word) === UNKNOWN))]
    },
  }
}

function fill(lines: readonly Line[]): Encoded {
  const tools = lines.filter(({ kind }) => kind === 'tool').length
  const words = new Uint16Array(lines.length * MOST_WORDS)
  const about = new Uint16Array(tools * MOST_ABOUT)
  const marks = new Uint8Array(lines.length * 2)
  const named = new Uint8Array(lines.length * MOST_NAMED)
  const { things, places } = thingsOf(lines.slice(tools))
  for (const [index, { kind, age, numbers, names, about: described }] of lines.entries()) {
    words.set(numbers, index * MOST_WORDS)
    marks[index * 2] = LINE_KINDS.indexOf(kind)
    marks[index * 2 + 1] = AGE_CLASS[Math.min(age, AGE_CLASS.length - 1)] ?? 0
    if (described !== undefined) about.set(described.numbers, index * MOST_ABOUT)
    else {
      const most = Math.min(names.length, MOST_NAMED)
      for (let place = 0; place < most; place += 1)
        named[index * MOST_NAMED + place] = places[names[place] ?? EMPTY] ?? 0
    }
  }
  return { lines: lines.length, tools, words, about, marks, named, things }
}

const numberAt = (name: string) => nameNumber(name) ?? EMPTY
const ALWAYS = RESULTS.map(numberAt)
const [LEAST, MOST] = [numberAt('1'), numberAt(String(GREATEST_NUMBER))]

/** Results and small numbers can always be answered; everything else has to be spoken of, and the latest comes first. */
function thingsOf(lines: readonly Part[]): { readonly things: Uint16Array; readonly places: Uint8Array } {
  const spoken = lines.flatMap(({ names }) => names)
  const greatest = spoken.reduce((most, number) => (number <= MOST && number > most ? number : most), LEAST)
  const places = new Uint8Array(FIRST_WORD)
  const things = [EMPTY]
  const add = (number: number) => {
    if (number === EMPTY || places[number] !== 0 || things.length >= MOST_THINGS) return
    places[number] = things.length
    things.push(number)
  }
  for (const number of ALWAYS) add(number)
  for (let number = LEAST; number <= greatest; number += 1) add(number)
  for (let index = spoken.length - 1; index >= 0; index -= 1) add(spoken[index] ?? EMPTY)
  return { things: Uint16Array.from(things), places }
}

/** What a tool has to be given, in the order of its schema, and the types of its parameters. */
export function parametersOf({ parameters }: ToolOffer) {
  const { properties, required } = parameters
  const all = Object.entries(typeof properties === 'object' && properties !== null ? properties : {})
  const names = Array.isArray(required) ? required.filter((name) => typeof name === 'string') : []
  const typed = new Map(
    all.map(([name, property]) => {
      const isTyped = typeof property === 'object' && property !== null && 'type' in property
      return [name, isTyped ? property.type : undefined] as const
    }),
  )
  return { required: names, typed }
}

/** The kinds of names with the range of their numbers, for those who exchange names within a kind. */
export function nameRanges(): Readonly<Record<string, readonly [number, number]>> {
  let first = FIRST_NAME
  return Object.fromEntries(
    Object.entries(NAME_KINDS).map(([kind, names]) => {
      const range = [first, first + names.length] as const
      first += names.length
      return [kind, range]
    }),
  )
}
