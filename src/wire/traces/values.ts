import { asJson, type JsonObject, type JsonValue, type Usage } from '../../domain/index.js'
import { asObject, fieldOf } from '../place.js'

/** A parsed JSON object, read field by field. */
export type Fields = Readonly<Record<string, unknown>>

/** The first of several names that holds something, since one thing is called by several names. */
export function firstOf(object: Fields, ...names: readonly string[]): unknown {
  for (const name of names) {
    const value = fieldOf(object, name)
    if (value !== undefined && value !== null) return value
  }
  return undefined
}

/** A text that says something, or undefined. */
export function wordOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/** A list, or an empty one where the value is something else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Above every cost and every moment, also one in nanoseconds; sums and squares of larger amounts would be no numbers. */
const MOST = 1e20

/** A number from 0 that can be reckoned with; sources write numbers as texts too. */
export function amountIn(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && number >= 0 && number <= MOST ? number : undefined
}

/** A whole number of tokens. */
export function tokensIn(value: unknown): number | undefined {
  const number = amountIn(value)
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined
}

/** The JSON that a text holds, or the value itself; sources nest JSON as text. */
export function unpacked(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const start = value.trimStart()
  if (!start.startsWith('{') && !start.startsWith('[')) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

/** Arguments of a call; what is no object is kept under a name that says so. */
export function argumentsIn(value: unknown): JsonObject | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string' && value.trim() === '') return {}
  const parsed = unpacked(value)
  const object = asObject(parsed)
  if (object !== undefined) return asJson(object)
  return typeof parsed === 'string' ? { 'malformed-json': parsed } : { 'not-an-object': jsonOf(parsed) }
}

function jsonOf(value: unknown): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  return Array.isArray(value) ? asJson(value) : String(value)
}

/** A value as one text: texts as they are, parts of a message joined, anything else as JSON. */
export function textIn(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  if (Array.isArray(value)) {
    const parts = value.map((part) => {
      if (typeof part === 'string') return part
      const object = asObject(part)
      return object === undefined ? undefined : wordOf(firstOf(object, 'text', 'content'))
    })
    if (value.length > 0 && parts.every((part) => part !== undefined)) return parts.join('\n')
  }
  return JSON.stringify(value)
}

/** Milliseconds since 1970 from an ISO text, or undefined. A time without a zone is taken for UTC. */
export function timeIn(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.trim().replace(' ', 'T')
  const time = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`)
  return Number.isFinite(time) ? time : undefined
}

/** The object without fields that are undefined, or undefined where nothing is left. */
export function tokenUse(use: { readonly [name in keyof Usage]: number | undefined }): Usage | undefined {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, reasoningTokens } = use
  if (inputTokens === undefined && outputTokens === undefined) return undefined
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(cacheReadTokens !== undefined && { cacheReadTokens }),
    ...(cacheWriteTokens !== undefined && { cacheWriteTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(reasoningTokens !== undefined && { reasoningTokens }),
  }
}

const TOKEN_FIELDS = ['inputTokens', 'cacheReadTokens', 'cacheWriteTokens', 'outputTokens', 'reasoningTokens'] as const

/** Tokens of several asks together; undefined where some ask carries none. Parts are summed where any ask has them. */
export function sumTokens(uses: readonly (Usage | undefined)[]): Usage | undefined {
  if (uses.length === 0 || uses.some((use) => use === undefined)) return undefined
  const total = (name: (typeof TOKEN_FIELDS)[number]) => {
    const known = uses.flatMap((use) => use?.[name] ?? [])
    const isWhole = name === 'inputTokens' || name === 'outputTokens'
    if (known.length === 0 || (isWhole && known.length < uses.length)) return undefined
    return known.reduce((sum, value) => sum + value, 0)
  }
  return tokenUse({
    inputTokens: total('inputTokens'),
    cacheReadTokens: total('cacheReadTokens'),
    cacheWriteTokens: total('cacheWriteTokens'),
    outputTokens: total('outputTokens'),
    reasoningTokens: total('reasoningTokens'),
  })
}

/** Dollars of several asks together; undefined where some ask carries none. */
export function sumCost(costs: readonly (number | undefined)[]): number | undefined {
  let total = 0
  for (const cost of costs) {
    if (cost === undefined) return undefined
    total += cost
  }
  return costs.length === 0 ? undefined : total
}
