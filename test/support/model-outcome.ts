import { type Answer, type Model, ModelError } from '../../src/domain/index.js'
import type { Asked } from './model-script.js'

/** The failures on the way to an answer, and the answer. */
export interface AskOutcome {
  readonly failures: readonly (number | 'no-status')[]
  readonly answer: Answer
}

const MOST_ASKS = 50

/** Asks as a runner does: again after a failure that asking again can help. */
export async function outcomeOf(model: Model, asked: Asked): Promise<AskOutcome> {
  const failures: (number | 'no-status')[] = []
  for (;;) {
    try {
      return { failures, answer: await model.ask({ ...asked, signal: new AbortController().signal }) }
    } catch (error) {
      if (!(error instanceof ModelError && error.isRetryable && failures.length < MOST_ASKS)) throw error
      failures.push(error.status ?? 'no-status')
    }
  }
}

/** One after another. */
export async function outcomesOf(model: Model, asks: readonly Asked[]): Promise<AskOutcome[]> {
  const outcomes: AskOutcome[] = []
  for (const asked of asks) outcomes.push(await outcomeOf(model, asked))
  return outcomes
}
