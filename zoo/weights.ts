import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { RecordError } from 'leadline'

/** What is known of a model: where it comes from, what it learned from, and what it was measured to be able to do. */
export interface ModelCard {
  readonly name: string
  /** One sentence. */
  readonly description: string
  /** The model whose answers it learned from; absent where it learned from a planner. */
  readonly teacher?: string
  /** Names of the models it descends from, the nearest first. */
  readonly ancestors: readonly string[]
  /** What it learned from, in words. */
  readonly data: string
  /** Turns it learned from, each counted once. */
  readonly turns: number
  readonly seed: number
  readonly parameters: number
  /** Share of held-out turns at which it calls what it was taught, in [0, 1]. */
  readonly agreement: number
  /** Divides the logits when a call is drawn. */
  readonly temperature: number
  readonly licence: string
  /** SHA-256 of the weights, in hexadecimal. */
  readonly sha256: string
  /** SHA-256 of the list of words that it was trained with, in hexadecimal. */
  readonly vocabulary: string
  /** Success on undisturbed work, measured when it was made; absent where nobody did. */
  readonly competence?: readonly MeasuredSuccess[]
}

/**
 * Success of one form of work over all harbour families alike: each sample tried once, within 2 steps for each reference
 * call and 12 more.
 */
export interface MeasuredSuccess {
  /** Wanted length of the reference solution in tool calls. */
  readonly size: number
  readonly stratum: 'narrow' | 'long'
  readonly solved: number
  readonly trials: number
  /** Interval of the share that was solved, in [0, 1]: what these weights can do, over samples. */
  readonly low: number
  readonly high: number
  /** Where the share that weights trained anew by the same recipe solve of these samples is expected at 95 %, in [0, 1]. */
  readonly anew?: { readonly low: number; readonly high: number }
}

/** How the weights are made again. */
const REBUILD = 'zoo/train/README.md says how to make them again, with one command'

/** The folder of the package, whether the sources or what was compiled of them run. */
export function packageFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder))
    if (existsSync(join(folder, 'package.json')) || folder === dirname(folder)) return folder
}

/** Where the weights lie, with a card beside each. */
export const WEIGHTS_FOLDER = join(packageFolder(), 'zoo/weights')

/** Words that models know, and what their cards know them by. */
export interface Words {
  /** The words beside names, in the order of their numbers. */
  readonly words: readonly string[]
  /** SHA-256 of the list, in hexadecimal. */
  readonly sha256: string
}

/**
 * The words that every model of the zoo knows beside names.
 *
 * @throws RecordError where the file is missing or damaged
 */
export function readVocabulary(folder = WEIGHTS_FOLDER): Words {
  const words = readJson(join(folder, 'vocabulary.json'))
  if (Array.isArray(words) && words.every((word) => typeof word === 'string'))
    return { words, sha256: sha256Of(JSON.stringify(words)) }
  throw new RecordError(join(folder, 'vocabulary.json'), undefined, 'no list of words', `a list of words; ${REBUILD}`)
}

/** SHA-256 in hexadecimal. */
export function sha256Of(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}

/**
 * Reads a card and the weights it stands beside.
 *
 * @throws RecordError where one is missing, or weights or words are others than the card says
 */
export function readWeights(name: string, folder = WEIGHTS_FOLDER): { card: ModelCard; weights: Uint8Array } {
  const card = readCard(name, folder)
  const file = join(folder, `${name}.onnx`)
  const expected = `weights with SHA-256 ${card.sha256}; ${REBUILD}`
  if (!existsSync(file)) throw new RecordError(file, undefined, 'missing', expected)
  const weights = readFileSync(file)
  const found = sha256Of(weights)
  if (found !== card.sha256) throw new RecordError(file, undefined, `damaged: its SHA-256 is ${found}`, expected)
  const vocabulary = readVocabulary(folder)
  if (vocabulary.sha256 === card.vocabulary) return { card, weights }
  const other = `a list of words with SHA-256 ${vocabulary.sha256}`
  const known = `that with which ${name} was trained, of SHA-256 ${card.vocabulary}; ${REBUILD}`
  throw new RecordError(join(folder, 'vocabulary.json'), undefined, other, known)
}

/** @throws RecordError where the card is missing or is none */
export function readCard(name: string, folder = WEIGHTS_FOLDER): ModelCard {
  const file = join(folder, `${name}.json`)
  const card = readJson(file)
  if (isCard(card)) return card
  throw new RecordError(
    file,
    undefined,
    'no card of a model',
    `a JSON object with name, temperature, sha256 and vocabulary; ${REBUILD}`,
  )
}

function isCard(card: unknown): card is ModelCard {
  if (typeof card !== 'object' || card === null) return false
  const has = (key: string, type: string) => key in card && typeof Reflect.get(card, key) === type
  return has('name', 'string') && has('sha256', 'string') && has('vocabulary', 'string') && has('temperature', 'number')
}

function readJson(file: string): unknown {
  if (!existsSync(file)) throw new RecordError(file, undefined, 'missing', `a file of the zoo; ${REBUILD}`)
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new RecordError(file, undefined, 'no JSON', `a file of the zoo; ${REBUILD}`, { cause })
  }
}
