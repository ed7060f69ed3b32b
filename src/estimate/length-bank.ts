import { ENOUGH_FAMILIES, mean } from './rows.js'

/** One counted trial at a task of known length. */
export interface LengthTrial {
  /** Above 0; one kind of length in one estimate. */
  readonly length: number
  /** In [0, 1]. */
  readonly success: number
  /** The sample: its trials are not independent. */
  readonly task: string
  /** Tasks of one family are variants of one task; a task without family is its own. */
  readonly family?: string
}

/** Trials sorted for good and weighted, ready to be fitted and resampled. */
export interface LengthBank {
  /** log2 length of each trial; trials of a task, and tasks of a unit, lie together. */
  readonly x: Float64Array
  /** Of each trial, in [0, 1]. */
  readonly success: Float64Array
  /** 1 / (trials of the task), with diversity weighting also 1 / sqrt(tasks of the family), scaled to mean 1. */
  readonly weight: Float64Array
  /** First trial of each task, then the number of trials. */
  readonly taskStart: readonly number[]
  /** First task of each unit, then the number of tasks. */
  readonly unitStart: readonly number[]
  /** What is resampled and clustered: families from six on, tasks below. */
  readonly unit: 'family' | 'task'
  /** Mean log2 length of each task. */
  readonly taskX: readonly number[]
  /** Shortest and longest length, as given. */
  readonly tested: { readonly shortest: number; readonly longest: number }
  /** A task without family is its own. */
  readonly families: number
  /** True where some success lies strictly between 0 and 1. */
  readonly isFractional: boolean
}

/**
 * Sorts and weighs trials, so that no estimate depends on the order in which they came.
 *
 * @param options.unit families from six on unless stated
 * @param options.isDiverse a family counts by the root of its tasks, so that many variants of one task weigh less
 * @source statistics specification 1.2 (diversity weighting as in arXiv 2503.14499)
 * @example makeLengthBank([{ task: 'b', length: 8, success: 0 }, { task: 'a', length: 4, success: 1 }]).x
 * // Float64Array [2, 3]
 */
export function makeLengthBank(
  trials: readonly LengthTrial[],
  options: { readonly unit?: 'family' | 'task'; readonly isDiverse?: boolean } = {},
): LengthBank {
  const sorted = trials.toSorted(compareTrials)
  const taskStart = startsWhere(sorted, (a, b) => a.task !== b.task || a.family !== b.family)
  const firsts = taskStart.slice(0, -1).map((at) => sorted[at])
  const familyStart = startsWhere(firsts, (a, b) => a?.family !== b?.family || a?.family === undefined)
  const families = familyStart.length - 1
  const unit = options.unit ?? (families >= ENOUGH_FAMILIES ? 'family' : 'task')
  const x = Float64Array.from(sorted, ({ length }) => Math.log2(length))
  const success = Float64Array.from(sorted, (trial) => trial.success)
  return {
    x,
    success,
    weight: weightsOf(taskStart, options.isDiverse === true ? familyStart : undefined),
    taskStart,
    unitStart: unit === 'family' ? familyStart : [...taskStart.keys()],
    unit,
    taskX: pieces(taskStart).map(([from, to]) => mean([...x.subarray(from, to)])),
    tested: rangeOf(sorted.map(({ length }) => length)),
    families,
    isFractional: success.some((value) => value > 0 && value < 1),
  }
}

/** Both 0 where there is nothing. */
function rangeOf(lengths: readonly number[]): LengthBank['tested'] {
  if (lengths.length === 0) return { shortest: 0, longest: 0 }
  const shortest = lengths.reduce((a, b) => Math.min(a, b))
  return { shortest, longest: lengths.reduce((a, b) => Math.max(a, b)) }
}

/** Pairs of start and end from a list of starts that closes with the number of all. */
export function pieces(starts: readonly number[]): (readonly [from: number, to: number])[] {
  return starts.slice(1).map((to, index) => [starts[index] ?? 0, to])
}

function compareTrials(a: LengthTrial, b: LengthTrial): number {
  return (
    compare(a.family ?? '', b.family ?? '') ||
    Number(a.family === undefined) - Number(b.family === undefined) ||
    compare(a.task, b.task) ||
    a.length - b.length ||
    a.success - b.success
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

/** Places at which something new begins, closed with the number of all. */
function startsWhere<T>(items: readonly T[], isNew: (before: T, item: T) => boolean): number[] {
  const starts = items.flatMap((item, index) => {
    const before = items[index - 1]
    return index === 0 || before === undefined || isNew(before, item) ? [index] : []
  })
  return [...starts, items.length]
}

function weightsOf(taskStart: readonly number[], familyStart: readonly number[] | undefined): Float64Array {
  const trials = taskStart.at(-1) ?? 0
  const tasks = pieces(taskStart)
  const weights = new Float64Array(trials)
  for (const [from, to] of pieces(familyStart ?? [...taskStart.keys()])) {
    for (const [first, end] of tasks.slice(from, to))
      weights.fill(1 / ((end - first) * Math.sqrt(to - from)), first, end)
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => (weight * trials) / total)
}
