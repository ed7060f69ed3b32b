import type {
  LanguageModelV4Content,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
  LanguageModelV4StreamResult,
} from '@ai-sdk/provider'
import { StreamBroken } from './broken.js'

type Part = LanguageModelV4StreamPart
/** A piece of text or reasoning: its beginning, more of it, or its end. */
type PieceOfText = Extract<Part, { type: `${'text' | 'reasoning'}-${'start' | 'delta' | 'end'}` }>
type Growing = Extract<LanguageModelV4Content, { type: 'text' | 'reasoning' }>

/** What has come of an answer so far. */
interface Assembled {
  /** In the order in which the pieces began. */
  readonly content: LanguageModelV4Content[]
  /** Pieces that still grow, by kind and id. */
  readonly growing: Map<string, Growing>
  warnings: LanguageModelV4GenerateResult['warnings']
  named: Pick<NonNullable<LanguageModelV4GenerateResult['response']>, 'id' | 'timestamp' | 'modelId'>
  finish: Extract<Part, { type: 'finish' }> | undefined
}

/**
 * Reads an answer that comes in pieces to its end. What comes before a break is never taken for an answer.
 *
 * @throws StreamBroken where the stream says that it failed, or ends before the answer does; whatever keeps it from being
 * read; the reason of the signal
 */
export async function assembled(
  { stream, response }: LanguageModelV4StreamResult,
  signal: AbortSignal,
): Promise<LanguageModelV4GenerateResult> {
  const answer: Assembled = { content: [], growing: new Map(), warnings: [], named: {}, finish: undefined }
  const reader = stream.getReader()
  // Some packages do not hand an abort on to whoever waits for the next piece.
  const aborted = Promise.withResolvers<never>()
  aborted.promise.catch(() => {})
  const stop = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', stop)
  try {
    signal.throwIfAborted()
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), aborted.promise])
      if (done) break
      take(answer, value)
    }
  } catch (error) {
    reader.cancel(error).catch(() => {})
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
  return resultOf(answer, response?.headers)
}

function take(answer: Assembled, part: Part): void {
  switch (part.type) {
    case 'stream-start':
      answer.warnings = part.warnings
      return
    case 'response-metadata': {
      const { type: _, ...named } = part
      answer.named = { ...answer.named, ...named }
      return
    }
    case 'text-start':
    case 'text-delta':
    case 'text-end':
    case 'reasoning-start':
    case 'reasoning-delta':
    case 'reasoning-end':
      grow(answer, part)
      return
    case 'finish':
      answer.finish = part
      return
    case 'error':
      throw part.error instanceof Error ? part.error : new StreamBroken(part.error)
    case 'tool-input-start':
    case 'tool-input-delta':
    case 'tool-input-end':
    case 'ping':
    case 'raw':
      return
    default:
      answer.content.push(part)
  }
}

/** A piece of text or reasoning that begins, goes on or ends; the last word on what its vendor wants back holds. */
function grow({ content, growing }: Assembled, part: PieceOfText): void {
  const type = part.type.startsWith('text') ? 'text' : 'reasoning'
  const key = `${type} ${part.id}`
  const known = part.type.endsWith('-start') ? undefined : growing.get(key)
  const piece: Growing = known ?? { type, text: '' }
  if (known === undefined) {
    content.push(piece)
    growing.set(key, piece)
  }
  if ('delta' in part) piece.text += part.delta
  if (part.providerMetadata !== undefined) piece.providerMetadata = part.providerMetadata
}

function resultOf(
  { content, warnings, named, finish }: Assembled,
  headers: Record<string, string> | undefined,
): LanguageModelV4GenerateResult {
  // Packages say `other` and nothing more where no reason to stop has come.
  const { unified, raw } = finish?.finishReason ?? { unified: 'other', raw: undefined }
  if (finish === undefined || ((unified === 'other' || unified === 'error') && raw === undefined)) {
    throw new StreamBroken('it ended before the answer did')
  }
  return {
    content,
    finishReason: finish.finishReason,
    usage: finish.usage,
    warnings,
    response: { ...named, ...(headers !== undefined && { headers }) },
  }
}
