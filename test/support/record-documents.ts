import type { RescoreDocument, TrialDocument, TrialsDocument } from '../../src/report/index.js'

const head = {
  schemaVersion: 1,
  createdAt: '2026-01-05T09:00:00.000Z',
  versions: { leadline: '0.1.0' },
  study: 'tiny.db',
} as const
const name = {
  trial: '3f2a91c0',
  system: 'small',
  sample: 'depot/narrow/10/1',
  family: 'depot',
  stratum: 'narrow',
  repeat: 0,
  arm: 'varied',
  intervention: 'tool-renamed',
} as const
const listed = { ...name, outcome: 'void', why: 'model-api', steps: 1, costUsd: 0.2, launches: 2 } as const

/** A list of trials, one for each place where a trial can stand. */
export const TRIALS_DOCUMENT: TrialsDocument = {
  ...head,
  kind: 'trials',
  total: 8,
  counts: { solved: 1, failed: 1, censored: 1, void: 1, unknown: 1, waiting: 1, running: 1, cancelled: 1 },
  trials: [listed],
}

/** A trial with everything that its type allows. */
export const TRIAL_DOCUMENT: TrialDocument = {
  ...head,
  ...listed,
  kind: 'trial',
  referenceCalls: 10,
  dose: { by: 3 },
  expects: 'solution',
  parent: { trial: '8d3b', step: 1 },
  prefixSteps: 1,
  end: { kind: 'void', cause: 'model-api', message: 'the model could not be reached' },
  takenBack: [{ kind: 'limit', limit: 'steps' }],
  claim: 'unstated',
  score: 0.5,
  progress: 4,
  seconds: 2.5,
  evidence: ['one crate is missing'],
  attempts: [
    {
      ...{ attempt: 1, beganAt: '2026-01-05T08:00:00.000Z', answers: 1, failedAsks: 1, isRescore: false },
      ...{ reason: 'transport', message: 'no answer' },
    },
  ],
  marks: { triggerStep: 1, deliveredStep: 1, evidentStep: 2 },
  receipts: [
    {
      ...{ step: 1, intervention: 'tool-renamed', seam: 'tool-list', place: 'move', beforeHash: 'a1', afterHash: 'b2' },
      refuted: 'the list is as it was',
    },
  ],
  undeclared: ['step 1: the list changed'],
  transcript: [
    {
      index: 0,
      operator: ['Go on'],
      text: 'turn 0',
      stop: 'calls',
      calls: [
        {
          name: 'shift',
          arguments: { to: 'north' },
          passed: { name: 'move', arguments: { to: 'north' } },
          result: { text: 'moved', isError: false },
        },
      ],
    },
  ],
}

/** A judgement by later scorers with everything that its type allows. */
export const RESCORE_DOCUMENT: RescoreDocument = {
  ...head,
  kind: 'rescore',
  counts: { trials: 3, same: 1, changed: 1, notJudged: 1 },
  changed: [
    {
      ...name,
      before: { outcome: 'solved', score: 1, progress: 10, evidence: [] },
      now: { outcome: 'failed', score: 0.25, progress: 10, evidence: ['one crate is upside down'] },
    },
  ],
  systems: [{ system: 'small', baselines: 2, solvedBefore: 2, solvedNow: 1, shareBefore: 1, shareNow: 0.5 }],
  notJudged: [{ reason: 'its world has effects outside', trials: 1 }],
  kept: 1,
}
