import type { BreakEvenLength, NextTrials } from '../../src/domain/index.js'
import { SYSTEMS } from './report-estimates.js'

const [MERIDIAN, TERN, COASTER, SKIFF] = SYSTEMS

/** One system that pays up to a length, and one of which nothing can be told. */
export const REPORT_BREAK_EVEN: readonly BreakEvenLength[] = [
  {
    kind: 'determined',
    system: COASTER,
    reference: MERIDIAN,
    lengthKind: 'minutes-human',
    tested: { shortest: 2, longest: 240 },
    crossings: [{ length: 31, paysBelow: true }],
    pays: [{ from: 2, to: 31 }],
    sure: [{ from: 2, to: 18 }],
    points: [
      { length: 2, systemUsd: 0.06, referenceUsd: 0.24, cheaper: 1 },
      { length: 22, systemUsd: 0.4, referenceUsd: 0.52, cheaper: 0.81 },
      { length: 240, systemUsd: 31, referenceUsd: 2.2, cheaper: 0.002 },
    ],
    shapes: [{ shape: 'exponential', crossings: [{ length: 36, paysBelow: true }] }],
    costs: {
      system: { fixedUsd: 0.04, perLengthUsd: 0.002 },
      reference: { fixedUsd: 0.15, perLengthUsd: 0.008 },
    },
    isFailureEntered: false,
    method: 'break-even-draws',
    level: 0.9,
    unit: 'family',
    units: 12,
    tasks: 48,
    trials: 960,
    excluded: { 'no length': 4 },
    seed: 1,
    warnings: ['cost-missing'],
    words: [
      'coaster-mini: at least 90% sure that a finished job costs less than with meridian-xl for jobs of up to 18 minutes.',
      'By the fitted curves it costs less for jobs of up to 31 minutes; above that what its failures cost eats the saving.',
    ],
    basis: 'a failure is taken to cost one attempt of the reference at that length',
  },
  {
    kind: 'undetermined',
    system: SKIFF,
    reference: MERIDIAN,
    lengthKind: 'minutes-human',
    reason: 'too-few-tasks',
    tasks: 5,
    words: [
      'Up to which length a job costs less with skiff-8b than with meridian-xl cannot be told: at least 8 tasks are needed.',
    ],
  },
]

/** Further trials split over two systems. */
export const REPORT_NEXT_TRIALS: NextTrials = {
  kind: 'determined',
  trials: 300,
  reference: MERIDIAN,
  method: 'neyman',
  cells: [
    { system: MERIDIAN, stratum: 'narrow', pilotTrials: 120, success: 0.91, trialUsd: 0.21, next: 70 },
    { system: MERIDIAN, stratum: 'long', pilotTrials: 120, success: 0.86, trialUsd: 1.9, next: 30 },
    { system: TERN, stratum: 'narrow', pilotTrials: 120, success: 0.98, trialUsd: 0.028, next: 120 },
    { system: TERN, stratum: 'long', pilotTrials: 120, success: 0.83, trialUsd: 0.31, next: 80 },
  ],
  isPriced: true,
  costUsd: 99.86,
  costEvenUsd: 183.6,
  shadows: [{ system: TERN, now: 0.11, after: 0.08, afterEven: 0.085 }],
  words: ['300 further trials, split so that the shadows are estimated best for the money.'],
}
