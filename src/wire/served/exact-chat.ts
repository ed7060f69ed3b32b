import type { JsonObject, JsonValue } from '../../domain/index.js'
import { chatAsk } from './chat.js'
import { flagAt, isAbsent, malformed, maybeNumberAt, nameAt } from './expected.js'
import { type ReadAsk, reading, type ServedAsk } from './read.js'

/** A chat-completions request with everything in it that an answer depends on. */
export interface ExactAsk extends ServedAsk {
  /** Whole, of 32 bits; undefined where it is left out. */
  readonly seed?: number
  /** From 0 to 2; undefined where it is left out. */
  readonly temperature?: number
  /** Longest answer, from 1; undefined where it is left out. */
  readonly mostTokens?: number
  /** Whether one turn may make several calls. */
  readonly mayCallTogether: boolean
}

/**
 * Reads a chat-completions request of which nothing is passed over that could change the answer: a field that is not
 * carried is refused unless it says what holds anyway.
 *
 * @source OpenAI API reference, create chat completion
 */
export function readExactChat(body: JsonValue): ReadAsk<ExactAsk> {
  return reading(body, (request) => {
    for (const [name, value] of Object.entries(request)) refuseUncarried(name, value)
    const seed = maybeNumberAt(request.seed, 'seed', SEED)
    const temperature = maybeNumberAt(request.temperature, 'temperature', TEMPERATURE)
    const mostTokens = mostTokensIn(request)
    nameAt(request.model, 'model')
    return {
      ...chatAsk(request),
      ...(seed !== undefined && { seed }),
      ...(temperature !== undefined && { temperature }),
      ...(mostTokens !== undefined && { mostTokens }),
      mayCallTogether: flagAt(request.parallel_tool_calls, 'parallel_tool_calls', true),
    }
  })
}

const MOST_SEED = 2 ** 32 - 1
const SEED = {
  expected: `a whole number from 0 to ${MOST_SEED}`,
  accepts: (value: number) => Number.isInteger(value) && value >= 0 && value <= MOST_SEED,
}
const TEMPERATURE = { expected: 'a number from 0 to 2', accepts: (value: number) => value >= 0 && value <= 2 }
const TOKENS = {
  expected: 'a whole number from 1',
  accepts: (value: number) => Number.isSafeInteger(value) && value >= 1,
}

/** The older name and the newer one. */
function mostTokensIn(request: JsonObject): number | undefined {
  const stated = (['max_tokens', 'max_completion_tokens'] as const).flatMap(
    (name) => maybeNumberAt(request[name], name, TOKENS) ?? [],
  )
  return stated.length === 0 ? undefined : Math.min(...stated)
}

/** Fields that are read. */
const CARRIED = [
  ...['model', 'messages', 'tools', 'tool_choice', 'parallel_tool_calls', 'stream', 'stream_options'],
  ...['seed', 'temperature', 'max_tokens', 'max_completion_tokens', 'n', 'response_format'],
]

/** Fields that are about the account and the records of a vendor: no answer depends on them. */
const ABOUT_THE_ACCOUNT = [
  ...['user', 'safety_identifier', 'metadata', 'store', 'service_tier'],
  ...['prompt_cache_key', 'prompt_cache_retention'],
]

const PASSED: ReadonlySet<string> = new Set([...CARRIED, ...ABOUT_THE_ACCOUNT])

/** Fields that are not carried, by what they may say because it holds anyway. */
const HOLDS_ANYWAY: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ['top_p', 1],
  ['presence_penalty', 0],
  ['frequency_penalty', 0],
  ['logit_bias', {}],
  ['logprobs', false],
  ['stop', []],
  ['modalities', ['text']],
  ['reasoning_effort', 'none'],
  ['verbosity', 'medium'],
])

function refuseUncarried(name: string, value: JsonValue | undefined): void {
  if (PASSED.has(name) || isAbsent(value)) return
  const harmless = HOLDS_ANYWAY.get(name)
  if (harmless === undefined) throw malformed(name, value, 'it left out: this endpoint does not carry it')
  const text = JSON.stringify(harmless)
  if (JSON.stringify(value) === text) return
  throw malformed(name, value, `${text} or nothing: this endpoint does not carry it`)
}
