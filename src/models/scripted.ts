import type { Answer, Model } from '../domain/index.js'
import { UnscriptedAsk } from './unscripted.js'

/**
 * A model that gives the n-th answer of a list at the n-th turn of a conversation, whatever was said. The turn is read
 * from the messages, so one list serves any number of conversations at once and any process.
 *
 * @throws UnscriptedAsk (from `ask`) at every turn after the last
 * @example scriptedModel([{ text: 'done', calls: [], stop: 'end' }])
 */
export function scriptedModel(answers: readonly Answer[]): Model {
  const script = structuredClone(answers)
  return {
    async ask({ messages, signal }) {
      signal.throwIfAborted()
      const turn = messages.filter(({ role }) => role === 'assistant').length
      const answer = script[turn]
      if (answer === undefined) {
        throw new UnscriptedAsk(turn, `missing; expected one of the ${script.length} turns written down`)
      }
      return answer
    },
  }
}
