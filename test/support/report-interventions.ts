import type { CalibrationRow, Estimate, InterventionFinding, Screen, Verdict } from '../../src/domain/index.js'
import type { BehaviourMix } from '../../src/report/index.js'
import { determined, SYSTEMS, undetermined } from './report-estimates.js'

const [MERIDIAN, TERN, COASTER, SKIFF] = SYSTEMS

function finding(
  system: string,
  intervention: string,
  shares: readonly [number, number],
  rest: { effect: Estimate; verdict: Verdict; p?: number },
): InterventionFinding {
  const [shamSuccess, variedSuccess] = shares
  return {
    system,
    intervention,
    counts: { planned: 36, delivered: 31, notMet: 4, void: 1, notApplicable: 0 },
    shamSuccess,
    variedSuccess,
    effect: rest.effect,
    ...(rest.p === undefined
      ? {}
      : {
          effectTest: { method: 'mcnemar', p: rest.p },
          correctedP: Math.min(1, rest.p * 4),
          withoutLimits: rest.effect,
          withinTasks: rest.effect,
          ...(system !== MERIDIAN && { besideReference: rest.effect }),
        }),
    perProtocol: rest.effect,
    gated: rest.effect,
    progress: rest.effect,
    adaptationRatio:
      shamSuccess < 0.2 ? undetermined('base-too-low') : determined(variedSuccess / shamSuccess, 0.5, 1.1),
    verdict: rest.verdict,
    correctedVerdict: rest.verdict,
    behaviours: { adapts: 14, 'force-fits': 9, loops: 5, 'falsely-claims': 3 },
    profile: [
      { behaviour: 'adapts', share: determined(0.45, 0.29, 0.62) },
      { behaviour: 'force-fits', share: determined(0.29, 0.16, 0.46) },
      { behaviour: 'loops', share: determined(0.16, 0.07, 0.32) },
      { behaviour: 'falsely-claims', share: determined(0.1, 0.03, 0.26) },
    ],
    falseClaims: determined(0.19, 0.07, 0.4),
    recovery: {
      share: determined(0.64, 0.46, 0.79),
      halfRecovered: system === SKIFF ? undetermined('level-not-reached') : determined(4, 3, 7),
    },
  }
}

const established = { kind: 'established' } as const
const equivalent = { kind: 'established-equivalent', margin: 0.1 } as const
const unsettled = { kind: 'not-established', smallestFound: 0.18 } as const

/** Effects of four interventions on three systems. */
export const REPORT_INTERVENTIONS: readonly InterventionFinding[] = [
  finding(MERIDIAN, 'tool-renamed', [0.89, 0.88], {
    effect: determined(-0.01, -0.07, 0.05),
    verdict: equivalent,
    p: 0.8,
  }),
  finding(MERIDIAN, 'route-blocked', [0.86, 0.78], {
    effect: determined(-0.08, -0.19, 0.03),
    verdict: unsettled,
    p: 0.15,
  }),
  finding(TERN, 'tool-renamed', [0.86, 0.84], { effect: determined(-0.02, -0.09, 0.04), verdict: equivalent, p: 0.6 }),
  finding(TERN, 'route-blocked', [0.83, 0.86], { effect: determined(0.03, -0.08, 0.14), verdict: unsettled, p: 0.6 }),
  finding(COASTER, 'tool-renamed', [0.55, 0.33], {
    effect: determined(-0.22, -0.35, -0.09),
    verdict: established,
    p: 0.003,
  }),
  finding(COASTER, 'route-blocked', [0.53, 0.14], {
    effect: determined(-0.39, -0.53, -0.24),
    verdict: established,
    p: 0.0001,
  }),
  finding(COASTER, 'false-success-of-a-write', [0.53, 0.42], {
    effect: undetermined('too-few-tasks'),
    verdict: { kind: 'undetermined', reason: 'too-few-tasks' },
  }),
]

/** One find, one test without, and cells that could not be tested. */
export const REPORT_SCREEN: Screen = {
  rate: 0.1,
  untested: 3,
  tests: [
    {
      system: COASTER,
      work: { kind: 'family', name: 'customs' },
      intervention: 'route-blocked',
      difference: determined(-0.47, -0.66, -0.28),
      p: 0.0011,
      adjustedP: 0.0066,
      isFound: true,
    },
    {
      system: TERN,
      work: { kind: 'stratum', name: 'long' },
      intervention: 'tool-renamed',
      difference: determined(-0.05, -0.17, 0.07),
      p: 0.42,
      adjustedP: 0.63,
      isFound: false,
    },
  ],
}

/** Behaviour after delivered changes. */
export const REPORT_BEHAVIOURS: readonly BehaviourMix[] = [
  {
    system: MERIDIAN,
    counts: { adapts: 61, unaffected: 12, absorbs: 3, abandons: 6, 'over-runs': 4 },
    examples: { abandons: ['trial-0003'] },
  },
  {
    system: TERN,
    counts: { adapts: 55, unaffected: 14, absorbs: 4, 'falsely-claims': 3, loops: 5, unclassified: 2 },
    examples: {},
  },
  {
    system: COASTER,
    counts: {
      adapts: 17,
      unaffected: 9,
      'falsely-claims': 14,
      loops: 16,
      'force-fits': 24,
      regenerates: 8,
      abandons: 3,
    },
    examples: { 'force-fits': ['trial-0002', 'trial-0006'], loops: ['trial-0010'] },
  },
  { system: SKIFF, counts: { loops: 4, 'force-fits': 2, unclassified: 1 }, examples: {} },
]

/** Planted truths, one of them missed. */
export const REPORT_CALIBRATION: readonly CalibrationRow[] = [
  {
    quantity: 'hazard at each reference call',
    planted: 0.02,
    unit: 'share',
    recovered: determined(0.021, 0.017, 0.026),
    isRecovered: true,
  },
  {
    quantity: 'shadow of the narrow-only model',
    planted: 0.3,
    unit: 'points',
    recovered: determined(0.27, 0.18, 0.36),
    isRecovered: true,
  },
  {
    quantity: 'A/A false alarms',
    planted: 0.05,
    unit: 'share',
    recovered: determined(0.09, 0.06, 0.13),
    isRecovered: false,
    note: 'above the nominal level',
  },
]
