import { FINISH_TOOL, type Model, seedOf } from '../../domain/index.js'

/**
 * The same model, but merely weaker: it gives up at the first step of so many trials, whatever the work.
 *
 * @param share of trials, in [0, 1]
 */
export function handicapped(model: Model, share: number): Model {
  return {
    ask(ask) {
      const isFirst = ask.messages.every(({ role }) => role !== 'assistant')
      if (!isFirst || seedOf(`handicap/${ask.seed}`) / 2 ** 32 >= share) return model.ask(ask)
      const giveUp = { id: 'call-0', name: FINISH_TOOL.name, arguments: { result: 'gave-up' } }
      return Promise.resolve({ text: '', calls: [giveUp], stop: 'calls' })
    },
  }
}
