import { ConfigError } from '../../domain/index.js'
import { mean } from '../../estimate/index.js'
import { stopBounds } from './bounds.js'
import type { GateDesign } from './design.js'
import { foreseeBounds, type GateOutlook } from './foresee.js'

/**
 * What a gate will take at given success rates, against the fixed design with the same errors.
 *
 * @param rates true success rates that are supposed; evenly from 0.2 to 0.98 where left out: nothing is known
 * @returns the mean over the rates, and each of them
 * @source statistics specification 6.1 and 10
 */
export function foreseeGate(design: GateDesign, rates: readonly number[] = spreadRates(0.2, 0.98)): GateForecast {
  if (rates.length === 0) throw new ConfigError('rates', rates, 'at least one success rate')
  const bounds = stopBounds(design)
  const byRate = rates.map((rate) => foreseeBounds(bounds, rate))
  const average = (of: (outlook: GateOutlook) => number) => mean(byRate.map(of))
  const expectedTrials = average((outlook) => outlook.expectedTrials)
  const { fixedTrials, mostTrials } = design
  return {
    expectedTrials,
    mostTrials,
    fixedTrials,
    saving: 1 - expectedTrials / fixedTrials,
    undecided: average((outlook) => outlook.undecided),
    byRate,
  }
}

/** What one cell will take, averaged over supposed success rates. */
export interface GateForecast {
  /** On average, until it stops. */
  readonly expectedTrials: number
  /** Worst case. */
  readonly mostTrials: number
  /** What the fixed design would take with the same errors. */
  readonly fixedTrials: number
  /** Share of the fixed design that is saved; negative where the gate takes longer. */
  readonly saving: number
  /** Chance that the cap is reached without an answer. */
  readonly undecided: number
  /** At each supposed success rate. */
  readonly byRate: readonly GateOutlook[]
}

/** Fifty success rates spread evenly, each in the middle of its own stretch. */
export function spreadRates(from: number, to: number): readonly number[] {
  const pieces = 50
  return Array.from({ length: pieces }, (_, piece) => from + ((to - from) * (piece + 0.5)) / pieces)
}

/** What a set of cells will take and cost. */
export interface CellsForecast {
  readonly cells: number
  /** On average, all cells together. */
  readonly expectedTrials: number
  /** Every cell up to its cap. */
  readonly mostTrials: number
  /** What the fixed design would take with the same errors. */
  readonly fixedTrials: number
  /** In US dollars; undefined where some cell has no price. */
  readonly expectedUsd?: number
  /** Cost of `mostTrials`; undefined as `expectedUsd`. */
  readonly mostUsd?: number
  /** Cost of `fixedTrials`; undefined as `expectedUsd`. */
  readonly fixedUsd?: number
  /** Cells trusted although they must not be: at most this many, on average. */
  readonly falseTrusts: number
}

/**
 * Trials and cost of a whole matrix, expected and at worst, beside the fixed design.
 *
 * @param cells one entry for each system and scope, with the cost of one trial in US dollars where it is known
 * @param rates as for `foreseeGate`
 * @example foreseeCells([{ trialUsd: 0.1 }], designGate()).mostUsd
 * // 26.400000000000002
 */
export function foreseeCells(
  cells: readonly { readonly trialUsd?: number }[],
  design: GateDesign,
  rates?: readonly number[],
): CellsForecast {
  const { expectedTrials, mostTrials, fixedTrials } = foreseeGate(design, rates)
  const prices = cells.flatMap(({ trialUsd }) => trialUsd ?? [])
  const perRound = prices.reduce((sum, price) => sum + price, 0)
  return {
    cells: cells.length,
    expectedTrials: expectedTrials * cells.length,
    mostTrials: mostTrials * cells.length,
    fixedTrials: fixedTrials * cells.length,
    ...(prices.length === cells.length && {
      expectedUsd: expectedTrials * perRound,
      mostUsd: mostTrials * perRound,
      fixedUsd: fixedTrials * perRound,
    }),
    falseTrusts: design.alpha * cells.length,
  }
}
