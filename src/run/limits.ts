import type { LimitKind, LimitRule, Limits, Sample, Usage } from '../domain/index.js'

/** What a trial has used so far, its prefix included. */
export interface Used {
  readonly steps: number
  readonly tokens: number
  readonly seconds: number
  readonly costUsd: number
}

/** Before the first step. */
export const NOTHING_USED: Used = { steps: 0, tokens: 0, seconds: 0, costUsd: 0 }

/** Limits of a trial of one sample. */
export function limitsFor(rule: LimitRule, sample: Sample): Limits {
  const { stepsPerReferenceCall, extraSteps, ...rest } = rule
  return { ...rest, steps: Math.ceil(stepsPerReferenceCall * sample.reference.calls) + extraSteps }
}

/** The limit that is reached, if any, in the order steps, tokens, time, cost. */
export function limitReached(limits: Limits, used: Used): LimitKind | undefined {
  if (limits.steps !== undefined && used.steps >= limits.steps) return 'steps'
  if (limits.tokens !== undefined && used.tokens >= limits.tokens) return 'tokens'
  if (limits.seconds !== undefined && used.seconds >= limits.seconds) return 'time'
  if (limits.costUsd !== undefined && used.costUsd >= limits.costUsd) return 'cost'
  return undefined
}

/** Adds one answer to what was used. */
export function addAnswer(used: Used, answer: { readonly usage?: Usage; readonly costUsd?: number }): Used {
  const tokens = (answer.usage?.inputTokens ?? 0) + (answer.usage?.outputTokens ?? 0)
  return {
    steps: used.steps + 1,
    tokens: used.tokens + tokens,
    seconds: used.seconds,
    costUsd: used.costUsd + (answer.costUsd ?? 0),
  }
}
