import { type LengthKind, type Outcome, STRATA, type Stratum } from '../domain/index.js'
import { badValue, type Place } from './place.js'

/** What a table may call a length; the order is that of error messages. */
const LENGTH_KINDS: readonly LengthKind[] = ['minutes-human', 'minutes-estimated', 'reference-steps', 'checkpoints']

const CONTROL = /(?![\t\n\r])\p{Cc}/u
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** True for what a table leaves open: nothing, null, or blank text. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}

/**
 * A name or free text; numbers and booleans are written out.
 *
 * @returns undefined where the cell is blank
 * @throws RecordError for lists and objects
 */
export function textOf(value: unknown, place: Place): string | undefined {
  if (isBlank(value)) return undefined
  if (typeof value === 'string') {
    // What a terminal would obey instead of showing.
    if (CONTROL.test(value)) throw badValue(place, value, 'text without control characters')
    return value.trim()
  }
  if ((typeof value === 'number' && Number.isFinite(value)) || typeof value === 'boolean') return String(value)
  throw badValue(place, value, 'text')
}

/**
 * A finite number, also from text.
 *
 * @param expected what the number means, for the error
 * @returns undefined where the cell is blank
 * @throws RecordError where it is no number, not finite, or refused by `accepts`
 */
export function numberOf(
  value: unknown,
  place: Place,
  rule: { readonly expected: string; accepts(value: number): boolean },
): number | undefined {
  if (isBlank(value)) return undefined
  const number = typeof value === 'string' && NUMBER.test(value.trim()) ? Number(value) : value
  if (typeof number === 'number' && Number.isFinite(number) && rule.accepts(number)) return number
  throw badValue(place, value, rule.expected)
}

/** Sums over many rows of larger amounts would leave the range of numbers. */
const MOST = 1e12

/** A number from 0, such as a cost. */
export function amountOf(value: unknown, place: Place, unit: string): number | undefined {
  const expected = `a number of ${unit} from 0 to a trillion, or nothing`
  return numberOf(value, place, { expected, accepts: (x) => x >= 0 && x <= MOST })
}

/** A length above 0. */
export function lengthOf(value: unknown, place: Place): number | undefined {
  return numberOf(value, place, {
    expected: 'a number above 0, at most a trillion, or nothing',
    accepts: (x) => x > 0 && x <= MOST,
  })
}

/** A repeat: a whole number from 0. */
export function repeatOf(value: unknown, place: Place): number | undefined {
  return numberOf(value, place, {
    expected: 'a whole number from 0, or nothing',
    accepts: (x) => Number.isSafeInteger(x) && x >= 0,
  })
}

/**
 * How a trial ended, from a success in [0, 1] or a truth value. Blank is unknown. A value strictly between 0 and 1 is a
 * failure with a score.
 */
export function successOutcome(value: unknown, place: Place): { readonly outcome: Outcome; readonly score?: number } {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : value
  if (word === true || word === 'true') return { outcome: { kind: 'solved' } }
  if (word === false || word === 'false') return { outcome: { kind: 'failed' } }
  const number = numberOf(value, place, {
    expected: '0, 1, true, false, a number between 0 and 1, or nothing where the result is unknown',
    accepts: (x) => x >= 0 && x <= 1,
  })
  if (number === undefined) return { outcome: { kind: 'unknown' } }
  if (number === 1) return { outcome: { kind: 'solved' } }
  return number === 0 ? { outcome: { kind: 'failed' } } : { outcome: { kind: 'failed' }, score: number }
}

/** What an audit found: 0, 1 or a truth value; blank where the trial was not audited. */
export function truthOf(value: unknown, place: Place): 0 | 1 | undefined {
  if (isBlank(value)) return undefined
  const { outcome, score } = successOutcome(value, place)
  if (score !== undefined) throw badValue(place, value, '0, 1, true, false, or nothing where it was not audited')
  return outcome.kind === 'solved' ? 1 : 0
}

/** What a length counts, by name. */
export function lengthKindOf(value: unknown, place: Place): LengthKind | undefined {
  return choiceOf(value, place, LENGTH_KINDS)
}

/** The form of a task, by name. */
export function stratumOf(value: unknown, place: Place): Stratum | undefined {
  return choiceOf(value, place, STRATA)
}

function choiceOf<T extends string>(value: unknown, place: Place, choices: readonly T[]): T | undefined {
  if (isBlank(value)) return undefined
  const choice = choices.find((known) => known === value || (typeof value === 'string' && known === value.trim()))
  if (choice === undefined) throw badValue(place, value, `one of ${choices.join(', ')}, or nothing`)
  return choice
}

/** The reason in words why a row does not count; a bare `true` says that there is one, a bare `false` that there is none. */
export function exclusionOf(value: unknown, place: Place): string | undefined {
  const text = textOf(value, place)
  const word = text?.toLowerCase()
  if (word === undefined || word === 'false' || word === '0') return undefined
  return word === 'true' || word === '1' ? 'excluded in the table, without a reason' : text
}
