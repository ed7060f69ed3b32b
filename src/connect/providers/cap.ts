import { ConfigError } from '../../domain/index.js'
import type { Route } from './load.js'

/** Least tokens that vendors let a model think with where they are told how many. */
const LEAST_BUDGET = 1_024

type Capped = Pick<Route, 'fetch' | 'maxOutputTokens'>

/**
 * A way to a vendor whose package adds the tokens to think with to the longest answer: what is sent keeps within the
 * longest answer that was asked for, thinking included, because a budget was set aside for that and no more.
 */
export function withinCap({ fetch, maxOutputTokens }: Capped): typeof fetch {
  return (input, init) => {
    if (typeof init?.body !== 'string') return fetch(input, init)
    return fetch(input, { ...init, body: capped(init.body, maxOutputTokens) })
  }
}

/**
 * The same where requests are signed, so that none can be changed on its way.
 *
 * @throws ConfigError from the returned function where a request asks for more
 */
export function refusingBeyondCap({ fetch, maxOutputTokens }: Capped): typeof fetch {
  return (input, init) => {
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined
    const config = isRecord(body) && isRecord(body.inferenceConfig) ? body.inferenceConfig : {}
    if (typeof config.maxTokens === 'number' && config.maxTokens > maxOutputTokens) {
      const why = 'here thinking is counted beside the answer; options.reasoningConfig.budgetTokens makes it shorter'
      throw new ConfigError(
        'maxOutputTokens',
        maxOutputTokens,
        `at least ${config.maxTokens} for this reasoning: ${why}`,
      )
    }
    return fetch(input, init)
  }
}

function capped(text: string, most: number): string {
  const body: unknown = JSON.parse(text)
  if (!isRecord(body) || typeof body.max_tokens !== 'number' || body.max_tokens <= most) return text
  return JSON.stringify({ ...body, max_tokens: most, ...lessThinking(body, most) })
}

/** Half of the answer at most, so that something is left to say. */
function lessThinking({ thinking }: Readonly<Record<string, unknown>>, most: number): object {
  if (!isRecord(thinking) || typeof thinking.budget_tokens !== 'number') return {}
  const budget = Math.max(LEAST_BUDGET, Math.min(thinking.budget_tokens, Math.floor(most / 2)))
  return { thinking: { ...thinking, budget_tokens: budget } }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
