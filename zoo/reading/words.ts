/** Names that a conversation in the harbour may speak of, in the order of their numbers; numbers and results count as names. */
const BERTHS = 'alder birch cedar drift elm fern gorse hazel iris juniper kelp larch maple nettle'.split(' ')
const LOCKS = 'red blue green white'.split(' ')
const CRATES = Array.from({ length: 99 }, (_, index) => `c-${101 + index}`)
const NUMBERS = Array.from({ length: 21 }, (_, index) => String(index))
/** The results with which a trial may be finished. */
export const RESULTS = ['done', 'partly', 'impossible', 'gave-up'] as const

/** Kinds of names: those of one kind could bear each other's names. */
export const NAME_KINDS = { berth: BERTHS, lock: LOCKS, crate: CRATES, number: NUMBERS, result: [...RESULTS] } as const

/** Every name; the name at index i has the number `FIRST_NAME + i`. */
export const NAMES: readonly string[] = Object.values(NAME_KINDS).flat()
/** Number of an empty place. */
export const EMPTY = 0
/** Number of a word that a model does not know. */
export const UNKNOWN = 1
/** Number of the first name. */
export const FIRST_NAME = 2
/** Number of the first word that is no name. */
export const FIRST_WORD = FIRST_NAME + NAMES.length

const NAME_NUMBERS = new Map(NAMES.map((name, index) => [name, FIRST_NAME + index]))

/** The words of a text, in lower case: words, numbers, crates and the sign of a one-way channel. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/c-\d+|gave-up|\p{L}+|\d+|>/gu) ?? []
}

/** A name as the harbour writes it. */
export function written(name: string): string {
  const isPlain = RESULTS.some((result) => result === name)
  return isPlain ? name : `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
}

/** The number of a name, or undefined where a word is none. */
export function nameNumber(word: string): number | undefined {
  return NAME_NUMBERS.get(word)
}

/** Kinds whose names are one word in a line: which one is meant is told apart from it. */
const ALIKE = ['berth', 'lock', 'crate'] as const
const KIND_NUMBERS = new Map(
  ALIKE.flatMap((kind) => NAME_KINDS[kind].map((name) => [nameNumber(name), nameNumber(NAME_KINDS[kind][0] ?? '')])),
)

/** The number of the word that a name is in a line: that of the first name of its kind. */
export function kindNumber(number: number): number {
  return KIND_NUMBERS.get(number) ?? number
}

/** Words by number: names first, then what a vocabulary lists. */
export interface Vocabulary {
  /** How many numbers there are, those of empty places and unknown words included. */
  readonly size: number
  numberOf(word: string): number
}

/** @param words that are no names, in the order of their numbers */
export function vocabularyOf(words: readonly string[]): Vocabulary {
  const numbers = new Map(words.map((word, index) => [word, FIRST_WORD + index]))
  return {
    size: FIRST_WORD + words.length,
    numberOf: (word) => NAME_NUMBERS.get(word) ?? numbers.get(word) ?? UNKNOWN,
  }
}
