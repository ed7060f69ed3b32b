import {
  type Answer,
  type Ask,
  ConfigError,
  type JsonObject,
  type JsonValue,
  type Quota,
  type ToolCall,
  type TurnPart,
  type Usage,
} from '../../domain/index.js'

/** Nesting of arguments that is kept; whatever walks them does so by calling itself. */
const MOST_DEPTH = 64
const TOO_DEEP = `nested deeper than ${MOST_DEPTH}`

/**
 * The answer as the record can hold it, whatever adapter it comes from: arguments that are JSON of bounded depth, calls
 * with ids of their own, and usage and cost only where they are counts. What a model overdoes is its mistake, which its
 * tools will tell it about, and never ends a study.
 *
 * @param used ids of earlier calls that the conversation no longer holds
 * @throws ConfigError where an adapter gives what is no answer at all
 */
export function soundAnswer(answer: Answer, { messages }: Pick<Ask, 'messages'>, used: Iterable<string> = []): Answer {
  requireAnswer(answer)
  const { usage, costUsd, quota, parts, stopReason, ...said } = answer
  const counted = soundUsage(usage)
  const left = soundQuota(quota)
  const taken = new Set(used)
  const isTaken = (id: string) =>
    taken.has(id) ||
    messages.some((message) => message.role === 'assistant' && message.calls.some((call) => call.id === id))
  const calls = answer.calls.map((call): ToolCall => {
    let { id } = call
    for (let nth = 2; isTaken(id); nth += 1) id = `${call.id}-${nth}`
    taken.add(id)
    return { ...call, id, arguments: soundObject(call.arguments, 0) }
  })
  return {
    ...said,
    calls,
    ...(typeof stopReason === 'string' && { stopReason }),
    ...(Array.isArray(parts) && { parts: parts.flatMap(soundPart) }),
    ...(counted !== undefined && { usage: counted }),
    ...(costUsd !== undefined && Number.isFinite(costUsd) && costUsd >= 0 && { costUsd }),
    ...(left !== undefined && { quota: left }),
  }
}

/** A piece of a turn as the record can hold it; what is none is left out. */
function soundPart(part: TurnPart): TurnPart[] {
  const meta = part.meta === undefined ? {} : { meta: soundObject(part.meta, 0) }
  switch (part.kind) {
    case 'text':
      return isCount(part.length) ? [{ kind: 'text', length: part.length, ...meta }] : []
    case 'call':
      return [{ kind: 'call', ...meta }]
    case 'reasoning':
      return [{ kind: 'reasoning', text: String(part.text), ...meta }]
    case 'other':
      return [{ kind: 'other', name: String(part.name), ...meta }]
    default:
      return []
  }
}

/** What an adapter of the reader's own gives has no type at this point. */
function requireAnswer(given: unknown): void {
  const isObject = typeof given === 'object' && given !== null
  if (isObject && 'text' in given && typeof given.text === 'string' && 'calls' in given && Array.isArray(given.calls))
    return
  throw new ConfigError('answer of a model', given, 'a text, a list of calls and why it stopped')
}

function soundUsage(usage: Usage = {}): Usage | undefined {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, reasoningTokens } = usage
  const sound = {
    ...(isCount(inputTokens) && { inputTokens }),
    ...(isCount(outputTokens) && { outputTokens }),
    ...(isCount(cacheReadTokens) && { cacheReadTokens }),
    ...(isCount(cacheWriteTokens) && { cacheWriteTokens }),
    ...(isCount(reasoningTokens) && { reasoningTokens }),
  }
  return Object.keys(sound).length === 0 ? undefined : sound
}

/** A limit that says nothing sound is no reason to slow down. */
function soundQuota(quota: Quota = {}): Quota | undefined {
  const { remainingRequests, limitRequests, remainingTokens, limitTokens, resetSeconds } = quota
  const sound = {
    ...(isCount(remainingRequests) && { remainingRequests }),
    ...(isCount(limitRequests) && { limitRequests }),
    ...(isCount(remainingTokens) && { remainingTokens }),
    ...(isCount(limitTokens) && { limitTokens }),
    ...(resetSeconds !== undefined && Number.isFinite(resetSeconds) && resetSeconds >= 0 && { resetSeconds }),
  }
  return Object.keys(sound).length === 0 ? undefined : sound
}

function isCount(value: number | undefined): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function soundObject(given: object, depth: number): JsonObject {
  const fields = Object.entries(given).flatMap(([name, value]): [string, JsonValue][] =>
    value === undefined ? [] : [[name, soundValue(value, depth + 1)]],
  )
  return Object.fromEntries(fields)
}

function soundValue(value: unknown, depth: number): JsonValue {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value !== 'object') return String(value)
  if (depth > MOST_DEPTH) return TOO_DEEP
  return Array.isArray(value) ? value.map((item) => soundValue(item, depth + 1)) : soundObject(value, depth)
}
