import {
  counted,
  type NextTrials,
  type NextTrialsCell,
  type OutcomeRow,
  points,
  type ShadowFinding,
  STRATA,
  successOf,
  type UndeterminedReason,
  usd,
} from '../domain/index.js'
import { mean } from '../estimate/index.js'
import { allocateTrials, LEAST_PILOT, pilotShare } from './gate/allocate.js'

/** The rows of one cell, in figures. */
type Cell = Omit<NextTrialsCell, 'next'> & { readonly successes: number }

/**
 * How a fixed number of further trials is best split over systems and the two sides of the contrast, so that the shadows
 * of all systems are estimated best for the money. The rows so far are the pilot. The reference is in every shadow, so
 * it weighs by the root of how many there are.
 *
 * @param options.shadows findings on the same rows: what the trials would do to their intervals is said beside the split
 * @returns undetermined `no-strata`, `not-applicable` with one system, or `too-few-trials` where a cell has fewer than 3 counted trials
 * @source statistics specification 6.6 (Neyman allocation)
 */
export function planNextTrials(
  rows: readonly OutcomeRow[],
  options: { readonly trials: number; readonly reference: string; readonly shadows: readonly ShadowFinding[] },
): NextTrials {
  const { trials, reference } = options
  const refuse = (reason: UndeterminedReason, why: string) => refused(trials, reason, why)
  if (!STRATA.every((stratum) => rows.some((row) => row.stratum === stratum))) {
    return refuse('no-strata', 'no task is marked narrow, or none is marked long')
  }
  const systems = [...new Set(rows.map(({ system }) => system))].sort()
  if (systems.length < 2) return refuse('not-applicable', 'there is one system only, so no shadow')
  const pilots = systems.flatMap((system) => STRATA.map((stratum) => cellOf(rows, system, stratum)))
  const small = pilots.filter(({ pilotTrials }) => pilotTrials < LEAST_PILOT)
  if (small.length > 0) {
    const names = small.map((cell) => `${nameOf(cell)} has ${cell.pilotTrials}`).join(', ')
    return refuse('too-few-trials', `a split needs at least ${LEAST_PILOT} counted trials in each cell, and ${names}`)
  }
  const isPriced = pilots.every(({ trialUsd = 0 }) => trialUsd > 0)
  const weightOf = ({ system }: Cell) => (system === reference ? Math.sqrt(Math.max(1, systems.length - 1)) : 1)
  const split = allocateTrials(
    pilots.map((cell) => ({
      name: nameOf(cell),
      successes: cell.successes,
      trials: cell.pilotTrials,
      trialUsd: isPriced ? (cell.trialUsd ?? 1) : 1,
      weight: weightOf(cell),
    })),
    trials,
  )
  const cells = pilots.map(({ successes: _, ...cell }, index) => ({ ...cell, next: split[index] ?? 0 }))
  const shadows = options.shadows.flatMap((finding) => narrowed(finding, { pilots, split, trials }))
  const costUsd = cells.reduce((sum, { trialUsd = 0, next }) => sum + trialUsd * next, 0)
  const costEvenUsd = trials * mean(cells.map(({ trialUsd = 0 }) => trialUsd))
  const priced = isPriced ? { costUsd, costEvenUsd } : {}
  const found = {
    kind: 'determined' as const,
    trials,
    reference,
    method: 'neyman',
    cells,
    isPriced,
    ...priced,
    shadows,
  }
  return { ...found, words: nextWords(found) }
}

function refused(trials: number, reason: UndeterminedReason, why: string): NextTrials {
  const what = `${counted(trials, 'further trial')} ${trials === 1 ? 'is' : 'are'}`
  return { kind: 'undetermined', trials, reason, words: [`How ${what} best split cannot be told: ${why}.`] }
}

function cellOf(rows: readonly OutcomeRow[], system: string, stratum: 'narrow' | 'long'): Cell {
  const own = rows.filter((row) => row.system === system && row.stratum === stratum)
  const results = own.flatMap((row) => successOf(row) ?? [])
  const costs = own.flatMap((row) => (successOf(row) === undefined ? [] : (row.costUsd ?? [])))
  const successes = results.toSorted((a, b) => a - b).reduce((sum, success) => sum + success, 0)
  return {
    system,
    stratum,
    pilotTrials: results.length,
    successes,
    success: results.length === 0 ? 0 : successes / results.length,
    ...(costs.length > 0 && { trialUsd: mean(costs.toSorted((a, b) => a - b)) }),
  }
}

function nameOf({ system, stratum }: Pick<Cell, 'system' | 'stratum'>): string {
  return `${system}, ${stratum}`
}

/**
 * The interval scaled by the root of how the variance falls were all trials independent: exact where new trials bring
 * as many new tasks as those so far did.
 */
function narrowed(
  { system, reference, shadow }: ShadowFinding,
  {
    pilots,
    split,
    trials,
  }: { readonly pilots: readonly Cell[]; readonly split: readonly number[]; readonly trials: number },
) {
  if (shadow.kind === 'undetermined') return []
  const varianceWith = (further: (index: number) => number) =>
    pilots.reduce((sum, cell, index) => {
      if (cell.system !== system && cell.system !== reference) return sum
      const share = pilotShare(cell.successes, cell.pilotTrials)
      return sum + (share * (1 - share)) / (cell.pilotTrials + further(index))
    }, 0)
  const now = (shadow.high - shadow.low) / 2
  const scaled = (further: (index: number) => number) => now * Math.sqrt(varianceWith(further) / varianceWith(() => 0))
  return [{ system, now, after: scaled((index) => split[index] ?? 0), afterEven: scaled(() => trials / pilots.length) }]
}

function nextWords(found: Omit<Extract<NextTrials, { kind: 'determined' }>, 'words'>): string[] {
  const { trials, costUsd, costEvenUsd, shadows } = found
  const cost =
    costUsd === undefined || costEvenUsd === undefined
      ? UNPRICED
      : `They would cost about ${usd(costUsd)}; split evenly, ${usd(costEvenUsd)}.`
  const narrower = shadows.map(
    ({ system, now, after, afterEven }) =>
      `On new tasks they would narrow the interval of the shadow of ${system} from ±${points(now)} to about ±${points(after)} points; split evenly, to ±${points(afterEven)}.`,
  )
  return [
    `${counted(trials, 'further trial')}, split so that the shadows are estimated best for the money.`,
    cost,
    ...narrower,
    'This is for estimating a shadow with a number of trials fixed beforehand. It is not for the gate, which decides for itself when it has seen enough.',
  ]
}

const UNPRICED = 'The cost of a trial is not known in every cell, so each counts alike.'
