import type { HorizonComparison, HorizonFinding } from '../../src/domain/index.js'
import { determined, SYSTEMS, undetermined } from './report-estimates.js'

const [MERIDIAN, TERN, COASTER] = SYSTEMS

const TESTED = { shortest: 8, longest: 220 }

/** A curve with its log odds at length 1 and for each doubling, and bins that scatter around it. */
function horizon(system: string, intercept: number, slope: number, rest: Partial<HorizonFinding>): HorizonFinding {
  const at = (length: number) => 1 / (1 + Math.exp(-(intercept + slope * Math.log2(length))))
  const lengths = Array.from({ length: 60 }, (_, index) => 8 * (220 / 8) ** (index / 59))
  const bins = [10, 22, 48, 104, 190]
  const within = { kind: 'within', length: 60 } as const
  return {
    system,
    lengthKind: 'reference-steps',
    tasks: 48,
    families: 8,
    trials: 144,
    unit: 'family',
    excluded: { 'no length': 2 },
    tested: TESTED,
    success: determined(0.7, 0.6, 0.8),
    h50: undetermined('above-tested-range', { atLeast: 220 }),
    h80: undetermined('above-tested-range', { atLeast: 220 }),
    resampled: { h50: undetermined('level-not-reached'), h80: determined(50, 30, 95) },
    curve: { intercept, slope, fitted: 'firth' },
    shapes: [
      { shape: 'logistic', h50: within, h80: { kind: 'below-tested-range', atMost: 8 }, aic: 120, slope },
      { shape: 'weibull', h50: within, h80: { kind: 'success-does-not-fall' }, aic: 121, slope: 0.8 },
      { shape: 'exponential', h50: { kind: 'above-tested-range', atLeast: 220 }, h80: within, aic: 124, slope: 1 },
    ],
    h80Spread: { low: within, high: { kind: 'above-tested-range', atLeast: 220 } },
    constantHazardTest: { method: 'likelihood-ratio', p: 0.2 },
    noise: [{ deviation: 0.5, h50: within, h80: within }],
    points: lengths.map((length) => {
      const success = at(length)
      return { length, success, low: Math.max(0, success - 0.09), high: Math.min(1, success + 0.07) }
    }),
    observed: bins.map((length, index) => ({
      from: length * 0.8,
      to: length * 1.2,
      length,
      tasks: 9,
      trials: 27,
      success: Math.min(1, Math.max(0, at(length) + (index % 2 === 0 ? 0.04 : -0.05))),
    })),
    warnings: [],
    words: [`On this bank ${system} finishes more than half of the longest tasks.`],
    ...rest,
  }
}

/** A system that goes beyond what was tested, one that falls a little, and one that falls to a half. */
export const REPORT_HORIZONS: readonly HorizonFinding[] = [
  horizon(MERIDIAN, 5.2, -0.45, {}),
  horizon(TERN, 5, -0.5, {}),
  horizon(COASTER, 6.5, -1.05, {
    h50: determined(73, 48, 112),
    h80: determined(29, 15, 46, ['marginal']),
    warnings: ['marginal'],
    words: ['On this bank coaster-mini finishes half of the tasks of 73 reference calls (95%: 48 to 112).'],
  }),
]

function comparison(system: string, rest: Partial<HorizonComparison>): HorizonComparison {
  return {
    system,
    reference: MERIDIAN,
    lengthKind: 'reference-steps',
    tasks: 48,
    tested: TESTED,
    slopeChange: determined(-0.05, -0.31, 0.21),
    horizonRatio: undetermined('above-tested-range'),
    meanGap: determined(0.05, -0.02, 0.12),
    words: [
      `Over lengths from 8 to 220 reference calls ${system} is on average 5 points behind ${MERIDIAN} (−2 to 12).`,
    ],
    ...rest,
  }
}

/** The same beside the reference: one open, one that falls faster. */
export const REPORT_HORIZON_COMPARISONS: readonly HorizonComparison[] = [
  comparison(TERN, {}),
  comparison(COASTER, {
    slopeChange: determined(-0.6, -1, -0.2),
    slopeTest: { method: 'cluster-t', p: 0.004 },
    meanGap: determined(0.37, 0.27, 0.46),
    words: [
      `Over lengths from 8 to 220 reference calls ${COASTER} is on average 37 points behind ${MERIDIAN} (27 to 46).`,
      `With length ${COASTER} falls faster than ${MERIDIAN}, so the gap widens (log odds per doubling −0.60, −1.00 to −0.20).`,
    ],
  }),
]
