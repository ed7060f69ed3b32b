import type { ModelFact } from './facts.js'

const OPENAI = 'https://developers.openai.com/api/docs/models'
const ANTHROPIC = 'https://platform.claude.com/docs'

/** When the pages below were read. */
const READ = '2026-11-26'

/**
 * What vendors say on pages of their own about models they sell: list prices for standard processing, in US dollars a
 * million tokens, and lengths in tokens. A model that is not here has no price until a reader states one.
 *
 * Each row was taken from the page that it names. Where a vendor sells caching for several spans, the price is that of the
 * shortest one, which is what an ask gets that says nothing about it.
 */
export const TABLE: readonly ModelFact[] = [
  {
    model: 'openai:gpt-6.2-sol',
    price: {
      inputUsdPerMillion: 2,
      outputUsdPerMillion: 10,
      cacheReadUsdPerMillion: 0.1,
      cacheWriteUsdPerMillion: 2.5,
      beyond: {
        inputTokens: 272_000,
        inputUsdPerMillion: 4,
        outputUsdPerMillion: 15,
        cacheReadUsdPerMillion: 0.2,
        cacheWriteUsdPerMillion: 5,
      },
    },
    contextTokens: 1_050_000,
    outputTokens: 128_000,
    source: `${OPENAI}/gpt-6.2-sol.md`,
    date: READ,
  },
  {
    model: 'openai:gpt-6-sol',
    price: {
      inputUsdPerMillion: 2,
      outputUsdPerMillion: 10,
      cacheReadUsdPerMillion: 0.2,
      cacheWriteUsdPerMillion: 2.5,
      beyond: {
        inputTokens: 272_000,
        inputUsdPerMillion: 4,
        outputUsdPerMillion: 15,
        cacheReadUsdPerMillion: 0.4,
        cacheWriteUsdPerMillion: 5,
      },
    },
    contextTokens: 1_050_000,
    outputTokens: 128_000,
    source: `${OPENAI}/gpt-6-sol.md`,
    date: READ,
  },
  {
    model: 'anthropic:claude-opus-5-5',
    price: {
      inputUsdPerMillion: 4,
      outputUsdPerMillion: 20,
      cacheReadUsdPerMillion: 0.2,
      cacheWriteUsdPerMillion: 5,
    },
    contextTokens: 1_000_000,
    outputTokens: 128_000,
    source: `${ANTHROPIC}/zh-CN/models/opus-5-5/overview`,
    date: READ,
  },
  {
    model: 'anthropic:claude-opus-5',
    price: {
      inputUsdPerMillion: 5,
      outputUsdPerMillion: 25,
      cacheReadUsdPerMillion: 0.5,
      cacheWriteUsdPerMillion: 6.25,
    },
    contextTokens: 1_000_000,
    outputTokens: 128_000,
    source: `${ANTHROPIC}/models/opus-5/overview`,
    date: READ,
  },
  {
    model: 'anthropic:claude-sonnet-5-5',
    price: {
      inputUsdPerMillion: 2,
      outputUsdPerMillion: 10,
      cacheReadUsdPerMillion: 0.2,
      cacheWriteUsdPerMillion: 2.5,
    },
    contextTokens: 1_000_000,
    outputTokens: 128_000,
    source: `${ANTHROPIC}/zh-CN/models/sonnet-5-5/overview`,
    date: READ,
  },
  {
    model: 'anthropic:claude-sonnet-5',
    price: {
      inputUsdPerMillion: 2,
      outputUsdPerMillion: 10,
      cacheReadUsdPerMillion: 0.2,
      cacheWriteUsdPerMillion: 2.5,
    },
    contextTokens: 1_000_000,
    outputTokens: 128_000,
    source: `${ANTHROPIC}/zh-CN/models/sonnet-5/overview`,
    date: READ,
  },
  {
    model: 'anthropic:claude-haiku-4-5',
    price: { inputUsdPerMillion: 1, outputUsdPerMillion: 5 },
    contextTokens: 200_000,
    outputTokens: 64_000,
    source: `${ANTHROPIC}/en/models/opus-5/overview`,
    date: READ,
  },
]
