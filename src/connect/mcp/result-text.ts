import { textHash } from '../../domain/index.js'

/** What a tool server returned, as far as a model is shown it. */
export interface ServerResult {
  readonly content?: readonly unknown[] | undefined
  readonly structuredContent?: unknown
}

/**
 * The text of a result of the Model Context Protocol: texts and embedded texts as they are, anything else named in
 * brackets with its kind and size; the structured content where there is nothing else.
 *
 * @source Model Context Protocol 2026-07-28, tools, "Tool Result"
 */
export function resultText({ content = [], structuredContent }: ServerResult): string {
  if (content.length === 0 && structuredContent !== undefined) return JSON.stringify(structuredContent)
  return content.map(blockText).join('\n')
}

function blockText(block: unknown): string {
  if (!isObject(block)) return ''
  const { type, text, data, mimeType, uri, resource } = block
  if (typeof text === 'string') return text
  if (isObject(resource)) {
    return typeof resource.text === 'string' ? resource.text : `[resource ${words(resource.uri, resource.mimeType)}]`
  }
  // Its hash keeps answers apart that hold other bytes.
  const size = typeof data === 'string' ? `${bytesOf(data)} bytes, ${textHash(data).slice(0, 8)}` : undefined
  return `[${words(type, mimeType, uri, size)}]`
}

const bytesOf = (base64: string) => Math.floor((base64.replace(/=+$/, '').length * 3) / 4)

function words(...parts: readonly unknown[]): string {
  return parts.filter((part) => typeof part === 'string').join(' ')
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
