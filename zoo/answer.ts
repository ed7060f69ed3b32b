import { type Answer, type Ask, type JsonValue, type Message, seedOf, type ToolOffer } from 'leadline'
import { type Encoded, type Encoder, parametersOf } from './reading/encode.js'
import { FIRST_NAME, NAMES, written } from './reading/words.js'
import type { Logits } from './runtime/index.js'

/** Share of a chance that is taken for none: far less likely calls are never drawn. */
const LEAST_CHANCE = 1e-3

/** Draws the next call and says it as an answer; equal asks and logits give equal answers. */
export function answerOf(
  ask: Ask,
  read: Encoded,
  of: { readonly logits: Logits; readonly temperature: number; readonly encoder: Encoder },
): Answer {
  const { logits, temperature, encoder } = of
  const place = drawPlace(logits.tool.subarray(0, read.tools), temperature, `tool/${ask.seed}`)
  const offer = ask.tools[place]
  if (offer === undefined) return spoken(ask, 'No tool is offered.')
  const values = logits.value.subarray(place * logits.things, place * logits.things + read.things.length)
  const thing = read.things[drawPlace(values, temperature, `value/${ask.seed}`)] ?? 0
  const { given, missing } = argumentsOf(offer, thing)
  const text = remarkOf(missing, encoder.unknown({ messages: latest(ask.messages), tools: [offer] }))
  const call = { id: `call-${turnsOf(ask.messages)}`, name: offer.name, arguments: given }
  return { text, calls: [call], stop: 'calls', usage: usageOf(ask, text) }
}

/** A place by its chance at a temperature; 0 takes the likeliest. */
function drawPlace(logits: Float32Array, temperature: number, key: string): number {
  const most = logits.reduce((best, logit) => Math.max(best, logit), Number.NEGATIVE_INFINITY)
  if (temperature === 0) return logits.indexOf(most)
  const chances = Array.from(logits, (logit) => {
    const chance = Math.exp((logit - most) / temperature)
    return chance < LEAST_CHANCE ? 0 : chance
  })
  let left = (seedOf(key) / 2 ** 32) * chances.reduce((sum, chance) => sum + chance, 0)
  for (const [place, chance] of chances.entries()) {
    left -= chance
    if (left < 0) return place
  }
  return logits.indexOf(most)
}

/** The value goes to the first parameter that is required; what else is required is left out and named. */
function argumentsOf(offer: ToolOffer, thing: number) {
  const { required, typed } = parametersOf(offer)
  const [first, ...others] = required
  const name = NAMES[thing - FIRST_NAME]
  if (first === undefined) return { given: {}, missing: [] }
  if (name === undefined) return { given: {}, missing: required }
  const value: JsonValue =
    typed.get(first) === 'integer' || typed.get(first) === 'number' ? Number(name) : written(name)
  return { given: { [first]: Number.isNaN(value) ? written(name) : value }, missing: others }
}

function remarkOf(missing: readonly string[], unknown: readonly string[]): string {
  const words = unknown.length === 0 ? [] : [`No words for: ${unknown.slice(0, 8).join(', ')}.`]
  const values = missing.length === 0 ? [] : [`No value for: ${missing.join(', ')}.`]
  return [...words, ...values].join(' ')
}

/** What came since the model last spoke. */
function latest(messages: readonly Message[]): readonly Message[] {
  const place = messages.findLastIndex(({ role }) => role === 'assistant')
  return messages.slice(Math.max(0, place))
}

function spoken(ask: Ask, text: string): Answer {
  return { text, calls: [], stop: 'end', usage: usageOf(ask, text) }
}

function turnsOf(messages: readonly Message[]): number {
  return messages.filter(({ role }) => role === 'assistant').length
}

function lengthOf(message: Message): number {
  if (message.role !== 'assistant') return message.text.length
  return message.calls.reduce((sum, { name, arguments: given }) => {
    return (
      sum +
      name.length +
      Object.entries(given).reduce((all, [key, value]) => all + key.length + String(value).length + 6, 30)
    )
  }, message.text.length)
}

/** As a tokeniser would roughly count it: four characters a token. */
function usageOf({ messages }: Ask, text: string): NonNullable<Answer['usage']> {
  const characters = messages.reduce((sum, message) => sum + lengthOf(message), 0)
  return { inputTokens: Math.ceil(characters / 4), outputTokens: Math.ceil((text.length + 60) / 4) }
}
