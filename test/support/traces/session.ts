import type { Outcome, Session, SessionCall } from '../../../src/domain/index.js'

/** A session; each text of `calls` is a call `tool -> result`, with `!` before a result that is an error. */
export function aSession(parts: Partial<Session> & { readonly calls?: readonly string[] } = {}): Session {
  const { calls = [], ...rest } = parts
  return {
    id: 's1',
    format: 'otel',
    file: 'spans.jsonl',
    system: { model: 'm' },
    task: rest.id ?? 's1',
    steps: calls.map((text, index) => ({ index, operator: [], text: '', calls: [callOf(text, index)] })),
    outcome: { kind: 'unknown' },
    claim: 'unknown',
    scores: {},
    ...rest,
  }
}

function callOf(text: string, index: number): SessionCall {
  const [name = '', result = ''] = text.split(' -> ')
  const isError = result.startsWith('! ')
  return { id: `c${index}`, name, arguments: {}, result: isError ? result.slice(2) : result, isError }
}

/** An outcome of so many steps. */
export function ended(kind: 'solved' | 'failed'): Outcome {
  return { kind, steps: 1 }
}
