import type { Estimate } from '../../../src/domain/index.js'
import type { TracesDocument } from '../../../src/report/index.js'
import type { Suggestion } from '../../../src/sessions/index.js'
import { REPORT_ESCALATIONS } from '../report-live.js'

const shared = { schemaVersion: 1, createdAt: '2026-01-05T09:00:00.000Z', versions: { leadline: '0.1.0' } } as const
const basis = { level: 0.95, samples: 40, trials: 80, excluded: {}, warnings: ['judged-outcomes'] } as const
const share = (method: string): Estimate => ({ kind: 'determined', value: 0.6, low: 0.5, high: 0.7, method, ...basis })
const none: Estimate = { kind: 'undetermined', reason: 'no-data', method: 'wilson-clustered', ...basis }

/** What sessions say, with everything that its type allows. */
export const TRACES_DOCUMENT: TracesDocument = {
  ...shared,
  kind: 'traces',
  record: {
    name: 'sessions.jsonl',
    sessions: 80,
    tasks: 40,
    files: [{ name: 'spans.jsonl', format: 'otel', sessions: 80, leftOut: 2 }],
    redacted: { 'e-mail': 3 },
  },
  level: 0.95,
  escalations: REPORT_ESCALATIONS,
  systems: [
    {
      system: 'm-large',
      sessions: 80,
      tasks: 40,
      ends: { solved: 40, failed: 30, limit: 2, void: 1, unknown: 7 },
      success: share('wilson-clustered'),
      steps: { median: 9, longest: 41 },
      calls: { made: 700, told: { calls: 600, errors: 20 } },
      loops: {
        told: 70,
        looped: 7,
        share: share('wilson-clustered'),
        bySteps: [{ steps: 5, atRisk: 60, share: 0.1, low: 0.05, high: 0.2 }],
      },
      failureModes: {
        system: 'm-large',
        trials: 72,
        causes: ['loops', 'solved'],
        points: [
          { exposure: 5, atRisk: 60, alive: 0.8, shares: [{ cause: 'loops', share: 0.2, low: 0.1, high: 0.3 }] },
        ],
        final: [{ cause: 'loops', share: share('aalen-johansen') }],
        finalWithLimits: [{ cause: 'limit', share: share('aalen-johansen') }],
        excluded: { 'result unknown': 7 },
        words: ['Of the runs of m-large, within 41 steps, 60% solve the task.'],
      },
      cost: { sessions: 70, priced: 4, totalUsd: 7, meanUsd: 0.1, perFinishedJobUsd: none },
      tokens: {
        sessions: 70,
        use: { inputTokens: 900, cacheReadTokens: 300, cacheWriteTokens: 50, outputTokens: 90, reasoningTokens: 30 },
      },
    },
  ],
  judged: [
    {
      system: 'm-large',
      judged: 78,
      unclear: 2,
      audit: { successes: { trials: 45, right: 43 }, failures: { trials: 41, right: 37 } },
      missing: { successes: 0, failures: 0 },
      corrected: share('rogan-gladen'),
      predictionPowered: share('prediction-powered'),
    },
  ],
  cannotSay: ['The full cost: some sessions carry none, and none is guessed.'],
}

/** A proposal with everything that its type allows. */
export const SUGGESTION: Suggestion = {
  ...shared,
  kind: 'suggestion',
  record: 'sessions.jsonl',
  sessions: 80,
  families: [
    {
      name: 'search-open',
      tools: ['search', 'open'],
      sessions: 60,
      solved: 40,
      failed: 15,
      unknown: 5,
      sequences: [{ calls: ['search', 'open'], sessions: 55 }],
      bands: [{ name: 'short', from: 2, to: 5, sessions: 20 }],
      examples: ['desk-1'],
    },
  ],
  others: 20,
  probes: [
    {
      intervention: 'rate-limit',
      seen: 'calls refused for coming too often',
      trigger: 0.25,
      times: 2,
      evidence: {
        sessions: 12,
        places: 24,
        solved: 4,
        failed: 7,
        unknown: 1,
        tools: [{ name: 'search', places: 24 }],
        examples: ['desk-4'],
      },
    },
  ],
}
