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
    model: 'openai:gpt-6.1-terra',
    price: {
      inputUsdPerMillion: 1,
      outputUsdPerMillion: 5,
      cacheReadUsdPerMillion: 0.05,
      cacheWriteUsdPerMillion: 1.25,
      beyond: {
        inputTokens: 272_000,
        inputUsdPerMillion: 2,
        outputUsdPerMillion: 7.5,
        cacheReadUsdPerMillion: 0.1,
        cacheWriteUsdPerMillion: 2.5,
      },
    },
    contextTokens: 1_050_000,
    outputTokens: 128_000,
    source: 'https://developers.openai.com/zh-Hans/api/docs/models/gpt-6.1-terra',
    date: READ,
  },
  {
    model: 'openai:gpt-6-luna',
    price: {
      inputUsdPerMillion: 0.1,
      outputUsdPerMillion: 0.5,
      cacheReadUsdPerMillion: 0.01,
      cacheWriteUsdPerMillion: 0.125,
      beyond: {
        inputTokens: 272_000,
        inputUsdPerMillion: 0.2,
        outputUsdPerMillion: 0.75,
        cacheReadUsdPerMillion: 0.02,
        cacheWriteUsdPerMillion: 0.25,
      },
    },
    contextTokens: 1_050_000,
    outputTokens: 128_000,
    source: 'https://developers.openai.com/ja-JP/api/docs/models/gpt-6-luna',
    date: READ,
  },
  {
    model: 'openai:gpt-5.6-luna',
    price: {
      inputUsdPerMillion: 0.2,
      outputUsdPerMillion: 1.2,
      cacheReadUsdPerMillion: 0.02,
      cacheWriteUsdPerMillion: 0.25,
      beyond: {
        inputTokens: 272_000,
        // The page says nothing of what a cache reads in a long ask: it then costs as other input.
        inputUsdPerMillion: 0.4,
        outputUsdPerMillion: 1.8,
        cacheWriteUsdPerMillion: 0.5,
      },
    },
    contextTokens: 1_050_000,
    outputTokens: 128_000,
    source: `${OPENAI}/gpt-5.6-luna`,
    date: READ,
  },
  {
    model: 'anthropic:claude-fable-5-1',
    price: {
      inputUsdPerMillion: 10,
      outputUsdPerMillion: 50,
      cacheReadUsdPerMillion: 0.25,
      cacheWriteUsdPerMillion: 12.5,
    },
    contextTokens: 1_000_000,
    outputTokens: 128_000,
    source: `${ANTHROPIC}/en/about-claude/pricing and ${ANTHROPIC}/zh-CN/models/fable-5-1/overview.md`,
    date: READ,
  },
  {
    model: 'anthropic:claude-fable-5',
    price: {
      inputUsdPerMillion: 10,
      outputUsdPerMillion: 50,
      cacheReadUsdPerMillion: 1,
      cacheWriteUsdPerMillion: 12.5,
    },
    contextTokens: 1_000_000,
    outputTokens: 128_000,
    source: `${ANTHROPIC}/en/about-claude/pricing and ${ANTHROPIC}/en/models/fable-5/overview.md`,
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
    model: 'anthropic:claude-haiku-5-5',
    price: {
      inputUsdPerMillion: 0.1,
      outputUsdPerMillion: 0.5,
      cacheWriteUsdPerMillion: 0.125,
      beyond: {
        inputTokens: 100_000,
        inputUsdPerMillion: 0.5,
        outputUsdPerMillion: 2.5,
        cacheWriteUsdPerMillion: 0.625,
      },
    },
    contextTokens: 1_000_000,
    outputTokens: 128_000,
    source: `${ANTHROPIC}/zh-CN/models/haiku-5-5/overview`,
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
