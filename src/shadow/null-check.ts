import { DataError, type OutcomeRow, someOf, type TestResult } from '../domain/index.js'
import { countRows, mean } from '../estimate/index.js'
import { compareWithItself, type SelfComparison, swapLabels } from './null-calibration.js'

/** The method held against no difference at all, on the rows of one table. */
export interface NullCheck {
  /** Label of the system that the others are held against. */
  readonly reference: string
  readonly level: number
  /** Each system against itself. */
  readonly selves: readonly (SelfComparison & { readonly system: string })[]
  /** Each system with its labels and those of the reference exchanged within tasks. */
  readonly swaps: readonly (TestResult & {
    readonly system: string
    /** What is exchanged: points further behind on long work, or points behind. */
    readonly quantity: SelfComparison['quantity']
    /** Reference minus system, as a share. */
    readonly observed: number
    readonly swaps: number
    readonly seed: number
  })[]
  /** What this cannot say, one sentence each. */
  readonly cannotSay: readonly string[]
}

/**
 * Holds the method against no difference at all: each system split at random into two that are equal, and the labels of
 * each system and the reference exchanged within tasks.
 *
 * @throws DataError `unknown-reference` with the systems there are
 * @source statistics specification 3.5
 */
export function checkNull(
  rows: readonly OutcomeRow[],
  options: { readonly reference: string; readonly level: number; readonly seed: number },
): NullCheck {
  const { reference, level, seed } = options
  const systems = [...new Set(rows.map(({ system }) => system))].sort()
  if (!systems.includes(reference)) {
    throw new DataError('unknown-reference', `reference is ${reference}; expected one of ${someOf(systems)}`)
  }
  const selves = systems.map((system) => ({ system, ...compareWithItself(rows, { system, level, seed }) }))
  const swaps = systems
    .filter((system) => system !== reference)
    .map((system) => {
      const own = rows.filter((row) => row.system === reference || row.system === system)
      const quantity =
        shared(own, reference, 'long') > 1 && shared(own, reference, 'narrow') > 1 ? 'shadow' : 'difference'
      const statistic = quantity === 'shadow' ? shadowBetween : gapBetween
      return { system, quantity, ...swapLabels(own, { reference, system, seed, statistic }) } as const
    })
  return { reference, level, selves, swaps, cannotSay: cannotSay(selves) }
}

/** Tasks of one side that both systems tried. */
function shared(rows: readonly OutcomeRow[], reference: string, side: 'narrow' | 'long'): number {
  const own = rows.filter(({ stratum }) => stratum === side)
  const tasksOf = (isReference: boolean) =>
    new Set(own.filter(({ system }) => (system === reference) === isReference).map(({ task }) => task))
  const others = tasksOf(false)
  return [...tasksOf(true)].filter((task) => others.has(task)).length
}

function shadowBetween(reference: readonly OutcomeRow[], system: readonly OutcomeRow[]): number {
  const on = (rows: readonly OutcomeRow[], side: 'narrow' | 'long') => rows.filter(({ stratum }) => stratum === side)
  const gap = (side: 'narrow' | 'long') => gapBetween(on(reference, side), on(system, side))
  return gap('long') - gap('narrow')
}

/** Mean over shared tasks of the difference of mean success. */
function gapBetween(reference: readonly OutcomeRow[], system: readonly OutcomeRow[]): number {
  const others = new Map(countRows(system).tasks.map(({ task, results }) => [task, results]))
  const gaps = countRows(reference).tasks.flatMap(({ task, results }) => {
    const other = others.get(task)
    return other === undefined ? [] : [mean(results) - mean(other)]
  })
  return gaps.length === 0 ? 0 : mean(gaps)
}

function cannotSay(selves: NullCheck['selves']): string[] {
  const untold = selves.filter(({ covered }) => covered === undefined).map(({ system }) => system)
  return [
    'The splits use the same trials again and again: their shares describe this table and are no independent studies. How often the method errs in general is measured by simulation (leadline calibrate).',
    'A split compares halves of the trials, so that it is less exact than the study itself.',
    ...(untold.length === 0
      ? []
      : [`Too few trials of each task to split (four are needed on two tasks): ${untold.join(', ')}.`]),
  ]
}
