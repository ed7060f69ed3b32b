import type { Estimate, PairComparison, ShadowFinding, SurvivalFinding, SystemSuccess } from '../../src/domain/index.js'
import type { Analysis } from '../../src/report/index.js'
import { determined, SYSTEMS, undetermined } from './report-estimates.js'
import { REPORT_HORIZON_COMPARISONS, REPORT_HORIZONS } from './report-horizons.js'
import { REPORT_FAILURE_MODES, REPORT_HAZARD_TRENDS, REPORT_SURVIVAL_COMPARISONS } from './report-survival.js'

const [MERIDIAN, TERN, COASTER, SKIFF] = SYSTEMS

function success(system: string, stratum: string, estimate: Estimate, cost: Estimate): SystemSuccess {
  return {
    system,
    slice: { kind: 'stratum', name: stratum },
    solved: estimate.kind === 'determined' ? Math.round(estimate.value * estimate.trials) : 3,
    success: estimate,
    ...(stratum === 'long' && { withoutLimits: estimate }),
    judged: estimate,
    passAllOf: [
      { k: 1, estimate },
      { k: 3, estimate: undetermined('no-repeats') },
    ],
    passAnyOf: [
      { k: 1, estimate },
      { k: 3, estimate: undetermined('no-repeats') },
    ],
    passGap: { k: 3, estimate: determined(0.12, 0.05, 0.2) },
    costPerFinishedJobUsd: cost,
    excluded: {},
  }
}

function pair(system: string, stratum: string, difference: Estimate, rest: Partial<PairComparison>): PairComparison {
  return {
    system,
    reference: MERIDIAN,
    slice: { kind: 'stratum', name: stratum },
    pairs: 72,
    difference,
    verdict: { kind: 'established' },
    correctedVerdict: { kind: 'established' },
    ...rest,
  }
}

const PAIRS: readonly PairComparison[] = [
  pair(TERN, 'narrow', determined(-0.07, -0.13, -0.01), {
    discordant: { both: 62, onlyReference: 2, onlySystem: 7, neither: 1 },
    test: { method: 'sign-flip', p: 0.021 },
    correctedP: 0.063,
    correctedVerdict: { kind: 'not-established', smallestFound: 0.09 },
  }),
  pair(COASTER, 'narrow', determined(0.04, -0.02, 0.09), {
    verdict: { kind: 'established-equivalent', margin: 0.1 },
    correctedVerdict: { kind: 'established-equivalent', margin: 0.1 },
    test: { method: 'sign-flip', p: 0.18 },
    correctedP: 0.18,
  }),
  pair(SKIFF, 'narrow', determined(0.13, -0.01, 0.26), {
    verdict: { kind: 'undecided', moreTrials: 40, moreUsd: 0.36 },
    correctedVerdict: { kind: 'undecided', moreTrials: 40, moreUsd: 0.36 },
    test: { method: 'sign-flip', p: 0.07 },
    correctedP: 0.14,
  }),
  pair(TERN, 'long', determined(0.03, -0.06, 0.12), {
    withoutLimits: determined(0.02, -0.07, 0.11),
    verdict: { kind: 'not-established', smallestFound: 0.14 },
    correctedVerdict: { kind: 'not-established', smallestFound: 0.14 },
    test: { method: 'sign-flip', p: 0.49 },
    correctedP: 0.49,
  }),
  pair(COASTER, 'long', determined(0.34, 0.21, 0.47), {
    discordant: { both: 34, onlyReference: 28, onlySystem: 3, neither: 7 },
    test: { method: 'sign-flip', p: 0.0002 },
    correctedP: 0.0006,
  }),
  pair(SKIFF, 'long', undetermined('one-task'), {
    pairs: 15,
    verdict: { kind: 'undetermined', reason: 'one-task' },
    correctedVerdict: { kind: 'undetermined', reason: 'one-task' },
  }),
]

const SHADOWS: readonly ShadowFinding[] = [
  {
    system: COASTER,
    reference: MERIDIAN,
    contrast: 'longer-work',
    names: { narrow: 'narrow work', long: 'long work' },
    narrowGap: determined(0.04, -0.02, 0.09),
    longGap: determined(0.34, 0.21, 0.47),
    shadow: determined(0.3, 0.16, 0.44),
    shadowTest: { method: 'sign-flip', p: 0.0004 },
    shadowPermutation: { method: 'sign-flip', p: 0.0007 },
    beyondControl: {
      control: SKIFF,
      difference: determined(0.24, 0.08, 0.4),
      test: { method: 'welch-t', p: 0.004 },
      correctedP: 0.008,
    },
    oddsRatio: determined(3.1, 1.4, 6.9),
    design: 'matched-families',
    bank: 'harbour',
    verdict: { kind: 'established' },
    correctedVerdict: { kind: 'established' },
    words: [
      'On narrow work coaster-mini is 4 points behind, on long work 34: the extra 30 points (16 to 44) are its shadow on harbour.',
      'Being weaker overall would not explain it: the odds ratio grows 3.1-fold (1.4 to 6.9).',
    ],
  },
  {
    system: TERN,
    reference: MERIDIAN,
    contrast: 'longer-work',
    names: { narrow: 'narrow work', long: 'long work' },
    narrowGap: determined(-0.07, -0.13, -0.01, ['scale-confounded']),
    longGap: determined(0.03, -0.06, 0.12),
    shadow: determined(0.1, -0.01, 0.21, ['scale-confounded']),
    oddsRatio: undetermined('not-identifiable'),
    design: 'matched-families',
    bank: 'harbour',
    verdict: { kind: 'undecided', moreTrials: 120, moreUsd: 38 },
    correctedVerdict: { kind: 'undecided', moreTrials: 120, moreUsd: 38 },
    words: ['Whether tern-2 casts a shadow cannot be told yet: its narrow tasks are too easy for it.'],
  },
  {
    system: SKIFF,
    reference: MERIDIAN,
    contrast: 'longer-work',
    names: { narrow: 'narrow work', long: 'long work' },
    narrowGap: determined(0.13, -0.01, 0.26),
    longGap: undetermined('one-task'),
    shadow: undetermined('too-few-tasks'),
    oddsRatio: undetermined('too-few-tasks'),
    design: 'two-samples',
    verdict: { kind: 'undetermined', reason: 'too-few-tasks' },
    correctedVerdict: { kind: 'undetermined', reason: 'too-few-tasks' },
    words: ['skiff-8b was tried on one long task only; nothing can be said about its shadow.'],
  },
]

function survival(system: string, hazard: number, median: Estimate): SurvivalFinding {
  let alive = 1
  let atRisk = 72
  let failures = 0
  const points = Array.from({ length: 24 }, (_, index) => {
    const exposure = (index + 1) * 8.5
    const failed = Math.round(atRisk * hazard * (0.6 + ((index * 7) % 5) / 5))
    const censored = index % 6 === 5 ? Math.floor(atRisk / 6) : 0
    alive *= 1 - failed / atRisk
    failures += failed
    const spread = 0.03 + 0.004 * index
    const point = {
      exposure,
      atRisk,
      failed,
      censored,
      alive,
      low: Math.max(0, alive - spread),
      high: Math.min(1, alive + spread * 0.8),
    }
    atRisk = Math.max(1, atRisk - failed - censored)
    return point
  })
  let met = 0
  const hazards = points.map(({ exposure, atRisk: left, failed }) => {
    met += failed / left
    return { exposure, atRisk: left, failed, hazard: met, low: met * 0.75, high: met * 1.35 }
  })
  return { system, lengthKind: 'reference-steps', trials: 72, failures, points, median, hazards }
}

/** Findings of every verdict, with a system ahead of the reference. */
export const REPORT_ANALYSIS: Analysis = {
  judge: [
    {
      system: SKIFF,
      successes: { trials: 52, right: 41 },
      failures: { trials: 44, right: 43 },
      errsAlike: { successesP: 0.04, failuresP: 0.9 },
      words: ['The judge called 41 of 52 true successes and 43 of 44 true failures of skiff-8b right.'],
    },
  ],
  screen: {
    rate: 0.1,
    untested: 2,
    tests: [
      {
        system: SKIFF,
        work: { kind: 'family', name: 'customs' },
        difference: determined(-0.31, -0.44, -0.18),
        p: 0.0004,
        adjustedP: 0.0024,
        isFound: true,
      },
      {
        system: TERN,
        work: { kind: 'family', name: 'customs' },
        difference: determined(0.04, -0.08, 0.16),
        p: 0.51,
        adjustedP: 0.77,
        isFound: false,
      },
    ],
  },
  successes: [
    success(MERIDIAN, 'narrow', determined(0.91, 0.85, 0.95), determined(0.24, 0.22, 0.27)),
    success(TERN, 'narrow', determined(0.98, 0.92, 0.996), determined(0.031, 0.029, 0.034)),
    success(COASTER, 'narrow', determined(0.87, 0.8, 0.92), determined(0.06, 0.055, 0.07)),
    success(SKIFF, 'narrow', determined(0.78, 0.66, 0.87), determined(0.0115, 0.0098, 0.0142)),
    success(MERIDIAN, 'long', determined(0.86, 0.8, 0.91), determined(2.21, 2.02, 2.48)),
    success(TERN, 'long', determined(0.83, 0.74, 0.9), determined(0.38, 0.34, 0.44)),
    success(COASTER, 'long', determined(0.52, 0.41, 0.63), determined(1.15, 0.95, 1.5)),
    success(SKIFF, 'long', undetermined('one-task', { atMost: 0.45 }), undetermined('no-cost')),
  ],
  pairs: PAIRS,
  shadows: SHADOWS,
  survival: [
    survival(MERIDIAN, 0.008, undetermined('level-not-reached', { atLeast: 200 })),
    survival(TERN, 0.012, undetermined('level-not-reached', { atLeast: 200 })),
    survival(COASTER, 0.05, determined(96, 71, 128)),
    survival(SKIFF, 0.09, determined(51, 38, 68)),
  ],
  horizons: REPORT_HORIZONS,
  horizonComparisons: REPORT_HORIZON_COMPARISONS,
  survivalComparisons: REPORT_SURVIVAL_COMPARISONS,
  failureModes: REPORT_FAILURE_MODES,
  hazardTrends: REPORT_HAZARD_TRENDS,
  cannotSay: [
    'Nothing beyond 200 reference calls was tried.',
    'All families come from one bank; other work may differ.',
    'A lower success on long work says nothing about how a model was made.',
  ],
}
