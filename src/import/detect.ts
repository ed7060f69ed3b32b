import { RecordError } from '../domain/index.js'
import { asObject, fieldOf, isRecordHead } from '../wire/index.js'
import type { OpenedFile } from './open-file.js'

/** What a file holds; a tau2 file is parsed already, since only its content tells it. */
type Content =
  | { readonly format: 'csv' | 'jsonl' | 'sessions' }
  | { readonly format: 'tau2'; readonly document: unknown }

/**
 * Tells the format by what the text begins with; a tau2 file is one JSON object with a list of simulations.
 *
 * @throws RecordError where it is JSON of another kind
 */
export function contentOf({ path, text }: OpenedFile): Content {
  const start = text.replace(/^\uFEFF/, '').trimStart()
  if (start.startsWith('[')) {
    throw new RecordError(path, undefined, 'a JSON list', 'JSON lines (one object a line), CSV or tau2 results')
  }
  if (!start.startsWith('{')) return { format: 'csv' }
  const firstLine = start.split(/\r|\n/, 1)[0] ?? ''
  const first = tryJson(firstLine)
  if (isRecordHead(first)) return { format: 'sessions' }
  const isWhole = firstLine.length === start.trimEnd().length
  if (first !== undefined && !(isWhole && isTau2(first))) return { format: 'jsonl' }
  if (first !== undefined) return { format: 'tau2', document: first }
  // A first line that is no JSON: either a document over several lines, or damaged JSON lines.
  if (!/"simulations"\s*:/.test(start)) {
    const document = tryJson(start)
    if (document === undefined) return { format: 'jsonl' }
    const expected = 'tau2 results with a list of simulations, or JSON lines'
    throw new RecordError(path, undefined, 'a JSON document without simulations', expected)
  }
  return { format: 'tau2', document: parseJson(start, path) }
}

function isTau2(value: unknown): boolean {
  const object = asObject(value)
  return object !== undefined && fieldOf(object, 'simulations') !== undefined
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** @throws RecordError where the text is no JSON */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new RecordError(path, undefined, `not JSON (${why})`, 'a complete JSON document', { cause })
  }
}
