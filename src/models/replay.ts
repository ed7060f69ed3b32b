import { type Answer, type Ask, asJson, contentHash, DataError, type Model } from '../domain/index.js'
import { UnscriptedAsk } from './unscripted.js'

/** One ask with what was answered; survives a JSON round trip. */
export interface RecordedTurn {
  /** Without a seed the answer stands for every seed. */
  readonly ask: Pick<Ask, 'messages' | 'tools'> & { readonly seed?: number }
  readonly answer: Answer
}

/**
 * A model that gives recorded answers to the very asks that they were recorded for: equal messages, tools and seed.
 *
 * @param turns in any order; the same ask twice must have the same answer
 * @throws DataError `script-ambiguous` where one ask has two answers; UnscriptedAsk (from `ask`) at any other ask
 */
export function replayModel(turns: readonly RecordedTurn[]): Model {
  const answers = new Map<string, Answer>()
  const script = structuredClone(turns)
  for (const { ask, answer } of script) {
    const hash = hashOf(ask)
    const known = answers.get(hash)
    if (known !== undefined && contentHash(asJson(known)) !== contentHash(asJson(answer))) {
      throw new DataError('script-ambiguous', `turn ${turnOf(ask)} of the script is answered in two ways`)
    }
    answers.set(hash, answer)
  }
  return {
    async ask({ messages, tools, seed, signal }) {
      signal.throwIfAborted()
      const answer = answers.get(hashOf({ messages, tools, seed })) ?? answers.get(hashOf({ messages, tools }))
      if (answer === undefined) throw unscripted({ messages, tools, seed }, script)
      return answer
    },
  }
}

/**
 * Asks another model and writes every answered turn down, for `replayModel`.
 *
 * @param turns takes the turns in the order of their answers
 */
export function recordingModel(model: Model, turns: RecordedTurn[]): Model {
  return {
    async ask(ask) {
      const { messages, tools, seed } = ask
      const asked = structuredClone({ messages, tools, seed })
      const answer = await model.ask(ask)
      turns.push({ ask: asked, answer: structuredClone(answer) })
      return answer
    },
  }
}

function hashOf({ messages, tools, seed }: RecordedTurn['ask']): string {
  return contentHash({ messages: asJson(messages), tools: asJson(tools), seed })
}

function turnOf({ messages }: RecordedTurn['ask']): number {
  return messages.filter(({ role }) => role === 'assistant').length
}

/** Says where the ask leaves the recorded one with which it shares most messages. */
function unscripted(ask: RecordedTurn['ask'], script: readonly RecordedTurn[]): UnscriptedAsk {
  const hashes = ask.messages.map((message) => contentHash(asJson(message)))
  let nearest: RecordedTurn['ask'] | undefined
  let shared = -1
  for (const { ask: recorded } of script) {
    const length = sharedLength(hashes, recorded)
    const isNearer = length > shared || (length === shared && recorded.messages.length === hashes.length)
    if (isNearer) [nearest, shared] = [recorded, length]
  }
  if (nearest === undefined) return new UnscriptedAsk(turnOf(ask), 'missing; expected a script that holds turns')
  const isOther = shared < hashes.length || shared < nearest.messages.length
  const isOffered = contentHash(asJson(ask.tools)) === contentHash(asJson(nearest.tools))
  const place = isOther ? `at message ${shared}` : isOffered ? `in its seed ${ask.seed}` : 'in its tools'
  return new UnscriptedAsk(turnOf(ask), `asked otherwise ${place}; expected the ask as it was recorded`)
}

function sharedLength(hashes: readonly string[], { messages }: RecordedTurn['ask']): number {
  const end = hashes.findIndex((hash, index) => {
    const message = messages[index]
    return message === undefined || contentHash(asJson(message)) !== hash
  })
  return end < 0 ? hashes.length : end
}
