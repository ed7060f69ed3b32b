import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModelV4, LanguageModelV4Content, LanguageModelV4StreamPart } from '@ai-sdk/provider'
import { NO_ID } from './answer.js'
import type { Route } from './load.js'
import type { LoadedModel } from './provider-model.js'

/** Name under which the package looks for options, and prefix of nothing that is sent. */
const NAME = 'server'

/** A model behind a server that speaks chat completions: Ollama, vLLM, a gateway. */
export function compatibleModel(route: Route): LoadedModel {
  const { baseUrl = '', headers, fetch, credentials, model: id } = route
  const [apiKey] = Object.values(credentials)
  const provider = createOpenAICompatible({
    name: NAME,
    baseURL: baseUrl,
    headers,
    fetch: leniently(fetch),
    // Asked for with a stream only, which says nothing of tokens otherwise.
    includeUsage: true,
    ...(apiKey !== undefined && { apiKey }),
  })
  return { model: withoutChance(provider.chatModel(id)), optionsKey: NAME }
}

/** Servers of one's own follow the protocol loosely: what the package would refuse a whole reply for is mended here. */
function leniently(fetch: Route['fetch']): Route['fetch'] {
  return async (input, init) => {
    const response = await fetch(input, init)
    if (!response.ok) return response
    const { status, headers } = response
    if (headers.get('content-type')?.startsWith('text/event-stream') === true) return response
    return new Response(mended(await response.text()), { status, headers })
  }
}

/** Numbers beyond all counts are as good as none, and arguments may come as an object instead of its text. */
function mended(text: string): string {
  try {
    return JSON.stringify(
      JSON.parse(text, (name, value: unknown) => {
        if (typeof value === 'number' && !Number.isFinite(value)) return null
        return name === 'arguments' && typeof value === 'object' && value !== null ? JSON.stringify(value) : value
      }),
    )
  } catch {
    return text
  }
}

/** The package makes up ids by chance where a server gives none; then equal answers would differ. */
function withoutChance(model: LanguageModelV4): LanguageModelV4 {
  return {
    specificationVersion: model.specificationVersion,
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,
    async doStream(options) {
      const given = new Set<string>()
      const { stream, ...rest } = await model.doStream({ ...options, includeRawChunks: true })
      const known = new TransformStream<LanguageModelV4StreamPart, LanguageModelV4StreamPart>({
        transform(part, out) {
          if (part.type === 'raw') noteIds(part.rawValue, given)
          else
            out.enqueue(
              part.type === 'tool-call' && !given.has(part.toolCallId) ? { ...part, toolCallId: NO_ID } : part,
            )
        },
      })
      return { ...rest, stream: stream.pipeThrough(known) }
    },
    async doGenerate(options) {
      const result = await model.doGenerate(options)
      const given = givenIds(result.response?.body)
      return {
        ...result,
        content: result.content.map((part) => (isMadeUp(part, given) ? { ...part, toolCallId: NO_ID } : part)),
      }
    },
  }
}

function isMadeUp(
  part: LanguageModelV4Content,
  given: ReadonlySet<string>,
): part is Extract<LanguageModelV4Content, { type: 'tool-call' }> {
  return part.type === 'tool-call' && !given.has(part.toolCallId)
}

/** Every id in a reply, wherever it stands: a made-up one stands nowhere. */
function givenIds(body: unknown): ReadonlySet<string> {
  const found = new Set<string>()
  noteIds(body, found)
  return found
}

function noteIds(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, part] of Object.entries(value)) {
    if (name === 'id' && typeof part === 'string') found.add(part)
    else noteIds(part, found)
  }
}
