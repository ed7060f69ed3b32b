import { DataError, type LengthKind, type OutcomeRow, successOf } from '../domain/index.js'
import type { LengthTrial } from './length-bank.js'
import { reasonOf } from './rows.js'

/** Rows that count for one kind of length, and why the others do not. */
interface CountedLengths {
  readonly rows: readonly OutcomeRow[]
  /** The same rows as trials at a length. */
  readonly trials: readonly LengthTrial[]
  /** Rows left out, by reason in words. */
  readonly excluded: Readonly<Record<string, number>>
}

/** Kinds of length among counted rows, sorted. */
export function kindsOf(rows: readonly OutcomeRow[]): LengthKind[] {
  const kinds = rows.flatMap((row) =>
    row.length !== undefined && row.lengthKind !== undefined && successOf(row) !== undefined ? [row.lengthKind] : [],
  )
  return [...new Set(kinds)].sort()
}

/**
 * The one kind of length that rows carry: kinds are never mixed.
 *
 * @param label whose rows they are, for the error
 * @throws DataError `no-lengths` or `length-kinds-mixed`
 */
export function onlyKindOf(rows: readonly OutcomeRow[], label: string): LengthKind {
  const [kind, ...others] = kindsOf(rows)
  if (kind === undefined) throw missingLengths(label)
  if (others.length > 0) {
    const kinds = [kind, ...others].join(', ')
    throw new DataError(
      'length-kinds-mixed',
      `length of ${label} is in ${kinds}; expected one kind, or the one to read`,
    )
  }
  return kind
}

/** No counted row carries a length, or none of one kind. */
export function missingLengths(label: string, kind?: LengthKind): DataError {
  const wanted = kind === undefined ? 'a length and its kind' : `a length in ${kind}`
  return new DataError('no-lengths', `length of ${label} is missing; expected ${wanted} on counted rows`)
}

/**
 * Sorts rows into those that count for one kind of length and those that do not.
 *
 * @throws DataError `length-not-positive` with the task
 */
export function countLengths(rows: readonly OutcomeRow[], lengthKind: LengthKind): CountedLengths {
  const excluded: Record<string, number> = {}
  const counted: OutcomeRow[] = []
  const trials: LengthTrial[] = []
  for (const row of rows) {
    const trial = trialOf(row, lengthKind)
    if (typeof trial === 'string') {
      excluded[trial] = (excluded[trial] ?? 0) + 1
      continue
    }
    counted.push(row)
    trials.push(trial)
  }
  return { rows: counted, trials, excluded }
}

/** The trial, or why there is none. */
function trialOf(row: OutcomeRow, wanted: LengthKind): LengthTrial | string {
  const { length, lengthKind, task, family } = row
  const success = successOf(row)
  if (success === undefined) return reasonOf(row)
  if (length === undefined) return 'no length'
  if (lengthKind !== wanted) return lengthKind === undefined ? 'length of unknown kind' : `length in ${lengthKind}`
  if (!(length > 0 && Number.isFinite(length))) {
    throw new DataError('length-not-positive', `length of ${task} is ${length}; expected a number above 0`)
  }
  return { length, success, task, ...(family !== undefined && { family }) }
}
