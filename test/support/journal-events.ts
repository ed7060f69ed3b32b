import { type Content, contentHash, type EventBody, type JsonValue, type PlannedTrial } from '../../src/domain/index.js'

/** A value with the hash it is stored by. */
export function aContent(value: JsonValue): Content {
  return { hash: contentHash(value), value }
}

/** A planned baseline; every other trial of a test differs from it by what is given. */
export function aTrial(id: string, changes: Partial<PlannedTrial> = {}): PlannedTrial {
  return {
    id,
    pairId: `pair of ${id}`,
    systemId: 'system',
    sampleId: 'sample',
    repeat: 0,
    arm: 'baseline',
    order: 0,
    expects: 'solution',
    ...changes,
  }
}

/** Trials named after their place in the launch order. */
export function trialsInOrder(count: number): PlannedTrial[] {
  return Array.from({ length: count }, (_, place) => aTrial(`trial-${place}`, { order: place / count }))
}

const receipt = {
  intervention: 'tool-renamed',
  seam: 'tool-list',
  arm: 'varied',
  step: 3,
  opportunity: 0,
  place: 'look',
  beforeHash: 'before',
  afterHash: 'after',
} as const

const call = { id: 'call-1', name: 'look', arguments: { at: 'dock', nested: { list: [1, null, 'é'] } } } as const

/**
 * Every kind of event with all its fields, and without those that may be absent. A kind added to the union does not
 * compile until it is here.
 */
export const EVENTS: { readonly [Kind in EventBody['kind']]: readonly Extract<EventBody, { kind: Kind }>[] } = {
  'attempt-started': [{ kind: 'attempt-started', owner: 'attempt 1' }],
  'trial-started': [{ kind: 'trial-started', messages: ['first', 'second'], toolsHash: 'tools', stateHash: 'state' }],
  'trial-forked': [{ kind: 'trial-forked', parent: { trialId: 'parent', step: 4 }, attempt: 2, stateHash: 'state' }],
  // Beyond every event of these tests: nothing is left behind by it.
  'trial-resumed': [{ kind: 'trial-resumed', afterSeq: 1_000_000, repeatedAsks: 1 }],
  'operator-spoke': [{ kind: 'operator-spoke', step: 3, messageHash: 'message' }],
  'tools-offered': [{ kind: 'tools-offered', step: 3, toolsHash: 'tools' }],
  'model-asked': [
    {
      kind: 'model-asked',
      step: 3,
      added: ['rules', 'goal', 'summary'],
      toolsHash: 'tools',
      evidenceOf: ['history-summarised'],
      received: { added: ['message'], toolsHash: 'tools' },
      after: -1,
      rewritten: { by: 'history-summarised', kept: 2, put: ['summary'] },
    },
    { kind: 'model-asked', step: 4, added: [], toolsHash: 'tools' },
  ],
  'model-answered': [
    {
      kind: 'model-answered',
      step: 3,
      messageHash: 'message',
      stop: 'calls',
      stopReason: 'moon_phase',
      usage: { inputTokens: 10, outputTokens: 0, cacheReadTokens: 4, cacheWriteTokens: 2, reasoningTokens: 0 },
      costUsd: 0.000123,
      latencyMs: 12.5,
      by: 'system',
    },
    { kind: 'model-answered', step: 4, messageHash: 'message', stop: 'refusal', latencyMs: 0 },
  ],
  'tool-called': [
    { kind: 'tool-called', step: 3, call, passed: { name: 'look_around', arguments: {} } },
    { kind: 'tool-called', step: 3, call },
  ],
  'tool-returned': [{ kind: 'tool-returned', step: 3, callId: 'call-1', messageHash: 'message', isError: true }],
  'tool-failed': [{ kind: 'tool-failed', step: 3, callId: 'call-1', message: 'line one\nline two \u0000 \u{1F6A2}' }],
  'transport-failed': [
    { kind: 'transport-failed', step: 3, vendor: 'stand-in', status: 503, isRetryable: true, mayBeCharged: false },
    { kind: 'transport-failed', step: 3, vendor: 'stand-in', isRetryable: false },
  ],
  'intervention-applied': [{ kind: 'intervention-applied', receipt }],
  'checkpoint-reached': [{ kind: 'checkpoint-reached', step: 3, id: 'half', progress: 7 }],
  'snapshot-taken': [{ kind: 'snapshot-taken', step: 3, stateHash: 'state', moment: 'before-delivery' }],
  'trial-ended': [
    { kind: 'trial-ended', step: 5, end: { kind: 'limit', limit: 'tokens' }, claim: 'unstated' },
    { kind: 'trial-ended', step: 5, end: { kind: 'void', cause: 'environment', message: 'broke' }, claim: 'unknown' },
  ],
  'trial-scored': [
    {
      kind: 'trial-scored',
      outcome: { kind: 'failed', steps: 5, derailedAtStep: 2 },
      score: 0.25,
      stateHash: 'state',
      evidence: ['red is not delivered'],
      progress: 7,
    },
    { kind: 'trial-scored', outcome: { kind: 'void', cause: 'scorer' }, evidence: [], progress: 0 },
  ],
  'attempt-ended': [
    { kind: 'attempt-ended', reason: 'environment', message: 'the crane is out of order' },
    { kind: 'attempt-ended', reason: 'scored' },
  ],
}

/** The kinds, in the order of the union. */
export const EVENT_KINDS = Object.keys(EVENTS)

/** Every event above, in one list. */
export const ALL_EVENTS: readonly EventBody[] = Object.values(EVENTS).flat()
