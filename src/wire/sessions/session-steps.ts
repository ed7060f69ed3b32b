import { asJson, type SessionStep, type Usage } from '../../domain/index.js'
import { asObject, badValue, type Place } from '../place.js'
import { sessionCall } from '../traces/nodes.js'
import { amountIn, listOf, tokensIn, tokenUse, wordOf } from '../traces/values.js'

/**
 * The steps of a recorded session.
 *
 * @throws RecordError where a step or a call is not of the record's form
 */
export function readSessionSteps(value: unknown, place: Place): SessionStep[] {
  return listOf(value).map((entry, index): SessionStep => {
    const at = (path: string): Place => ({ file: place.file, at: `${place.at}, steps[${index}]${path}` })
    const step = asObject(entry)
    if (step === undefined) throw badValue(at(''), entry, 'a step')
    const [tokens, costUsd, reasoning] = [readTokenUse(step.tokens), amountIn(step.costUsd), wordOf(step.reasoning)]
    return {
      index,
      operator: listOf(step.operator).flatMap((words) => (typeof words === 'string' ? words : [])),
      text: typeof step.text === 'string' ? step.text : '',
      ...(reasoning !== undefined && { reasoning }),
      calls: listOf(step.calls).map((call, inner) => callOf(call, at(`.calls[${inner}]`))),
      ...(tokens !== undefined && { tokens }),
      ...(costUsd !== undefined && { costUsd }),
    }
  })
}

function callOf(value: unknown, place: Place): SessionStep['calls'][number] {
  const call = asObject(value)
  const [id, name] = [wordOf(call?.id), wordOf(call?.name)]
  if (call === undefined || id === undefined || name === undefined)
    throw badValue(place, value, 'a call with id and name')
  const given = asObject(call.arguments)
  return sessionCall({
    id,
    name,
    arguments: given === undefined ? undefined : asJson(given),
    result: typeof call.result === 'string' ? call.result : undefined,
    isError: typeof call.isError === 'boolean' ? call.isError : undefined,
  })
}

/** Tokens as a record holds them. */
export function readTokenUse(value: unknown): Usage | undefined {
  const use = asObject(value)
  return tokenUse({
    inputTokens: tokensIn(use?.inputTokens),
    cacheReadTokens: tokensIn(use?.cacheReadTokens),
    cacheWriteTokens: tokensIn(use?.cacheWriteTokens),
    outputTokens: tokensIn(use?.outputTokens),
    reasoningTokens: tokensIn(use?.reasoningTokens),
  })
}
