import type { ModelsDocument } from '../../src/cli/models-document.js'

const price = {
  inputUsdPerMillion: 1,
  outputUsdPerMillion: 2,
  cacheReadUsdPerMillion: 0.1,
  cacheWriteUsdPerMillion: 1.5,
}

/** Everything that `leadline models` can say. */
export const MODELS_DOCUMENT: ModelsDocument = {
  schemaVersion: 1,
  kind: 'models',
  createdAt: '2026-01-01T00:00:00Z',
  systems: [
    {
      name: 'openai:some',
      label: 'some (openai, leadline)',
      price: { ...price, beyond: { ...price, inputTokens: 200_000 } },
      priceSource: { source: 'a page', date: '2026-01-01' },
      contextTokens: 400_000,
      provenance: { kind: 'suspected', source: 'somebody', date: '2026-01-01' },
      test: {
        kind: 'answered',
        latencyMs: 12.5,
        usage: { inputTokens: 5, outputTokens: 4, cacheReadTokens: 3, cacheWriteTokens: 2, reasoningTokens: 1 },
        costUsd: 0.1,
        toolCall: 'as-asked',
        servedModel: 'some-2026',
        showsReasoning: true,
      },
    },
    {
      name: 'azure:other',
      missing: 'AZURE_API_KEY is missing',
      price,
      priceSource: 'stated',
      provenance: { kind: 'unknown' },
      test: { kind: 'failed', message: 'AZURE_API_KEY is missing' },
    },
  ],
  vendors: [
    {
      name: 'azure',
      title: 'Azure OpenAI',
      isReady: false,
      needs: [[{ name: 'AZURE_API_KEY', isSet: false }]],
      install: '@ai-sdk/azure',
    },
  ],
  servers: [{ name: 'Ollama', url: 'http://127.0.0.1:11434/v1', models: ['some'] }],
  facts: { date: '2026-01-01', hash: 'abc', models: 7 },
  proxy: 'http://127.0.0.1:9',
}
