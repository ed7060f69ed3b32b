import type { LanguageModelV4Usage } from '@ai-sdk/provider'
import type { Usage } from '../../domain/index.js'

/**
 * Counts as the record keeps them: input with what a cache read or took, whatever way the vendor counts.
 *
 * The packages say 0 for what a vendor does not report, so its own words decide what it reported. A server whose cache
 * holds more than its whole input counts the two beside each other, whatever protocol it speaks.
 */
export function usageOf({ inputTokens, outputTokens, raw }: LanguageModelV4Usage): Usage | undefined {
  const said = raw === undefined ? [] : wordsIn(raw)
  const says = (what: RegExp) => said.some((word) => what.test(word))
  const cacheRead = says(CACHE_READ) ? countOf(inputTokens.cacheRead) : undefined
  const cacheWrite = says(CACHE_WRITE) ? countOf(inputTokens.cacheWrite) : undefined
  const total = says(INPUT) ? countOf(inputTokens.total) : undefined
  const isBeside = total !== undefined && (cacheRead ?? 0) > total
  const output = says(OUTPUT) ? countOf(outputTokens.total) : undefined
  const reasoning = says(REASONING) ? countOf(outputTokens.reasoning) : undefined
  const usage = {
    ...(total !== undefined && { inputTokens: isBeside ? total + (cacheRead ?? 0) + (cacheWrite ?? 0) : total }),
    ...(output !== undefined && { outputTokens: output }),
    ...(cacheRead !== undefined && { cacheReadTokens: cacheRead }),
    ...(cacheWrite !== undefined && { cacheWriteTokens: cacheWrite }),
    ...(reasoning !== undefined && { reasoningTokens: reasoning }),
  }
  return Object.keys(usage).length === 0 ? undefined : usage
}

const INPUT = /^(prompt_?tokens|input_?tokens|prompt_?token_?count)$/i
const OUTPUT = /^(completion_?tokens|output_?tokens|candidates_?token_?count|thoughts_?token_?count)$/i
const CACHE_READ = /^(cached_?tokens|cache_?read_?input_?tokens|cached_?content_?token_?count)$/i
const CACHE_WRITE = /^(cache_?write(_?input)?_?tokens|cache_?creation_?input_?tokens)$/i
const REASONING = /^(reasoning_?tokens|thinking_?tokens|thoughts_?token_?count)$/i

/** Names of the fields that hold a number, at the top and within details. */
function wordsIn(raw: object): string[] {
  return Object.entries(raw).flatMap(([name, value]) => {
    if (typeof value === 'number') return [name]
    return typeof value === 'object' && value !== null ? wordsIn(value) : []
  })
}

/** What is no count is as good as not reported: JSON may hold numbers too large for any. */
function countOf(value: number | undefined): number | undefined {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}
