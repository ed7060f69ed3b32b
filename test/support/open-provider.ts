import { type ModelSpec, openModel, openNetwork, type ProviderModel } from '../../src/connect/index.js'
import { type Answer, type Ask, assistantTurn, type Message } from '../../src/domain/index.js'

/** A key that must show nowhere. */
export const KEY = 'sk-very-secret-0123456789/abc'

/** Every variable that a vendor needs, with the key in each secret one. */
export const KEYS: Readonly<Record<string, string>> = {
  OPENAI_API_KEY: KEY,
  ANTHROPIC_API_KEY: KEY,
  GEMINI_API_KEY: KEY,
  AZURE_API_KEY: KEY,
  AWS_BEARER_TOKEN_BEDROCK: KEY,
  AWS_REGION: 'eu-west-1',
  GOOGLE_VERTEX_API_KEY: KEY,
}

/** A model of a vendor whose address leads to a server of the test. */
export async function openAt(
  named: string,
  url: string,
  more: Partial<ModelSpec> & { readonly env?: Readonly<Record<string, string>> } = {},
): Promise<ProviderModel> {
  const { env = KEYS, ...spec } = more
  const { model } = await openModel(
    {
      named: named === 'server' ? `${url}#some` : named,
      settings: { maxOutputTokens: 4_000 },
      timeoutMs: 5_000,
      ...(named !== 'server' && { baseUrl: url }),
      ...spec,
    },
    { env, network: openNetwork({ env: {} }), purpose: 'run' },
  )
  return model
}

/** Two tools: one reads, one writes. */
export const TOOLS: Ask['tools'] = [
  { name: 'look', description: 'Looks.', parameters: { type: 'object', properties: { at: { type: 'string' } } } },
  { name: 'move', description: 'Moves.', parameters: { type: 'object', properties: {} } },
]

/** A short ask with those tools. */
export function anAsk(messages: readonly Message[] = [{ role: 'user', text: 'Go.' }]): Ask {
  return { messages, tools: TOOLS, seed: 4_000_000_000, signal: new AbortController().signal }
}

/** The conversation after an answer whose calls have come back, as another process reads it from the record. */
export function afterwards(ask: Ask, answer: Answer, results: readonly string[]): Ask {
  const said = answer.calls.map(({ id, name }, place): Message => {
    return { role: 'tool', callId: id, name, text: results[place] ?? '', isError: place > 0 }
  })
  const messages: readonly Message[] = JSON.parse(JSON.stringify([...ask.messages, assistantTurn(answer), ...said]))
  return anAsk(messages)
}
