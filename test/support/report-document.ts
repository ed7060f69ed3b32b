import type { ReportDocument } from '../../src/report/index.js'
import { REPORT_ANALYSIS } from './report-analysis.js'
import { REPORT_NEXT_TRIALS } from './report-break-even.js'
import { REPORT_DECISION } from './report-decision.js'
import { REPORT_BEHAVIOURS, REPORT_CALIBRATION, REPORT_INTERVENTIONS, REPORT_SCREEN } from './report-interventions.js'
import { REPORT_ESCALATIONS, REPORT_LIVE } from './report-live.js'
import { REPORT_MANIFOLD } from './report-manifold.js'
import { someTranscripts, someTrials } from './report-trials.js'

/** A document with everything a live study can hold: undetermined cells, a system ahead of the reference, long names. */
export function aReportDocument(options: { readonly trials?: number } = {}): ReportDocument {
  const trials = options.trials ?? 24
  return {
    schemaVersion: 1,
    kind: 'report',
    source: 'live',
    isInstrumentCheck: false,
    title: 'Freight desk, spring study',
    createdAt: '2026-05-14T09:30:00Z',
    versions: { leadline: '0.1.0', format: '1' },
    seeds: { study: 20_260_514, permutations: 7 },
    counts: {
      systems: 4,
      samples: 48,
      trials: 2136,
      spentUsd: 61.42,
      retriedVoids: 3,
      rescored: 2,
      wholeRuns: { shams: 31, shamsUnlikeBaseline: 4 },
    },
    surprise: 'tern-2 is the cheapest system here and 7 points ahead of the reference on narrow work.',
    decision: REPORT_DECISION,
    live: REPORT_LIVE,
    analysis: REPORT_ANALYSIS,
    escalations: REPORT_ESCALATIONS,
    nextTrials: REPORT_NEXT_TRIALS,
    interventions: REPORT_INTERVENTIONS,
    screen: REPORT_SCREEN,
    behaviours: REPORT_BEHAVIOURS,
    calibration: REPORT_CALIBRATION,
    manifold: REPORT_MANIFOLD,
    trials: someTrials(trials),
    transcripts: someTranscripts(trials),
    method: [
      {
        title: 'Success',
        words:
          'Mean of task means with a Wilson interval on the effective number of trials; tasks are the unit of evidence.',
      },
      {
        title: 'Effects',
        words:
          'Varied minus sham continuation of the same prefix, over all pairs that ran; Holm over the interventions of one system.',
      },
    ],
    exclusions: [
      { where: 'skiff-8b', reason: 'model endpoint failed', trials: 9, example: 'skiff answered 503: busy' },
      { where: 'all systems', reason: 'change not delivered by the harness', trials: 2 },
    ],
    notApplicable: [
      {
        where: 'skiff-8b',
        intervention: 'route-blocked',
        missing: 'a way that can be blocked and gone round',
        forkPoints: 3,
      },
    ],
  }
}

/** A document that holds nothing but what every report must. */
export function anEmptyDocument(): ReportDocument {
  return {
    schemaVersion: 1,
    kind: 'report',
    source: 'recorded',
    isInstrumentCheck: false,
    title: 'Nothing yet',
    createdAt: '2026-05-14T09:30:00Z',
    versions: { leadline: '0.1.0' },
    seeds: {},
    counts: { systems: 0, samples: 0, trials: 0 },
    method: [],
    exclusions: [],
  }
}
