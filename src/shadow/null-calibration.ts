import { type OutcomeRow, STRATA, type TestResult } from '../domain/index.js'
import { countRows, estimatePairedDifference, estimateShadow, mean, type TaskGap } from '../estimate/index.js'
import { createRandom, type Random } from '../math/index.js'

/** What the reference against itself gave. */
export interface SelfComparison {
  /** What each split estimated: the shadow where both sides have tasks, else the difference. */
  readonly quantity: 'shadow' | 'difference'
  /** Tasks with enough trials to be split. */
  readonly tasks: number
  /** Tasks left out because they have fewer than four counted trials. */
  readonly tooFew: number
  readonly splits: number
  /** Splits that gave an interval. */
  readonly determined: number
  /** Of these, how many cover zero, as a share; undefined where none gave one. */
  readonly covered?: number
  /** Share of p-values at most as large as each of these: where the method is right they agree. */
  readonly pAtMost: readonly { readonly p: number; readonly share: number }[]
  readonly seed: number
}

const SPLITS = 200
/** Trials of a task below which half of them says too little. */
const LEAST_TRIALS = 4
const SHOWN = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75]

/**
 * Splits the trials of each task of one system at random into two pseudo-systems, again and again, and estimates a
 * shadow between them: there is none, so that intervals must cover zero about as often as stated.
 *
 * The splits reuse the same trials: their share describes this data and is no independent repetition.
 *
 * @source statistics specification 3.5a
 */
export function compareWithItself(
  rows: readonly OutcomeRow[],
  options: { readonly system: string; readonly level: number; readonly seed: number; readonly splits?: number },
): SelfComparison {
  const { system, level, seed, splits = SPLITS } = options
  const own = rows.filter((row) => row.system === system)
  const strata = new Map(own.map(({ task, stratum }) => [task, stratum]))
  const counted = countRows(own).tasks
  const tasks = counted.filter(({ results }) => results.length >= LEAST_TRIALS)
  const sides = STRATA.map((side) => tasks.filter(({ task }) => strata.get(task) === side).length)
  const quantity = sides.every((count) => count > 1) ? 'shadow' : 'difference'
  const random = createRandom(seed)
  const found = Array.from({ length: splits }, (_, split) => {
    const draw = random.split(split)
    const gaps = tasks.map(({ task, results }): TaskGap => ({ task, difference: gapOf(results, draw) }))
    if (quantity === 'difference') {
      return estimatePairedDifference(
        gaps.map(({ task, difference }) => ({ cluster: task, value: difference })),
        { level },
      )
    }
    const of = (side: 'narrow' | 'long') => gaps.filter(({ task }) => strata.get(task) === side)
    const contrast = { narrow: of('narrow'), long: of('long') }
    return estimateShadow(contrast, { level, seed, design: 'two-samples', hasPermutation: false })
  })
  const intervals = found.flatMap(({ estimate }) => (estimate.kind === 'determined' ? [estimate] : []))
  const ps = found.flatMap(({ test }) => test?.p ?? [])
  const covered = intervals.filter(({ low, high }) => low <= 0 && high >= 0).length
  return {
    quantity,
    tasks: tasks.length,
    tooFew: counted.length - tasks.length,
    splits,
    determined: intervals.length,
    ...(intervals.length > 0 && { covered: covered / intervals.length }),
    pAtMost: ps.length === 0 ? [] : SHOWN.map((p) => ({ p, share: ps.filter((own) => own <= p).length / ps.length })),
    seed,
  }
}

/** Mean of a random half minus mean of another; of an odd number one is left out. */
function gapOf(results: readonly number[], random: Random): number {
  const shuffled = shuffle(results, random)
  const half = Math.floor(results.length / 2)
  return mean(shuffled.slice(0, half)) - mean(shuffled.slice(half, 2 * half))
}

function shuffle<Value>(values: readonly Value[], random: Random): Value[] {
  const shuffled = [...values]
  for (let place = shuffled.length - 1; place > 0; place -= 1) {
    const other = random.below(place + 1)
    const [here, there] = [shuffled[place], shuffled[other]]
    if (here === undefined || there === undefined) continue
    shuffled[place] = there
    shuffled[other] = here
  }
  return shuffled
}

const SWAPS = 999

/**
 * Swaps the labels of two systems within tasks: the exact null of "no difference at all", for any statistic.
 *
 * @param options.statistic of the rows of the reference and of the system; its distance from 0 is what counts
 * @returns p, in (0, 1]; 1 where no task has trials of both
 * @source statistics specification 3.5b; Phipson & Smyth 2010 for the observed one among the draws
 */
export function swapLabels(
  rows: readonly OutcomeRow[],
  options: {
    readonly reference: string
    readonly system: string
    readonly seed: number
    readonly statistic: (reference: readonly OutcomeRow[], system: readonly OutcomeRow[]) => number
    readonly swaps?: number
  },
): TestResult & { readonly observed: number; readonly swaps: number; readonly seed: number } {
  const { reference, system, seed, statistic, swaps = SWAPS } = options
  const byTask = Map.groupBy(
    rows.filter((row) => row.system === reference || row.system === system),
    ({ task }) => task,
  )
  const tasks = [...byTask]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, own]) =>
      own.toSorted((a, b) => (a.system === b.system ? a.repeat - b.repeat : a.system < b.system ? -1 : 1)),
    )
    .map((own) => ({ own, first: own.filter((row) => row.system === reference).length }))
    .filter(({ own, first }) => first > 0 && first < own.length)
  const statisticOf = (arrange: (own: readonly OutcomeRow[]) => readonly OutcomeRow[]) => {
    const arranged = tasks.map(({ own, first }) => ({ rows: arrange(own), first }))
    return statistic(
      arranged.flatMap(({ rows: all, first }) => all.slice(0, first)),
      arranged.flatMap(({ rows: all, first }) => all.slice(first)),
    )
  }
  const isReference = (row: OutcomeRow) => row.system === reference
  const observed = statisticOf((own) => [...own.filter(isReference), ...own.filter((row) => !isReference(row))])
  const random = createRandom(seed)
  let asFar = 0
  for (let swap = 0; swap < swaps; swap += 1) {
    const draw = random.split(swap)
    if (Math.abs(statisticOf((own) => shuffle(own, draw))) >= Math.abs(observed) - 1e-12) asFar += 1
  }
  return { method: 'label-swap', p: tasks.length === 0 ? 1 : (asFar + 1) / (swaps + 1), observed, swaps, seed }
}
