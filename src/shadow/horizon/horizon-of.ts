import type { Estimate, HorizonFinding, LengthKind, OutcomeRow, WarningCode } from '../../domain/index.js'
import {
  bootstrapHorizons,
  countLengths,
  curvePoints,
  estimateHorizon,
  estimateSuccess,
  fitLengthCurve,
  fitShapes,
  kindsOf,
  makeLengthBank,
  missingLengths,
  observedBins,
  onlyKindOf,
  testConstantHazard,
} from '../../estimate/index.js'
import { noiseLines, readShapes, spreadOf } from './curve-lengths.js'
import { horizonWords } from './horizon-words.js'

/** How horizons are to be read off rows. */
export interface HorizonOptions {
  /** Label of the system. */
  readonly system: string
  /** Needed where its rows carry lengths of several kinds, which are never mixed. */
  readonly lengthKind?: LengthKind
  readonly level: number
  readonly seed: number
  /** Resamples of the bootstrap line, 1,000 by default. */
  readonly resamples?: number
  /** What is taken for independent and drawn anew: families from six on unless stated. */
  readonly unit?: 'family' | 'task'
  /** A family counts by the root of its tasks, so that many variants of one task weigh less. */
  readonly isDiverse?: boolean
  /** Also fits a logistic curve with this fixed share of slips, such as 0.01. */
  readonly slip?: number
}

/**
 * How far one system goes: the lengths at which its success falls to a half and to four in five, and what stands beside
 * them.
 *
 * @throws DataError `no-lengths`, `length-kinds-mixed` or `length-not-positive`
 * @source statistics specification 1
 */
export function horizonOf(rows: readonly OutcomeRow[], options: HorizonOptions): HorizonFinding {
  const { system, level, seed, slip, resamples, unit, isDiverse = false } = options
  const own = rows.filter((row) => row.system === system)
  const lengthKind = options.lengthKind ?? onlyKindOf(own, system)
  const counted = countLengths(own, lengthKind)
  if (counted.trials.length === 0) throw missingLengths(system, lengthKind)
  const { excluded } = counted
  const bank = makeLengthBank(counted.trials, { isDiverse, ...(unit !== undefined && { unit }) })
  const curve = fitLengthCurve(bank)
  const horizonAt = (success: number) => ({ ...estimateHorizon(bank, curve, { success, level }), excluded })
  const shapes = fitShapes(bank, slip === undefined ? {} : { slip })
  const read = readShapes(shapes, bank.tested, slip)
  const [spread, hazard] = [spreadOf(read), testConstantHazard(shapes)]
  const [h50, h80] = [horizonAt(0.5), horizonAt(0.8)]
  const drawn = bootstrapHorizons(bank, curve, { level, seed, ...(resamples !== undefined && { resamples }) })
  const finding: HorizonFinding = {
    system,
    lengthKind,
    tasks: bank.taskX.length,
    families: bank.families,
    trials: bank.x.length,
    unit: bank.unit,
    excluded,
    tested: bank.tested,
    success: { ...estimateSuccess(counted.rows, { level }), excluded },
    h50,
    h80,
    resampled: { h50: { ...drawn.h50, excluded }, h80: { ...drawn.h80, excluded } },
    ...(curve && { curve: { intercept: curve.intercept, slope: curve.slope, fitted: curve.fitted } }),
    shapes: read,
    ...(spread !== undefined && { h80Spread: spread }),
    ...(hazard !== undefined && { constantHazardTest: { method: 'likelihood-ratio', p: hazard.p } }),
    noise: noiseLines(bank, seed),
    points: curvePoints(bank, curve, { level }),
    observed: observedBins(bank),
    warnings: warningsOf(h50, h80, lengthKind),
    words: [],
  }
  return { ...finding, words: horizonWords(finding) }
}

/** One finding for each system and kind of length, in that order; empty where no row carries a length. */
export function horizonsOf(
  rows: readonly OutcomeRow[],
  options: Omit<HorizonOptions, 'system' | 'lengthKind'>,
): HorizonFinding[] {
  const systems = [...new Set(rows.map(({ system }) => system))].sort()
  return systems.flatMap((system) =>
    kindsOf(rows.filter((row) => row.system === system)).map((lengthKind) =>
      horizonOf(rows, { ...options, system, lengthKind }),
    ),
  )
}

function warningsOf(h50: Estimate, h80: Estimate, lengthKind: LengthKind): WarningCode[] {
  const lengths = lengthKind === 'minutes-estimated' ? (['estimated-lengths'] as const) : []
  return [...new Set([...h50.warnings, ...h80.warnings, ...lengths])].sort()
}
