import type { EscalationFinding, LiveFinding } from '../../src/domain/index.js'
import { determined, SYSTEMS, undetermined } from './report-estimates.js'

const [MERIDIAN, TERN, COASTER] = SYSTEMS

/** A decision after two weeks: one trust kept, one frozen, one withdrawn, one never held. */
export const REPORT_LIVE: LiveFinding = {
  asOf: '2026-05-28T08:00:00Z',
  requiredSuccess: 0.8,
  halfLife: 500,
  cells: [
    {
      scope: 'narrow',
      system: MERIDIAN,
      before: 'TRUST',
      now: 'TRUST',
      standing: 'kept',
      sessions: { served: 0, counted: 0, young: 0, open: 0 },
      success: undetermined('no-data'),
      belief: { mean: 0.9, low: 0.83, high: 0.96, weight: 50, fromDecision: 50, chanceBelow: 0.02 },
      drift: { floor: 0.87, averageRunLength: 5_000, evidence: 0 },
      words: [`${MERIDIAN} got no session of narrow since.`, 'TRUST is kept.'],
    },
    {
      scope: 'narrow',
      system: TERN,
      before: 'TRUST',
      now: 'UNDECIDED',
      standing: 'frozen',
      sessions: { served: 640, counted: 590, young: 38, open: 12 },
      success: determined(0.9, 0.87, 0.92),
      belief: { mean: 0.88, low: 0.86, high: 0.9, weight: 421, fromDecision: 50, chanceBelow: 0.001 },
      drift: {
        floor: 0.95,
        averageRunLength: 5_000,
        evidence: 5_310,
        alarmAfter: 212,
        alarmAt: '2026-05-19T14:20:00Z',
      },
      words: [
        `${TERN} on narrow is believed to succeed on 88% (86% to 90%), from 50 sessions' worth of the decision's runs and 590 sessions since (38 too young to count, 12 old enough and without a result).`,
        'TRUST is frozen by an alarm on its sessions: probe it again. An alarm does not say which side is right.',
        "Alarm after 212 sessions (2026-05-19T14:20:00Z): success fell below 95%, the lower 90% bound of the decision's runs (false alarms are at least 5,000 sessions apart on average).",
      ],
    },
    {
      scope: 'long',
      system: COASTER,
      before: 'UNDECIDED',
      now: 'UNDECIDED',
      standing: 'not-held',
      sessions: { served: 21, counted: 21, young: 0, open: 0 },
      success: determined(0.62, 0.41, 0.79),
      belief: { mean: 0.6, low: 0.5, high: 0.7, weight: 70, fromDecision: 50, chanceBelow: 0.999 },
      words: [
        `${COASTER} on long is believed to succeed on 60% (50% to 70%), from 50 sessions' worth of the decision's runs and 21 sessions since.`,
        'The decision said UNDECIDED, and sessions cannot grant trust: what reached it was selected.',
        "The decision's runs give no lower bound to watch for a fall.",
      ],
    },
  ],
  delays: [
    {
      scope: 'narrow',
      seconds: 172_800,
      method: 'open-sessions',
      words: '95% of results are heard within 2 days; younger sessions are not counted yet',
    },
    {
      scope: 'long',
      method: 'no-times',
      words: 'the table does not say when sessions began and when their results became known, so all of them count',
    },
  ],
  canaries: [
    {
      system: TERN,
      days: 14,
      evidence: 1_204,
      averageRunLength: 1_000,
      isPartShared: false,
      alarmAfter: 6,
      alarmAt: '2026-05-20',
      words: `${TERN}: alarm after 6 days (2026-05-20), its answers to fixed prompts changed; that does not say whether for the worse`,
    },
  ],
  excluded: { 'of harbour-pilot, which the decision does not rest on': 4 },
  words: [
    `TRUST in ${TERN} for narrow is frozen: probe it again.`,
    'TRUST is kept in 1 of 2 pairs of system and scope after 661 sessions since the decision. Sessions may withdraw trust and never grant it: what reaches a system was selected.',
  ],
}

/** One threshold from enough successful runs, and one where there are too few. */
export const REPORT_ESCALATIONS: readonly EscalationFinding[] = [
  {
    scope: 'narrow',
    system: TERN,
    threshold: 3.4,
    method: 'conformal-maximum',
    alpha: 0.05,
    solved: 118,
    solvedMovedUp: 5,
    unsolved: 12,
    caughtRuns: 8,
    caught: determined(0.67, 0.39, 0.86),
    stepsBeforeEnd: 6,
    readsProgress: true,
    words: [
      `${TERN} on narrow: moved up when distress exceeds 3.4, at most 5% of runs that succeed would be escalated on average (here 5 of 118 runs that succeeded would have been moved up in vain).`,
      'Of 12 runs that failed or met a limit 8 would have been, 67% (39% to 86%), in the middle 6 steps before the end.',
    ],
  },
  {
    scope: 'long',
    system: COASTER,
    threshold: 6,
    method: 'fixed-rule',
    alpha: 0.05,
    solved: 31,
    solvedMovedUp: 2,
    unsolved: 0,
    caughtRuns: 0,
    caught: undetermined('no-data'),
    readsProgress: false,
    words: [
      `${COASTER} on long: a fixed rule, moved up when distress exceeds 6. It takes 60 successful runs to calibrate it and there are 31, so the share escalated in vain is not promised (here 2 of 31 runs that succeeded would have been moved up in vain).`,
      'No run failed, so nothing can be said of those that do.',
    ],
  },
]
