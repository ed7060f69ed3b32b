import type { EndCause, FailureModes, HazardTrend, SurvivalComparison } from '../../src/domain/index.js'
import { determined, SYSTEMS, undetermined } from './report-estimates.js'

const [MERIDIAN, TERN, COASTER, SKIFF] = SYSTEMS

function comparison(system: string, rest: Partial<SurvivalComparison>): SurvivalComparison {
  return {
    system,
    reference: MERIDIAN,
    lengthKind: 'reference-steps',
    tasks: 24,
    trials: 144,
    tests: {
      clustered: { method: 'log-rank-clustered', p: 0.31 },
      withinTasks: { method: 'log-rank-within-tasks', p: 0.22 },
      early: { method: 'log-rank-early', p: 0.4 },
    },
    earlier: 'system',
    correctedP: 0.31,
    end: { value: 204, wanted: 204, isLowered: false },
    onTrack: { reference: determined(188, 180, 196), system: determined(180, 169, 191) },
    difference: determined(8, -5, 21),
    differenceTest: { method: 't', p: 0.22 },
    limitsCensored: {
      difference: determined(6, -7, 19),
      clustered: { method: 'log-rank-clustered', p: 0.36 },
    },
    verdict: { kind: 'not-established' },
    correctedVerdict: { kind: 'not-established' },
    words: [
      `${system} and ${MERIDIAN} stay on track for lengths that differ by 8 (−5 to 21) steps: which of them stays longer cannot be told.`,
      'That either derails earlier is not established (p = 0.310); this does not make them the same.',
    ],
    ...rest,
  }
}

/** One open, one established, and one that cannot be told. */
export const REPORT_SURVIVAL_COMPARISONS: readonly SurvivalComparison[] = [
  comparison(TERN, {}),
  comparison(COASTER, {
    tests: {
      clustered: { method: 'log-rank-clustered', p: 0.0006 },
      withinTasks: { method: 'log-rank-within-tasks', p: 0.0002 },
      early: { method: 'log-rank-early', p: 0.004 },
    },
    correctedP: 0.0018,
    end: { value: 196, wanted: 204, isLowered: true },
    difference: determined(74, 52, 96),
    onTrack: { reference: determined(181, 173, 189), system: determined(107, 88, 126) },
    limitsCensored: {
      difference: determined(61, 38, 84),
      clustered: { method: 'log-rank-clustered', p: 0.003 },
    },
    verdict: { kind: 'established' },
    correctedVerdict: { kind: 'established' },
    words: [
      'Within the first 196 reference steps of work coaster-mini stays on track 74 steps less (52 to 96) than meridian-xl.',
      'coaster-mini derails earlier (p < 0.001).',
    ],
  }),
  comparison(SKIFF, {
    tasks: 4,
    trials: 12,
    difference: undetermined('too-few-tasks'),
    limitsCensored: {
      difference: undetermined('too-few-tasks'),
      clustered: { method: 'log-rank-clustered', p: 0.2 },
    },
    verdict: { kind: 'undetermined', reason: 'too-few-tasks' },
    correctedVerdict: { kind: 'undetermined', reason: 'too-few-tasks' },
    words: ['Whether skiff-8b stays on track for longer or shorter than meridian-xl cannot be told from these trials.'],
  }),
]

/** Shares that grow towards their last values, each cause at a pace of its own. */
function modes(system: string, ends: readonly (readonly [EndCause, number])[], steps: number): FailureModes {
  const total = ends.reduce((sum, [, share]) => sum + share, 0)
  const points = Array.from({ length: steps }, (_, index) => {
    const shares = ends.map(([cause, last], rank) => {
      const pace = cause === 'solved' ? 2.6 : 1 + ((rank * 3) % 4) / 3
      const share = last * ((index + 1) / steps) ** pace
      const spread = 0.05 * Math.sqrt(share)
      return { cause, share, low: Math.max(0, share - 1.6 * spread), high: Math.min(1, share + 2.2 * spread) }
    })
    const alive = 1 - shares.reduce((sum, { share }) => sum + share, 0)
    return { exposure: index + 1, atRisk: Math.max(1, Math.round(144 * (1 - (index / steps) * total))), alive, shares }
  })
  const final = ends.map(([cause, share]) => ({
    cause,
    share: determined(share, Math.max(0, share - 0.06), Math.min(1, share + 0.07)),
  }))
  const worst = [...ends].filter(([cause]) => cause !== 'solved').sort((a, b) => b[1] - a[1])
  return {
    system,
    trials: 144,
    causes: ends.map(([cause]) => cause),
    points,
    final,
    finalWithLimits: [...final, { cause: 'limit', share: determined(0.02, 0.01, 0.05) }],
    excluded: { 'model endpoint failed': 3 },
    words: [
      `Of the runs of ${system}, within ${steps} steps, most that fail ${worst[0]?.[0] === 'loops' ? 'loop' : 'claim success falsely'}.`,
    ],
  }
}

/** Every cause, a system of which some trials were still on their way, and one of which nothing is known for sure. */
export const REPORT_FAILURE_MODES: readonly FailureModes[] = [
  modes(
    MERIDIAN,
    [
      ['falsely-claims', 0.03],
      ['other', 0.06],
      ['solved', 0.91],
    ],
    44,
  ),
  modes(
    TERN,
    [
      ['falsely-claims', 0.02],
      ['loops', 0.03],
      ['abandons', 0.07],
      ['solved', 0.8],
    ],
    52,
  ),
  modes(
    COASTER,
    [
      ['falsely-claims', 0.12],
      ['loops', 0.17],
      ['force-fits', 0.08],
      ['abandons', 0.05],
      ['other', 0.03],
      ['limit', 0.03],
      ['solved', 0.52],
    ],
    58,
  ),
  {
    ...modes(
      SKIFF,
      [
        ['loops', 0.55],
        ['solved', 0.45],
      ],
      30,
    ),
    final: [
      { cause: 'loops', share: undetermined('one-task') },
      { cause: 'solved', share: undetermined('one-task') },
    ],
    finalWithLimits: [{ cause: 'limit', share: undetermined('one-task') }],
    excluded: {},
    words: [`How the runs of ${SKIFF} end cannot be told from one task.`],
  },
]

const CAUTION =
  'A bank that mixes easy and hard tasks makes the pooled hazard fall even where the hazard of no single run does: the hard tasks fail first and leave the easy ones. A falling hazard is therefore no sign of robustness.'

function trend(system: string, direction: HazardTrend['direction'], rest: Partial<HazardTrend>): HazardTrend {
  return {
    system,
    trials: 144,
    failures: 62,
    direction,
    slope: determined(0.12, -0.2, 0.44),
    withinFamilies: determined(0.31, 0.06, 0.56),
    byFamily: [
      { family: 'harbour', slope: determined(0.4, 0.1, 0.7), direction: 'rises' },
      { family: 'depot', slope: undetermined('too-few-tasks'), direction: 'cannot-tell' },
    ],
    limitsAsFailures: determined(0.2, -0.1, 0.5),
    lifeTable: [
      { from: 1, to: 1, entered: 144, steps: 144, failures: 2, hazard: 0.014, low: 0.004, high: 0.049 },
      { from: 2, to: 3, entered: 142, steps: 280, failures: 5, hazard: 0.018, low: 0.008, high: 0.041 },
      { from: 4, to: 7, entered: 137, steps: 520, failures: 12, hazard: 0.023, low: 0.013, high: 0.04 },
      { from: 8, to: 15, entered: 121, steps: 840, failures: 24, hazard: 0.029, low: 0.019, high: 0.042 },
    ],
    onProgress: [
      {
        lengthKind: 'reference-steps',
        shape: determined(1.24, 1.02, 1.51),
        shapeTest: { method: 'likelihood-ratio', p: 0.02 },
        rate: determined(0.0061, 0.0047, 0.0078),
      },
    ],
    caution: CAUTION,
    words: [
      `${system} derails more easily the longer a run lasts: with twice the steps behind it, within families of tasks, the chance to derail at a step is 1.24-fold (1.04 to 1.47).`,
      CAUTION,
    ],
    ...rest,
  }
}

/** One that rises, one that falls and one of which nothing can be told. */
export const REPORT_HAZARD_TRENDS: readonly HazardTrend[] = [
  trend(COASTER, 'rises', {
    slopeTest: { method: 'discrete-hazard', p: 0.46 },
    withinFamiliesTest: { method: 'discrete-hazard', p: 0.016 },
  }),
  trend(TERN, 'falls', {
    slope: determined(-0.4, -0.7, -0.1),
    slopeTest: { method: 'discrete-hazard', p: 0.009 },
    withinFamilies: undetermined('one-task'),
    byFamily: [],
    words: [
      `Over all tasks the chance of ${TERN} to derail at a step falls with the steps behind it: with twice as many it is 0.76-fold (0.62 to 0.93).`,
      CAUTION,
    ],
  }),
  trend(SKIFF, 'cannot-tell', {
    trials: 15,
    failures: 3,
    slope: undetermined('too-few-tasks'),
    withinFamilies: undetermined('too-few-tasks'),
    limitsAsFailures: undetermined('too-few-tasks'),
    byFamily: [],
    words: [
      `3 of 15 runs of ${SKIFF} derailed; whether they derail more easily later in a run cannot be told.`,
      CAUTION,
    ],
  }),
]
